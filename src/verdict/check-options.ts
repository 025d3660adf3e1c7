/**
 * What one may ask of a check, the defaults, and what searches get out of it.
 */
import type { Reduction } from '../search/run.ts';
import type { StrategyName } from '../search/strategy/portfolio.ts';
import { ModelError } from '../system/model-error.ts';
import { misshapeOfOptions } from './options-shape.ts';
import type { SearchMode } from './search-mode.ts';
import type { Suite } from './suite.ts';

export interface CheckOptions {
  /** Default: the mode of the suite, and `both` where it has none. */
  readonly mode?: SearchMode;
  /** Only the property with this id. */
  readonly property?: string;
  /** Seed of the random search; default `DEFAULTS.seed`. */
  readonly seed?: number;
  /** Number of random runs. */
  readonly runs?: number;
  /** Longest random run, in moves. */
  readonly maxSteps?: number;
  /** How random runs choose among enabled moves; default `portfolio`: each run draws one of the others. */
  readonly strategy?: StrategyName;
  /** Product states at which the exhaustive search stops. */
  readonly maxStates?: number;
  /** Milliseconds for the whole suite. */
  readonly timeMs?: number;
  /** Megabytes for the visited states. */
  readonly memoryMb?: number;
  /**
   * Keep only bits of visited states, in so many megabytes: memory no longer ends the search, but states may be left
   * out, so that nothing is proved. Claims on single states, failures and deadlocks are looked for; `maxStates` has no
   * default then, and no reduction is made use of.
   */
  readonly bitsMb?: number;
  /** How many threads expand the states of one system, where claims let them; default 1. Verdicts do not depend on it. */
  readonly threads?: number;
  /** Whether the symmetry that a system declares is made use of; default true. */
  readonly symmetry?: boolean;
  /** Leave out orders of moves that no claim can tell apart; default false: counterexamples need not be shortest then. */
  readonly partialOrder?: boolean;
  /** Say of each claim that holds which of its atoms it would hold without; default false. Costs a search each. */
  readonly vacuity?: boolean;
  /** Tell what the exhaustive search went through (`coverage` in the report); default false. Costs a second walk. */
  readonly coverage?: boolean;
  /** Stop at the first violation. */
  readonly bail?: boolean;
  /** Whether broken variants are checked; default true. */
  readonly variants?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Places of declarations are reported relative to this folder. */
  readonly root?: string;
}

export interface Progress {
  readonly suite: string;
  readonly variant?: string;
  readonly phase: 'exhaustive' | 'random';
  readonly states?: number;
  readonly frontier?: number;
  readonly depth?: number;
  readonly runs?: number;
  readonly ofRuns?: number;
  readonly steps?: number;
}

/** The seed is the day on which a date computed by adding one to the year stopped a cloud. */
export const DEFAULTS = {
  seed: 20_120_229,
  runs: 10_000,
  maxSteps: 200,
  maxStates: 20_000_000,
  strategy: 'portfolio',
} as const;

/** Options made ready for the searches of one suite. */
export interface Searches {
  readonly exhaustive: boolean;
  readonly random: boolean;
  readonly seed: number;
  readonly runs: number;
  readonly maxSteps: number;
  readonly strategy: StrategyName;
  readonly maxStates: number;
  readonly memoryMb: number | undefined;
  readonly bitsMb: number | undefined;
  readonly threads: number | undefined;
  readonly symmetry: Reduction;
  readonly partialOrder: Reduction | undefined;
  readonly vacuity: boolean;
  /** Agents keep what their steps go through; and the exhaustive search tells it of all that it visited. */
  readonly recorded: boolean;
  /** Predicates may ask only for what the machines have; of variants they may ask for more. */
  readonly strict: boolean;
  readonly coverage: boolean;
  readonly bail: boolean;
  readonly signal: AbortSignal | undefined;
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  readonly timeText: string;
}

const NO_BITS: Reduction = { off: 'only bits are kept of visited states' };

/** @throws ModelError `USAGE` where an option is no such value */
export function searchesOf(suite: Suite, options: CheckOptions): Searches {
  const misshape = misshapeOfOptions(options);
  if (misshape !== undefined) throw new ModelError('USAGE', misshape.problem, misshape.remedy);
  const { timeMs, bitsMb } = options;
  const { search = {} } = suite;
  const mode = options.mode ?? search.mode ?? 'both';
  return {
    exhaustive: mode !== 'random',
    random: mode !== 'exhaustive',
    seed: options.seed ?? DEFAULTS.seed,
    runs: options.runs ?? search.runs ?? DEFAULTS.runs,
    maxSteps: options.maxSteps ?? search.maxSteps ?? DEFAULTS.maxSteps,
    strategy: options.strategy ?? search.strategy ?? DEFAULTS.strategy,
    maxStates:
      options.maxStates ??
      (bitsMb === undefined ? (search.maxStates ?? DEFAULTS.maxStates) : Number.POSITIVE_INFINITY),
    memoryMb: options.memoryMb,
    bitsMb,
    threads: options.threads,
    symmetry:
      bitsMb !== undefined
        ? NO_BITS
        : (options.symmetry ?? true)
          ? 'on'
          : { off: 'the check was told not to use it' },
    partialOrder: options.partialOrder !== true ? undefined : bitsMb !== undefined ? NO_BITS : 'on',
    vacuity: options.vacuity ?? false,
    recorded: options.coverage ?? false,
    strict: true,
    coverage: options.coverage ?? false,
    bail: options.bail ?? false,
    signal: options.signal,
    deadline: timeMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeMs,
    timeText: timeMs === undefined ? '' : `${timeMs / 1000}s`,
  };
}
