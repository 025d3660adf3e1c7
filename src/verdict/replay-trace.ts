/**
 * Replays a trace on a suite: every label must be enabled, every hash must agree, and the violation must come again.
 */

import { compose } from '../product/compose.ts';
import { stateHash } from '../product/description.ts';
import { type Move, MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type Formula, truthOf } from '../property/formula.ts';
import { noAgentFails, type Property } from '../property/property.ts';
import { keepingObservations } from '../search/exhaustive.ts';
import { InfiniteRuns } from '../search/infinite-run.ts';
import { moveLabelled } from '../search/labelled-run.ts';
import { canReach } from '../search/possible.ts';
import type { Run } from '../search/run.ts';
import { isTimelocked } from '../search/time-analysis.ts';
import { Tracker } from '../search/tracker.ts';
import { Watch } from '../search/watch.ts';
import { ModelError } from '../system/model-error.ts';
import { recordTrace, systemHash } from '../trace/record-trace.ts';
import type { Trace } from '../trace/trace.ts';
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
  return keepingObservations(product, () => replayOn(product, property, trace));
}

function replayOn(product: Product, property: Property, trace: Trace): ReplayResult {
  const hash = systemHash(product);
  if (hash !== trace.system.hash) {
    const because = `the trace was recorded on system ${trace.system.hash}, and this one is ${hash}: its declaration has changed`;
    return { kind: 'diverged', step: 0, because };
  }
  const watch = new Watch(product, [property]);
  const tracker = new Tracker(product, watch);
  if (trace.initial.index >= tracker.initialStates) {
    return { kind: 'diverged', step: 0, because: `there is no initial state ${trace.initial.index}` };
  }
  tracker.begin(trace.initial.index);
  if (stateHash(product, tracker.state) !== trace.initial.stateHash) {
    return { kind: 'diverged', step: 0, because: 'the initial state differs' };
  }
  const moves = new MoveList();
  const taken: Move[] = [];
  for (const [index, step] of trace.steps.entries()) {
    product.enabledMoves(tracker.state, moves);
    const move = moveLabelled(product, tracker.state, moves, step.label);
    if (move === undefined) {
      return { kind: 'diverged', step: index + 1, because: `'${step.label}' is not enabled there` };
    }
    tracker.take(move);
    taken.push(move);
    if (stateHash(product, tracker.state) !== step.stateHash) {
      const fields = step.changed.map(({ path }) => path).join(', ');
      return {
        kind: 'diverged',
        step: index + 1,
        because: `'${step.label}' leads to another state; it changed ${fields}`,
      };
    }
  }
  const labels = trace.steps.map(({ label }) => label);
  const { loop } = trace;
  const moved = { initial: trace.initial.index, moves: taken, ...(loop && { loop: loop.start }) };
  if (loop !== undefined && loop.start > labels.length) {
    return { kind: 'diverged', step: 0, because: `its loop begins after its ${labels.length} steps` };
  }
  if (!isViolated(product, property, tracker, moves, moved)) {
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

function isViolated(
  product: Product,
  property: Property,
  tracker: Tracker,
  moves: MoveList,
  run: Run,
): boolean {
  const { watch } = tracker;
  const { claim } = property;
  const [endless] = [...watch.liveness, ...watch.endings];
  if (endless !== undefined && run.loop !== undefined) {
    return new InfiniteRuns(product, watch).violates(run, endless);
  }
  if (tracker.violated.has(property.id)) return true;
  if (claim.kind === 'always-possible') return !canReach(product, tracker.state, claim.of, watch);
  if (claim.kind === 'possible') return hasIt(tracker, claim.of);
  if (claim.kind === 'no-deadlock') {
    product.enabledMoves(tracker.state, moves);
    return tracker.isDeadlock(moves);
  }
  return claim.kind === 'no-timelock' && isTimelocked(product, tracker.state);
}

/** Whether the letter at which `tracker` stands has it: the example of a claim that something is possible. */
function hasIt({ watch, state, observation }: Tracker, of: Formula): boolean {
  const values = new Uint8Array(watch.letters.width);
  watch.letters.read(state, observation, values);
  return truthOf(of, (atom) => values[watch.letters.indexOf(atom)] === 1);
}
