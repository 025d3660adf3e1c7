/**
 * One run of a product, as moves relative to its states: what searches hand to traces.
 */
import type { Move } from '../product/move.ts';
import type { Learned } from './partial-order/learned.ts';

export interface Run {
  /** Index of the initial state. */
  readonly initial: number;
  readonly moves: readonly Move[];
  /** Of a lasso: how many moves come before the loop; where it is all of them, the run stops there for ever. */
  readonly loop?: number;
}

/** Limits of a search. */
export interface Limits {
  /** Product states. */
  readonly maxStates?: number | undefined;
  /** Megabytes of the visited states. */
  readonly memoryMb?: number | undefined;
  /** Asks of each claim that holds whether it would hold without one of its atoms too: a search for each. */
  readonly vacuity?: boolean | undefined;
  /** Ends at the first violation. */
  readonly bail?: boolean | undefined;
  /** Tells what the visited states went through: a walk over them. */
  readonly coverage?: boolean | undefined;
  /** Makes use of the declared symmetry; default: no. */
  readonly symmetry?: Reduction | undefined;
  /** Leaves out orders of moves that nobody can tell apart; default: no. */
  readonly partialOrder?: Reduction | undefined;
  /** How many threads expand states, where that cannot be seen in what is reported; default 1. */
  readonly threads?: number | undefined;
  /** Levels of fewer states are expanded by one thread; default 16,384. */
  readonly shareFrom?: number | undefined;
  /** Megabytes of the bits that are kept of visited states in their place: then nothing is proved. */
  readonly bitsMb?: number | undefined;
  /** From so many states that are not expanded, the newest come first; default: 262,144, or half of those that have room. */
  readonly newestFrom?: number | undefined;
  /** Ids of properties that turned out to ask for more than such a search knows. */
  readonly unjudged?: readonly string[] | undefined;
  /** What an earlier search with partial-order reduction has learned. */
  readonly learned?: Learned | undefined;
}

/** Whether a reduction is made use of, or why not: one clause. */
export type Reduction = 'on' | { readonly off: string };

/** What a search says about one property; `unrefuted` where not all states need have been visited. */
export type Finding = 'holds' | 'vacuous' | 'violated' | 'unrefuted' | 'inconclusive';
