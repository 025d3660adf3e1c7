/**
 * Takes a trace again on a model that may have changed: its labels as far as they go, to see whether the violation is
 * still there. Replay is exact and says where the model differs; this says whether a failure is gone.
 */
import { type LabelledRun, Rerun } from '../search/labelled-run.ts';
import { Watch } from '../search/watch.ts';
import { type Provenance, recordTrace } from '../trace/record-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { onItsSystem } from './replay-trace.ts';
import type { Suite } from './suite.ts';

export type RetakeResult =
  /** The property is violated: the trace of now. */
  | { readonly kind: 'violated'; readonly trace: Trace }
  /** The run is an example of what is claimed to be possible: the trace of now. */
  | { readonly kind: 'shown'; readonly trace: Trace }
  /** Neither; so many of the labels were taken. */
  | { readonly kind: 'passed'; readonly taken: number };

/**
 * Takes the labels of `trace` in order on the suite (or the variant of it) that the trace names. Labels that are not
 * enabled are left out, unless letting time pass enables them.
 *
 * @throws ModelError `TRACE_INVALID` where the suite has no such variant or property
 */
export function retakeTrace(trace: Trace, suite: Suite): RetakeResult {
  return onItsSystem(trace, suite, (product, property) => {
    const rerun = new Rerun(product, new Watch(product, [property]));
    const labels = trace.steps.map(({ label }) => label);
    const initial = trace.initial.index < product.initialStates().length ? trace.initial.index : 0;
    const { violates, ...run }: { violates: boolean } & LabelledRun = rerun.attempt(
      initial,
      labels,
      property,
    );
    if (!violates) return { kind: 'passed', taken: run.labels.length };
    const from: Provenance = {
      suite: trace.suite,
      variant: trace.variant,
      mode: trace.mode,
      random: trace.random,
    };
    const kind = property.claim.kind === 'possible' ? 'shown' : 'violated';
    return { kind, trace: recordTrace(product, property, run, from) };
  });
}
