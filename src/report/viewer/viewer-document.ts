/**
 * What the page is given: an explanation, and what its suite says of the property besides.
 */
import type { Explanation } from '../../trace/explanation.ts';

export interface ViewerDocument {
  readonly explanation: Explanation;
  /** `shown`: the run is an example of what is claimed to be possible. */
  readonly verdict: 'violated' | 'shown';
  readonly because?: string;
  readonly source?: string;
  /** The command that takes the run again. */
  readonly command?: string;
}
