/**
 * Explains a counterexample: its causes, its deadlines, what could not happen, and runs to compare it with.
 */
import { chartOf } from '../agent/chart.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import type { LabelledRun } from '../search/labelled-run.ts';
import { loopFairness } from '../search/loop-fairness.ts';
import { nearestPassing } from '../search/nearest-passing.ts';
import { Subruns } from '../search/subrun.ts';
import { Watch } from '../search/watch.ts';
import { causalSlice } from './causal-slice.ts';
import { claimOutline } from './claim-outline.ts';
import { walkRun } from './explained-run.ts';
import type { ExplainedRun, Explanation, LoopOutline, RunRole } from './explanation.ts';
import type { ShrinkHistory, Trace } from './trace.ts';

/**
 * Explains `trace`, which replays on `product` and violates `property` (or is an example of what it claims possible).
 *
 * Keeps observations from now on. Costs a few walks of the run, and as many more as removing moves takes.
 */
export function explain(product: Product, property: Property, trace: Trace): Explanation {
  product.observed = true;
  const { model } = product;
  const runs = runsOf(product, property, trace);
  return {
    trace,
    verdict: property.claim.kind === 'possible' ? 'shown' : 'violated',
    agents: model.agents.map((agent) => ({ name: agent.name, nodes: chartOf(agent) })),
    links: model.orderedLinks.map(({ name, from, to, settings }) => ({
      name,
      from: model.agents[from]!.name,
      to: model.agents[to]!.name,
      order: settings.order,
    })),
    claim: {
      ...claimOutline(property.claim),
      ...(property.because !== undefined && { because: property.because }),
      ...(property.source !== undefined && { source: property.source }),
    },
    runs,
  };
}

export const runOf = ({ initial, steps, loop }: Trace): LabelledRun => ({
  initial: initial.index,
  labels: steps.map(({ label }) => label),
  ...(loop !== undefined && { loop: loop.start }),
});

const foundRun = ({ original, loop, initial }: ShrinkHistory, same: number): LabelledRun => ({
  initial: initial ?? same,
  labels: original,
  ...(loop !== undefined && { loop: loop.start }),
});

/** No hash vouches for what a trace says of the run as it was found: it is shown if it is a run, and violates. */
function stillViolates(product: Product, property: Property, run: LabelledRun): boolean {
  const { initial, labels, loop = 0 } = run;
  if (initial >= product.initialStates().length || loop > labels.length) return false;
  const subruns = new Subruns(product, property, new Watch(product, [property]));
  const { taken, violates } = subruns.take(run, [...labels.keys()]);
  return violates && taken.length === labels.length;
}

/** As it was found, made short, and the nearest run that does not violate the property; each once. */
function runsOf(product: Product, property: Property, trace: Trace): readonly ExplainedRun[] {
  const watch = new Watch(product, [property]);
  const run = runOf(trace);
  const { shrink, violation } = trace;
  const found = shrink && foundRun(shrink, run.initial);
  const role: RunRole = isShortest(trace) ? 'shortest' : shrink ? 'minimal' : 'original';
  const does = property.claim.kind === 'possible' ? 'shows it' : 'violates the property';
  const runs = [explainedRun(product, property, run, role, noteOf(trace, does), violation)];
  if (
    found !== undefined &&
    found.labels.length > run.labels.length &&
    stillViolates(product, property, found)
  ) {
    const note = `The run as ${trace.mode === 'random' ? 'random search found it' : 'it was'}, ${found.labels.length} steps.`;
    runs.push(explainedRun(product, property, found, 'original', note, undefined));
  }
  const passing =
    property.claim.kind === 'possible' ? undefined : nearestPassing(product, watch, property, run);
  if (passing !== undefined) {
    const { letters, obligations } = walkRun(product, property, passing.run);
    const note = `A run that does not violate the property. Of those that a bounded search found it parts latest: at step ${passing.shared + 1}.`;
    const { loop } = passing.run;
    runs.push({
      role: 'passing',
      note,
      letters,
      ...(loop !== undefined && { loop: { start: loop, fairness: [] } }),
      obligations,
      parting: passing.shared + 1,
    });
  }
  return runs;
}

function explainedRun(
  product: Product,
  property: Property,
  run: LabelledRun,
  role: RunRole,
  note: string,
  violation: Trace['violation'] | undefined,
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
    ...(run.loop !== undefined && { loop: loopOf(product, property, run) }),
    obligations,
    ...(violation !== undefined && { violation }),
  };
}

const loopOf = (product: Product, { claim, id }: Property, run: LabelledRun): LoopOutline => ({
  start: run.loop!,
  fairness: loopFairness(product, run, claim.kind === 'formula' ? claim.fairness : {}, id),
});

/** Breadth-first a shortest way to a violation is found, but of runs that go on for ever only a short one. */
const isShortest = ({ mode, shrink, loop }: Trace): boolean =>
  shrink === undefined ? mode === 'exhaustive' && loop === undefined : shrink.reached === 'shortest';

function noteOf(trace: Trace, does: string): string {
  const { mode, shrink } = trace;
  switch (shrink?.reached) {
    case 'shortest':
      return `No run with fewer moves ${does}: a search from the start proved it.`;
    case 'minimal':
      return 'No single move can go, and no shorter run was found.';
    case 'bounded':
      return 'Made shorter up to a limit.';
    case undefined:
      if (isShortest(trace)) return `No run with fewer moves ${does}: the search went breadth-first.`;
      return mode === 'exhaustive'
        ? 'Found among all states; a shorter run may go on for ever too.'
        : 'A run that random search found.';
  }
}
