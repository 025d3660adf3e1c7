/**
 * What is violated in the last letter of a run, and the values that its predicates read there.
 */
import { rootOf } from '../agent/family.ts';
import { plainText } from '../agent/plain-data.ts';
import type { Fact } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { type Atom, atomsOf } from '../property/formula.ts';
import type { Body } from '../property/pattern.ts';
import type { Property } from '../property/property.ts';
import { OBSERVATION, TrackedPredicate } from '../property/tracked-predicate.ts';
import type { LabelledRun } from '../search/labelled-run.ts';
import type { Tracker } from '../search/tracker.ts';
import { formatDuration } from '../system/duration.ts';
import { eventText } from './changes.ts';
import type { Trace } from './trace.ts';

/** The violation of `property` in the letter at which `tracker` stands, or by the lasso that ends there. */
export function violationAt(tracker: Tracker, property: Property, run: LabelledRun): Trace['violation'] {
  const { product, state, observation } = tracker;
  const values: Record<string, string> = {};
  for (const { predicate } of atomsRead(property)) {
    const tracked = new TrackedPredicate(product, predicate, property.id);
    for (const { slot } of tracked.readsOn(state, observation)) {
      const [name, text] = componentText(product, state, slot, observation);
      values[name] = text;
    }
  }
  return { message: messageOf(property, tracker, run), values };
}

function atomsRead({ claim }: Property): readonly Atom[] {
  if (claim.kind === 'formula') return atomsOf(claim.formula);
  return 'of' in claim ? atomsOf(claim.of) : [];
}

function messageOf({ claim }: Property, { product, state }: Tracker, run: LabelledRun): string {
  switch (claim.kind) {
    case 'formula':
      return run.loop === undefined ? patternMessage(claim.pattern?.body) : endlessMessage(run);
    case 'always-possible':
      return 'From the last state on it cannot be reached any more, but by faults.';
    case 'possible':
      return 'The last letter has it: the run is an example, not a violation.';
    case 'no-deadlock':
      return `Nothing can happen any more, and not every agent is at its end: ${statesText(product, state)}.`;
    case 'no-timelock':
      return 'From the last state on, time cannot go on: internal moves never end.';
    case 'no-failure':
      return `A machine threw: ${failuresText(product, state)}.`;
  }
}

const endlessMessage = ({ labels, loop }: LabelledRun): string =>
  loop === labels.length
    ? 'The run stops here for ever, and what has to happen never does.'
    : `The last ${labels.length - loop!} steps repeat for ever, and what has to happen never does.`;

function patternMessage(body: Body | undefined): string {
  switch (body?.pattern) {
    case undefined:
      return 'No continuation of the run satisfies the formula.';
    case 'universality':
      return 'The invariant is false in the last state.';
    case 'absence':
      return 'It happened, and never may.';
    case 'bounded-existence':
      return `It happened more than ${body.atMost === 1 ? 'once' : `${body.atMost} times`}.`;
    case 'precedence':
    case 'precedence-chain-2-1':
    case 'precedence-chain-1-2':
      return 'It happened before what has to come first.';
    case 'response':
      return body.within === undefined
        ? 'An obligation can no longer be met: no response came in its scope.'
        : `An obligation stayed open for more than ${formatDuration(body.within)}: no response came.`;
    case 'bounded-absence':
      return `It happened less than ${formatDuration(body.lasting)} after the event that forbids it.`;
    case 'bounded-invariance':
      return `It ended within ${formatDuration(body.lasting)} of the event that asks for it.`;
    case 'minimum-duration':
      return `It ended within ${formatDuration(body.atLeast)}.`;
    case 'maximum-duration':
      return `It went on for more than ${formatDuration(body.atMost)}.`;
    case 'bounded-recurrence':
      return `It did not come for more than ${formatDuration(body.every)}.`;
    case 'existence':
    case 'response-chain-1-2':
    case 'response-chain-2-1':
      return 'The scope ended, and what has to happen in it did not.';
  }
}

const statesText = (product: Product, state: StateVector): string =>
  product.model.agents.map((agent, index) => `${agent.name} ${localText(product, state, index)}`).join(', ');

function failuresText(product: Product, state: StateVector): string {
  const failed = product.model.agents.flatMap((agent, index) => {
    const local = agent.locals[state[index]!]!;
    if (local.status !== 'error') return [];
    const { error } = rootOf(local.family).snapshot;
    return [`${agent.name}: ${error instanceof Error ? error.message : plainText(error)}`];
  });
  return failed.join('; ') || 'an agent';
}

function localText(product: Product, state: StateVector, index: number): string {
  const local = product.model.agents[index]!.locals[state[index]!]!;
  if (local.status === 'crashed') return 'crashed';
  const { value } = rootOf(local.family).snapshot;
  const text = typeof value === 'string' ? value : plainText(value);
  return local.status === 'active' ? text : `${local.status} (${text})`;
}

function componentText(
  product: Product,
  state: StateVector,
  slot: number,
  observation: number,
): readonly [string, string] {
  const { model } = product;
  if (slot === OBSERVATION) {
    return [
      'the move',
      product.observations.factsOf(observation).map(factText).join('; ') || 'nothing that counts',
    ];
  }
  const agent = model.agents[slot];
  if (agent !== undefined) {
    const local = agent.locals[state[slot]!]!;
    const context = local.status === 'crashed' ? local.durable : rootOf(local.family).snapshot.context;
    const empty = typeof context === 'object' && context !== null && Object.keys(context).length === 0;
    return [
      agent.name,
      `${localText(product, state, slot)}${empty || context === undefined ? '' : ` ${plainText(context)}`}`,
    ];
  }
  const link = model.links.find((candidate) => candidate.slot === slot);
  if (link !== undefined) {
    const { events } = model.agents[link.to]!;
    return [
      link.name,
      `[${link.table
        .messages(state[slot]!)
        .map(({ event }) => eventText(events[event]!.event))
        .join(', ')}]`,
    ];
  }
  const hung = model.hangSlots.indexOf(slot);
  return hung === -1
    ? [`slot ${slot}`, String(state[slot])]
    : [`${model.agents[hung]!.name} hung`, String(state[slot] !== 0)];
}

function factText(fact: Fact): string {
  switch (fact.did) {
    case 'sent':
      return `${fact.from} sent ${eventText(fact.event)} to ${fact.to}`;
    case 'received':
    case 'handled':
    case 'discarded':
      return `${fact.to} ${fact.did} ${eventText(fact.event)}`;
    case 'emitted':
      return `${fact.from} emitted ${eventText(fact.event)}`;
    case 'failed':
      return `${fact.agent} failed: ${fact.message}`;
    case 'fault':
      return `fault ${fact.label}`;
  }
}
