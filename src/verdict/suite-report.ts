/**
 * What checking a suite established. The data behind every report.
 */
import type { StrategyName } from '../search/strategy/portfolio.ts';
import type { Trace } from '../trace/trace.ts';
import type { PropertyCoverage, SuiteCoverage } from './coverage-report.ts';

export type Verdict = 'holds' | 'no-counterexample' | 'violated' | 'vacuous' | 'inconclusive';

/** What one search says about one property. */
export interface ModeResult {
  readonly verdict: Verdict;
  /** Which limit stopped the search, or how far it looked: one clause. */
  readonly because?: string;
  /** Exhaustive: a shortest counterexample. Random: the shrunk one. */
  readonly trace?: Trace;
  /** Of what is claimed to be possible, and is: a shortest run that shows it; of the random runs that were made. */
  readonly witness?: Trace;
  /** Random, of what is claimed to be possible: how many runs met it. */
  readonly reached?: number;
  /** Random: length of the run before shrinking, and how often the shrinker succeeded. */
  readonly shrunkFrom?: number;
}

export interface PropertyReport {
  readonly id: string;
  readonly statement: string;
  readonly declaredAt?: string;
  /** The stronger of both modes: violated, then holds/vacuous, then no-counterexample, then inconclusive. */
  readonly verdict: Verdict;
  readonly expected: 'holds' | 'violated' | 'vacuous';
  /** Of a property that is expected to be violated: the assumption without which it fails. */
  readonly missing?: string;
  /** Whether the verdict is what was expected (`no-counterexample` agrees with `holds`; `inconclusive` agrees with all). */
  readonly asExpected: boolean;
  readonly modes: { readonly exhaustive?: ModeResult; readonly random?: ModeResult };
  /** Atoms that the claim would hold without, a clause each; absent unless asked for. */
  readonly needless?: readonly string[];
}

export interface VariantReport {
  readonly name: string;
  readonly because: string;
  readonly breaks: readonly string[];
  /** Every named property was violated, in every search that ran, and all others kept their verdict. */
  readonly caught: boolean;
  /** What is not as it should be, a sentence each; empty where `caught`. */
  readonly complaints: readonly string[];
  readonly states: number;
  readonly properties: readonly PropertyReport[];
}

/** A delivered event that selected no transition: the commonest lifecycle bug. */
export interface DeadLetter {
  readonly agent: string;
  /** The state value, as text. */
  readonly state: string;
  readonly event: string;
}

/** The component that grows where a search met no end. */
export interface Growth {
  /** `guest.context.retries`, `guest→hostAgent`. */
  readonly path: string;
  /** `0 → 4801`, `32 messages`. */
  readonly range: string;
}

export interface SuiteReport {
  readonly name: string;
  readonly description?: string;
  /** Budgets, latencies, capacities, tick (and what forced it), jumps, fairness: a sentence each. */
  readonly assumptions: readonly string[];
  readonly initialStates: number;
  /** Distinct system states; 0 where no exhaustive search ran. */
  readonly states: number;
  readonly productStates: number;
  readonly transitions: number;
  readonly depth: number;
  /** Whether the whole reachable space was visited. */
  readonly complete: boolean;
  /** Why the exhaustive search stopped early. */
  readonly stopped?: string;
  /** Where only bits were kept of visited states: the greatest probability with which one that can be reached was left out. */
  readonly omission?: number;
  readonly cost: { readonly elapsedMs: number; readonly xstateCalls: number };
  readonly random?: {
    readonly runs: number;
    readonly steps: number;
    readonly longest: number;
    readonly seed: number;
    readonly strategy: StrategyName;
    /** Share of the (local state, event) pairs that the exhaustive search met; absent where none ran. */
    readonly coverage?: number;
  };
  readonly deadLetters: readonly DeadLetter[];
  readonly warnings: readonly string[];
  readonly growth?: Growth;
  readonly properties: readonly PropertyReport[];
  readonly variants: readonly VariantReport[];
  /**
   * What the exhaustive search went through, or else what steps the random one took; absent unless asked for.
   */
  readonly coverage?: SuiteCoverage & { readonly properties: readonly PropertyCoverage[] };
}

export interface Report {
  readonly format: 'redhound/report';
  readonly version: 1;
  /** Everything is as expected. */
  readonly ok: boolean;
  readonly seed: number;
  readonly interrupted: boolean;
  readonly suites: readonly SuiteReport[];
}
