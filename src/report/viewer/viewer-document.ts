/**
 * What the page is given.
 */
import type { Explanation } from '../../trace/explanation.ts';

export interface ViewerDocument {
  readonly explanation: Explanation;
  /** The command that takes the run again. */
  readonly command: string;
}
