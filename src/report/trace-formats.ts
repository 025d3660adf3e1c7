/**
 * The forms in which a counterexample can be had, by name.
 *
 * A new form is one entry here; the command line offers what stands in the list.
 */
import type { Explanation } from '../trace/explanation.ts';
import { counterexampleText } from './counterexample-text.ts';
import type { Page } from './page.ts';

export interface TraceFormat {
  readonly name: string;
  /** What it is for, one clause. */
  readonly what: string;
  /** @param file where the trace is kept, relative to the root: what commands in the text name */
  readonly render: (explanation: Explanation, page: Page, file: string) => string;
}

const terminal: TraceFormat = {
  name: 'terminal',
  what: 'text for a terminal',
  render: ({ trace }, page, file) => `${counterexampleText(page, trace, '', file)}\n`,
};

export const TRACE_FORMATS: readonly TraceFormat[] = [terminal];
