/**
 * Replays a trace on a suite: every label must be enabled, every hash must agree, and the violation must come again.
 */

import { compose } from '../product/compose.ts';
import { describe, stateHash } from '../product/description.ts';
import { type Move, MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { noAgentFails, type Property } from '../property/property.ts';
import { violatesInTheEnd } from '../search/end-of-run.ts';
import { keepingObservations } from '../search/exhaustive.ts';
import { moveLabelled } from '../search/labelled-run.ts';
import { Tracker } from '../search/tracker.ts';
import { Watch } from '../search/watch.ts';
import { ModelError } from '../system/model-error.ts';
import { changesBetween } from '../trace/changes.ts';
import { recordTrace, systemHash } from '../trace/record-trace.ts';
import type { Change, Trace } from '../trace/trace.ts';
import type { Suite } from './suite.ts';

export type ReplayResult =
  /** The violation came again; the trace as it is recorded now. */
  | { readonly kind: 'reproduced'; readonly trace: Trace }
  /** The run is an example of what is claimed to be possible. */
  | { readonly kind: 'shown'; readonly trace: Trace }
  /** The run is one of the model, and violates nothing. */
  | { readonly kind: 'not-reproduced'; readonly because: string }
  /** The model has changed; `step` counts from 1, 0 is the initial state. */
  | { readonly kind: 'diverged'; readonly step: number; readonly because: string };

/**
 * Replays `trace` on the suite (or the variant of it) that the trace names.
 *
 * @throws ModelError `TRACE_INVALID` where the suite has no such variant or property
 */
export function replayTrace(trace: Trace, suite: Suite): ReplayResult {
  return onItsSystem(trace, suite, (product, property) => replayOn(product, property, trace));
}

/** Composes the system that the trace is of, for `use`; begins again with observations where they are needed. */
export function onItsSystem<T>(
  trace: Trace,
  suite: Suite,
  use: (product: Product, property: Property) => T,
): T {
  const system =
    trace.variant === undefined
      ? suite.system
      : suite.variants?.find(({ name }) => name === trace.variant)?.system;
  const property = [...suite.properties, noAgentFails].find(({ id }) => id === trace.property.id);
  if (system === undefined || property === undefined) {
    const what = system === undefined ? `variant '${trace.variant}'` : `property '${trace.property.id}'`;
    throw new ModelError(
      'TRACE_INVALID',
      `suite '${suite.name}' has no ${what}.`,
      'The trace belongs to another version of this suite; check again to get a new one.',
    );
  }
  const product = compose(system);
  return keepingObservations(product, () => use(product, property));
}

/** The same on a product of one's own. */
export function replayOn(product: Product, property: Property, trace: Trace): ReplayResult {
  const watch = new Watch(product, [property]);
  const tracker = new Tracker(product, watch);
  if (trace.initial.index >= tracker.initialStates) {
    return { kind: 'diverged', step: 0, because: `there is no initial state ${trace.initial.index}` };
  }
  tracker.begin(trace.initial.index);
  const hash = systemHash(product);
  const declaration = hash === trace.system.hash ? '' : '; the declaration of the system has changed too';
  if (stateHash(product, tracker.state) !== trace.initial.stateHash) {
    return { kind: 'diverged', step: 0, because: `the initial state differs${declaration}` };
  }
  const moves = new MoveList();
  const taken: Move[] = [];
  for (const [index, step] of trace.steps.entries()) {
    product.enabledMoves(tracker.state, moves);
    const move = moveLabelled(product, tracker.state, moves, step.label);
    if (move === undefined) {
      const because = `'${step.label}' is not enabled there${declaration}`;
      return { kind: 'diverged', step: index + 1, because };
    }
    const before = describe(product, tracker.state);
    tracker.take(move);
    taken.push(move);
    if (stateHash(product, tracker.state) !== step.stateHash) {
      const now = changesBetween(before, describe(product, tracker.state));
      const because = `'${step.label}' leads to another state: ${firstDifference(step.changed, now)}${declaration}`;
      return { kind: 'diverged', step: index + 1, because };
    }
  }
  if (hash !== trace.system.hash) {
    const because = `the trace was recorded on system ${trace.system.hash}, and this one is ${hash}: its declaration has changed, though the steps are possible still`;
    return { kind: 'diverged', step: 0, because };
  }
  const labels = trace.steps.map(({ label }) => label);
  const { loop } = trace;
  const moved = { initial: trace.initial.index, moves: taken, ...(loop && { loop: loop.start }) };
  if (loop !== undefined && loop.start > labels.length) {
    return { kind: 'diverged', step: 0, because: `its loop begins after its ${labels.length} steps` };
  }
  if (!violatesInTheEnd(tracker, property, moved)) {
    return {
      kind: 'not-reproduced',
      because: `all ${labels.length} steps replay, and '${property.id}' is not violated`,
    };
  }
  const run = { initial: trace.initial.index, labels, ...(loop && { loop: loop.start }) };
  const { suite, variant, mode, random } = trace;
  const kind = property.claim.kind === 'possible' ? 'shown' : 'reproduced';
  return { kind, trace: recordTrace(product, property, run, { suite, variant, mode, random }) };
}

/** The first field that a step changes otherwise than it did; the states differ in it. */
function firstDifference(then: readonly Change[], now: readonly Change[]): string {
  for (const path of new Set([...then, ...now].map((change) => change.path))) {
    const before = then.find((change) => change.path === path);
    const after = now.find((change) => change.path === path);
    if (before?.after === after?.after && before?.before === after?.before) continue;
    return `${path} became ${shown(before)} then, and ${shown(after)} now`;
  }
  return 'in something that is not shown, such as the order in which states were entered';
}

const shown = (change: Change | undefined): string => (change === undefined ? 'nothing else' : change.after);
