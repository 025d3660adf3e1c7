/**
 * What an exhaustive search found out.
 */
import type { Strengthening } from '../property/strengthening.ts';
import type { Finding, Run } from './run.ts';
import type { SpaceCoverage } from './space-coverage.ts';
import type { TimeAnalysis } from './time-analysis.ts';

export interface ExhaustiveResult {
  readonly initialStates: number;
  readonly states: number;
  readonly productStates: number;
  readonly transitions: number;
  /** Breadth-first levels from all initial states, root = 1. */
  readonly depth: number;
  readonly complete: boolean;
  /** Why the search stopped early. */
  readonly stopped: string | undefined;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly counterexamples: ReadonlyMap<string, Run>;
  /** Runs to what is claimed to be possible. */
  readonly witnesses: ReadonlyMap<string, Run>;
  /** What there is to say of a finding, by property: one clause. */
  readonly notes: ReadonlyMap<string, string>;
  /** What was made of each reduction that was asked for, a sentence each. */
  readonly reductions: readonly string[];
  /** Whether a reduction was in force, so that not every state was visited. */
  readonly reduced: boolean;
  /** Atoms without which a claim that holds would hold too, by property; empty unless asked for. */
  readonly needless: ReadonlyMap<string, readonly Strengthening[]>;
  /** How often predicates were called. */
  readonly predicateCalls: number;
  readonly time: TimeAnalysis | undefined;
  /** Where bits are kept of visited states: the greatest probability with which one that can be reached was left out. */
  readonly omission?: number;
  /** Absent unless asked for. */
  readonly coverage?: SpaceCoverage;
}
