/**
 * Makes the run of a trace shorter, on the model as it is now.
 */
import { shrinkRun } from '../search/shrinker.ts';
import { runOf } from '../trace/explain.ts';
import { recordTrace, shrinkHistory } from '../trace/record-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { onItsSystem, type ReplayResult, replayOn } from './replay-trace.ts';
import { isRefutedAtRandom, type Suite } from './suite.ts';

export type ShrinkResult =
  | { readonly kind: 'shrunk'; readonly trace: Trace }
  /** The claim is about what is possible; the run is as it was. */
  | { readonly kind: 'kept'; readonly trace: Trace }
  | Extract<ReplayResult, { readonly kind: 'not-reproduced' | 'diverged' }>;

/**
 * Replays `trace` on the suite (or the variant of it) that the trace names, and makes its run shorter. Of a claim that
 * something is possible, or is always, the run stays as it is: no one run tells whether it is violated.
 *
 * @throws ModelError `TRACE_INVALID` where the suite has no such variant or property
 */
export function shrinkTrace(trace: Trace, suite: Suite): ShrinkResult {
  return onItsSystem(trace, suite, (product, property) => {
    const replayed = replayOn(product, property, trace);
    if (replayed.kind === 'not-reproduced' || replayed.kind === 'diverged') return replayed;
    if (!isRefutedAtRandom(property)) return { kind: 'kept', trace };
    const found = runOf(trace);
    const shrunk = shrinkRun(product, property, found);
    const { mode, random, variant } = trace;
    const from = { suite: trace.suite, variant, mode, random, shrink: shrinkHistory(found, shrunk) };
    return { kind: 'shrunk', trace: recordTrace(product, property, shrunk.run, from) };
  });
}
