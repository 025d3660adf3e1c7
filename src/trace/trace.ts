/**
 * A run written down: labels, times, what changed, and a hash of every state. The content of a trace file.
 *
 * Version 1. Later versions of this format only add optional fields.
 */

export const TRACE_FORMAT = 'redhound/trace';
export const TRACE_VERSION = 1;

/** One field of the state that a step changed; `before` and `after` as text. */
export interface Change {
  /** `guest.value`, `guest.context.incarnation`, `guest→hostAgent`, `guest.timers`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface TraceStep {
  /** Names exactly one move of the state before. */
  readonly label: string;
  /** Virtual time after the step, in milliseconds since the start. */
  readonly time: number;
  readonly changed: readonly Change[];
  /** Sixteen hexadecimal digits of the state after the step. */
  readonly stateHash: string;
  /** Earlier steps on which it directly depends, ascending; 1 is the first. */
  readonly causes?: readonly number[];
  /** `false`: without this step, and all others of the kind, the property is still violated. */
  readonly relevant?: boolean;
}

/** What a claim asks of the future of a run. */
export interface Obligation {
  /** What is owed. */
  readonly text: string;
  /** `happen`: by `due`. `keep`: until `due`. */
  readonly kind: 'happen' | 'keep';
  /** The step that opened it; 0 is the start. */
  readonly opened: number;
  /** Virtual time, in milliseconds; absent where there is no deadline. */
  readonly due?: number;
  /** The step that closed it; absent where it is open in the end. */
  readonly closed?: number;
  readonly ended: 'met' | 'missed' | 'open';
}

/** How a counterexample was made short. */
export interface ShrinkHistory {
  /** Moves of the run as it was found. */
  readonly from: number;
  /** Its labels as it was found, so that it can be shown too. */
  readonly original: readonly string[];
  /** Index of its initial state, where that is another than the trace's. */
  readonly initial?: number;
  /** Of a lasso: how many of these labels came before its loop. */
  readonly loop?: { readonly start: number };
  /**
   * `shortest`: no run with fewer moves violates the property. `minimal`: no single move can go. `bounded`: making it
   * shorter ended at a limit.
   */
  readonly reached: 'shortest' | 'minimal' | 'bounded';
  /** Steps of the product that it took. */
  readonly spent: number;
  /** Each success: what was tried, and the length that it led to. */
  readonly successes: readonly { readonly by: string; readonly length: number }[];
}

export interface Trace {
  readonly format: typeof TRACE_FORMAT;
  readonly version: typeof TRACE_VERSION;
  readonly tool: { readonly name: 'redhound'; readonly version: string };
  readonly suite: string;
  /** The broken variant that was checked; absent for the suite's own system. */
  readonly variant?: string;
  readonly system: { readonly name: string; readonly hash: string };
  readonly property: { readonly id: string; readonly statement: string; readonly declaredAt?: string };
  readonly mode: 'exhaustive' | 'random';
  /** Which run of the random search it was: the campaign's seed, and the number of runs before with fast-check's path. */
  readonly random?: { readonly seed: number; readonly path: string };
  /** Which initial state (one per combination of inputs, in declared order), and its hash. */
  readonly initial: { readonly index: number; readonly stateHash: string };
  readonly steps: readonly TraceStep[];
  /**
   * Of a lasso: how many steps come before its loop, which repeats for ever; where it is all of them, the run stops
   * there for ever, and its last state repeats.
   */
  readonly loop?: { readonly start: number };
  /** Deadlines and other things owed, in the order in which they were opened. */
  readonly obligations?: readonly Obligation[];
  /** Of a run that was made shorter. */
  readonly shrink?: ShrinkHistory;
  /** Of a failure that was kept: it no longer violates the property, and must not again. */
  readonly expect?: 'pass';
  /** What is violated in the last letter (of a lasso: by the whole run), with the values read there. */
  readonly violation: { readonly message: string; readonly values: Readonly<Record<string, string>> };
}
