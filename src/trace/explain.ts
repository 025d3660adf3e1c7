/**
 * Explains a counterexample: its causes, its deadlines, what could not happen, and runs to compare it with.
 */
import { chartOf } from '../agent/chart.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import type { LabelledRun } from '../search/labelled-run.ts';
import { Subruns } from '../search/subrun.ts';
import { Watch } from '../search/watch.ts';
import { causalSlice } from './causal-slice.ts';
import { claimOutline } from './claim-outline.ts';
import { walkRun } from './explained-run.ts';
import type { ExplainedRun, Explanation, RunRole } from './explanation.ts';
import type { Trace } from './trace.ts';

/**
 * Explains `trace`, which replays on `product` and violates `property` (or is an example of what it claims possible).
 *
 * Keeps observations from now on. Costs a few walks of the run, and as many more as removing moves takes.
 */
export function explain(product: Product, property: Property, trace: Trace): Explanation {
  product.observed = true;
  const original = runOf(trace);
  const { model } = product;
  const runs = [explainedRun(product, property, original, 'original', noteOf(trace), trace.violation)];
  return {
    trace,
    agents: model.agents.map((agent) => ({ name: agent.name, nodes: chartOf(agent) })),
    links: model.orderedLinks.map(({ name, from, to, settings }) => ({
      name,
      from: model.agents[from]!.name,
      to: model.agents[to]!.name,
      order: settings.order,
    })),
    claim: claimOutline(property.claim),
    runs,
  };
}

export const runOf = ({ initial, steps, loop }: Trace): LabelledRun => ({
  initial: initial.index,
  labels: steps.map(({ label }) => label),
  ...(loop !== undefined && { loop: loop.start }),
});

function explainedRun(
  product: Product,
  property: Property,
  run: LabelledRun,
  role: RunRole,
  note: string,
  violation: Trace['violation'],
): ExplainedRun {
  const { letters, obligations, cone } = walkRun(product, property, run);
  const subruns = new Subruns(product, property, new Watch(product, [property]));
  const slice = new Set(causalSlice(run, cone, subruns));
  return {
    role,
    note,
    letters: letters.map((letter, index) =>
      index === 0 || slice.has(index - 1) ? letter : { ...letter, relevant: false },
    ),
    obligations,
    violation,
  };
}

const noteOf = ({ mode }: Trace): string =>
  mode === 'exhaustive'
    ? 'A run with the fewest moves that violates the property: the search went breadth-first.'
    : 'A run that random search found, made shorter.';
