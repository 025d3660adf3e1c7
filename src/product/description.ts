/**
 * States in words, and a hash that names a state whatever order it was found in.
 */
import { createHash } from 'node:crypto';
import type { Agent } from '../agent/agent.ts';
import { rootOf } from '../agent/family.ts';
import type { Product } from './product.ts';
import type { AgentDescription, MemberDescription, StateDescription } from './state-description.ts';
import type { StateVector } from './state-vector.ts';
import { RUNNING } from './system-model.ts';

/** One state of a product in words. */
export function describe(product: Product, state: StateVector): StateDescription {
  const { model } = product;
  const tick = model.clock.tick ?? 0;
  const agents = model.agents.map(
    (agent, index) => [agent.name, describeAgent(product, state, agent, index)] as const,
  );
  const links = model.orderedLinks.flatMap(({ name, slot, table, to }) => {
    const messages = table.messages(state[slot]!);
    if (messages.length === 0) return [];
    const { events } = model.agents[to]!;
    return [
      [name, messages.map(({ event, age }) => ({ event: events[event]!.event, age: age * tick }))] as const,
    ];
  });
  const used = [...model.counterNames].flatMap(([slot, name]) =>
    state[slot] === 0 ? [] : [[name, state[slot]!] as const],
  );
  return {
    agents: Object.fromEntries(agents),
    links: Object.fromEntries(links),
    used: Object.fromEntries(used),
  };
}

function describeAgent(product: Product, state: StateVector, agent: Agent, index: number): AgentDescription {
  const local = agent.locals[state[index]!]!;
  const timers = timersIn(product, state, index).map(({ name, remaining }) => ({ name, remaining }));
  if (local.status === 'crashed') {
    return { status: 'crashed', value: null, context: local.durable, children: {}, timers };
  }
  const { snapshot } = rootOf(local.family);
  const children = [...local.family.values()]
    .filter((member) => member.path !== '')
    .map(({ path, snapshot: child }): readonly [string, MemberDescription] => [
      path,
      { status: child.status, value: child.value ?? null, context: child.context },
    ]);
  return {
    status: product.hangOf(state, index) === RUNNING ? local.status : 'hung',
    value: snapshot.value,
    context: snapshot.context,
    ...(local.status === 'done' && snapshot.output !== undefined && { output: snapshot.output }),
    children: Object.fromEntries(children),
    timers,
  };
}

function timersIn(product: Product, state: StateVector, index: number) {
  const { model } = product;
  const slot = model.timerSlots[index]!;
  const tick = model.clock.tick ?? 0;
  const timers = slot === -1 ? [] : model.agents[index]!.timers.timersOf(state[slot]!);
  return timers.map(({ kind, age, handle }) => ({
    name: kind.path === '' || kind.outcome ? kind.name : `${kind.path} ${kind.name}`,
    remaining: [Math.max(0, kind.window[0] - age) * tick, Math.max(0, kind.window[1] - age) * tick] as const,
    key: `${kind.key}@${age}${handle ? '!' : ''}`,
  }));
}

/** A text that two states share exactly when they are equal, in any process. */
export function stateKey(product: Product, state: StateVector): string {
  const { model } = product;
  const agents = model.agents.map((agent, index) =>
    JSON.stringify([
      agent.name,
      agent.locals[state[index]!]!.key,
      timersIn(product, state, index).map(({ key }) => key),
      product.hangOf(state, index),
    ]),
  );
  const links = model.orderedLinks.flatMap(({ name, slot, table, to }) => {
    const messages = table
      .messages(state[slot]!)
      .map(({ event, age }) => [model.agents[to]!.events[event]!.key, age]);
    return messages.length === 0 ? [] : [JSON.stringify([name, messages])];
  });
  const counters = [...model.counterNames]
    .filter(([slot]) => state[slot] !== 0)
    .map(([slot, name]) => JSON.stringify([name, state[slot]]))
    .sort();
  return [...agents, ...links, ...counters].join('\n');
}

/** Sixteen hexadecimal digits that name a state. A fingerprint: equal states agree, different ones almost never do. */
export const stateHash = (product: Product, state: StateVector): string => digest(stateKey(product, state));

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
