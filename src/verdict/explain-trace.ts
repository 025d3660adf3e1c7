/**
 * Explains a trace on the suite that it names, as the model is now.
 */

import { explain } from '../trace/explain.ts';
import type { Explanation } from '../trace/explanation.ts';
import type { Trace } from '../trace/trace.ts';
import { onItsSystem, type ReplayResult, replayOn } from './replay-trace.ts';
import type { Suite } from './suite.ts';

export type ExplainResult =
  | { readonly kind: 'explained'; readonly explanation: Explanation }
  | Extract<ReplayResult, { readonly kind: 'not-reproduced' | 'diverged' }>;

/**
 * Replays `trace` on the suite (or the variant of it) that the trace names, and explains what it comes to.
 *
 * @throws ModelError `TRACE_INVALID` where the suite has no such variant or property
 */
export function explainTrace(trace: Trace, suite: Suite): ExplainResult {
  return onItsSystem(trace, suite, (product, property) => {
    const replayed = replayOn(product, property, trace);
    if (replayed.kind === 'not-reproduced' || replayed.kind === 'diverged') return replayed;
    const { obligations: _, shrink } = trace;
    return {
      kind: 'explained',
      explanation: explain(product, property, { ...replayed.trace, ...(shrink && { shrink }) }),
    };
  });
}
