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
  /** Which run of the random search it was: fast-check's seed and path. */
  readonly random?: { readonly seed: number; readonly path: string };
  /** Which initial state (one per combination of inputs, in declared order), and its hash. */
  readonly initial: { readonly index: number; readonly stateHash: string };
  readonly steps: readonly TraceStep[];
  /**
   * Of a lasso: how many steps come before its loop, which repeats for ever; where it is all of them, the run stops
   * there for ever, and its last state repeats.
   */
  readonly loop?: { readonly start: number };
  /** What is violated in the last letter (of a lasso: by the whole run), with the values read there. */
  readonly violation: { readonly message: string; readonly values: Readonly<Record<string, string>> };
}
