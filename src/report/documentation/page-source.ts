/**
 * What a page is made of: a suite's document, and what its files say.
 */
import type { MutationRecord } from '../../verdict/mutation/mutation-record.ts';
import type { SuiteDocument } from '../../verdict/suite-document.ts';

export interface DocumentedSuite extends SuiteDocument {
  /** Of the suite, relative to the root. */
  readonly file: string;
  /** Whether an index lists it: a suite that is named by its file, from elsewhere, stands alone. */
  readonly listed: boolean;
  /** How the page is reached from the root: `docs/suites`. */
  readonly folder: string;
  /** Of a mutation run over this very model, where one was recorded. */
  readonly mutation?: MutationRecord;
  /** What is said of a machine where it is declared, by the machine's id. */
  readonly declarations: ReadonlyMap<string, MachineDeclaration>;
}

export interface MachineDeclaration {
  /** Relative to the root. */
  readonly file: string;
  /** The comment that opens the file, by paragraphs. */
  readonly comment: readonly string[];
}

export const pageName = (suite: string): string => `${suite}.md`;
