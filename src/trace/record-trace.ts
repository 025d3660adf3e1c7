/**
 * Writes a run down as a trace: it is walked once more, through the same successor function.
 */
import { describe, digest, stateHash } from '../product/description.ts';
import { MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { type LabelledRun, moveLabelled } from '../search/labelled-run.ts';
import type { ShrunkRun } from '../search/shrinker.ts';
import { Tracker } from '../search/tracker.ts';
import { Watch } from '../search/watch.ts';
import { changesBetween } from './changes.ts';
import { systemText } from './system-text.ts';
import { type ShrinkHistory, TRACE_FORMAT, TRACE_VERSION, type Trace, type TraceStep } from './trace.ts';
import { VERSION } from './version.ts';
import { violationAt } from './violation.ts';

/** What a trace says about where it comes from. */
export interface Provenance {
  readonly suite: string;
  readonly variant?: string | undefined;
  readonly mode: 'exhaustive' | 'random';
  readonly random?: { readonly seed: number; readonly path: string } | undefined;
  readonly shrink?: ShrinkHistory | undefined;
}

/** What a trace says of how its run was made short. */
export const shrinkHistory = (
  { initial, labels, loop }: LabelledRun,
  { run, reached, spent, successes }: ShrunkRun,
): ShrinkHistory => ({
  from: labels.length,
  original: labels,
  ...(initial !== run.initial && { initial }),
  ...(loop !== undefined && { loop: { start: loop } }),
  reached,
  spent,
  successes,
});

/** The hash that names a system: its declared data and its machines’ configurations, without functions. */
export const systemHash = (product: Product): string => digest(systemText(product.model.system));

/** A run written down with the violation of `property` in its last letter. */
export function recordTrace(product: Product, property: Property, run: LabelledRun, from: Provenance): Trace {
  const watch = new Watch(product, [property]);
  const tracker = new Tracker(product, watch);
  tracker.begin(run.initial);
  const initial = { index: run.initial, stateHash: stateHash(product, tracker.state) };
  const steps = stepsOf(product, tracker, run.labels);
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    tool: { name: 'redhound', version: VERSION },
    suite: from.suite,
    ...(from.variant !== undefined && { variant: from.variant }),
    system: { name: product.model.system.name, hash: systemHash(product) },
    property: {
      id: property.id,
      statement: property.statement,
      ...(property.declaredAt !== undefined && { declaredAt: property.declaredAt }),
    },
    mode: from.mode,
    ...(from.random !== undefined && { random: from.random }),
    initial,
    steps,
    ...(run.loop !== undefined && { loop: { start: run.loop } }),
    ...(from.shrink !== undefined && { shrink: from.shrink }),
    violation: violationAt(tracker, property, run),
  };
}

/** Takes labels from where `tracker` stands, and says what each changed. */
export function stepsOf(product: Product, tracker: Tracker, labels: Iterable<string>): readonly TraceStep[] {
  const moves = new MoveList();
  const tick = product.model.clock.tick ?? 0;
  let before = describe(product, tracker.state);
  const steps: TraceStep[] = [];
  for (const label of labels) {
    product.enabledMoves(tracker.state, moves);
    const move = moveLabelled(product, tracker.state, moves, label);
    if (move === undefined) throw new Error(`the run does not replay: '${label}' is not enabled`);
    tracker.take(move);
    const after = describe(product, tracker.state);
    steps.push({
      label,
      time: tracker.time * tick,
      changed: changesBetween(before, after),
      stateHash: stateHash(product, tracker.state),
    });
    before = after;
  }
  return steps;
}
