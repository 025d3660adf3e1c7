/**
 * What is violated in the last letter of a run, and the values that its predicates read there.
 */
import { rootOf } from '../agent/family.ts';
import { plainText } from '../agent/plain-data.ts';
import type { Fact } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Property } from '../property/property.ts';
import { OBSERVATION } from '../property/tracked-predicate.ts';
import type { Tracker } from '../search/tracker.ts';
import { formatDuration } from '../system/duration.ts';
import { eventText } from './changes.ts';
import type { Trace } from './trace.ts';

/** The violation of `property` in the letter at which `tracker` stands. */
export function violationAt(tracker: Tracker, property: Property): Trace['violation'] {
  const { product, state, observation, watch } = tracker;
  const monitor = [...watch.remembering, ...watch.memoryless].find(
    (candidate) => candidate.property === property,
  );
  const values: Record<string, string> = {};
  for (const predicate of Object.values(monitor?.predicates ?? {})) {
    for (const { slot } of predicate.readsOn(state, observation)) {
      const [name, text] = componentText(product, state, slot, observation);
      values[name] = text;
    }
  }
  return { message: messageOf(property, tracker), values };
}

function messageOf({ formula }: Property, { product, state }: Tracker): string {
  switch (formula.pattern) {
    case 'invariant':
      return 'The invariant is false in the last state.';
    case 'response':
      return `An obligation stayed open for more than ${formatDuration(formula.within)}: no response came.`;
    case 'precedence':
      return 'It happened before what has to come first.';
    case 'absence':
      return `It happened less than ${formatDuration(formula.lasting)} after the event that forbids it.`;
    case 'no-deadlock':
      return `Nothing can happen any more, and not every agent is at its end: ${statesText(product, state)}.`;
    case 'no-timelock':
      return 'From the last state on, time cannot go on: internal moves never end.';
    case 'no-failure':
      return `A machine threw: ${failuresText(product, state)}.`;
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
