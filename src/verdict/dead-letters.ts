/**
 * Events that were delivered and selected no transition: the commonest lifecycle bug.
 */
import { rootOf } from '../agent/family.ts';
import { plainText } from '../agent/plain-data.ts';
import type { Product } from '../product/product.ts';
import type { DeadLetter } from './suite-report.ts';

/** By agent, state value and event type, sorted. XState's own events do not count. */
export function deadLettersOf(product: Product): readonly DeadLetter[] {
  const letters = new Map<string, DeadLetter>();
  for (const [index, agent] of product.model.agents.entries()) {
    for (const pair of product.unhandled[index]!) {
      const { type, path, ending } = agent.events[pair % 0x100000]!;
      const local = agent.locals[Math.floor(pair / 0x100000)]!;
      if (type.startsWith('xstate.') || ending !== undefined || local.status === 'crashed') continue;
      const member = local.family.get(path) ?? rootOf(local.family);
      const { value, status } = member.snapshot;
      const state = status === 'active' ? textOf(value) : `${status} (${textOf(value)})`;
      const name = path === '' ? agent.name : `${agent.name}/${path}`;
      letters.set(`${name}\u0000${state}\u0000${type}`, { agent: name, state, event: type });
    }
  }
  return [...letters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, letter]) => letter);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : plainText(value));
