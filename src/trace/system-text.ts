/**
 * A declared system as text: what its hash is made of. Functions count by their presence only, since their source
 * differs between loaders; a changed guard shows in the hashes of the states.
 */
import { isActorReference } from '../agent/actor-reference.ts';
import type { AgentDeclaration } from '../system/agent-declaration.ts';
import { declarationOf } from '../system/agent-declaration.ts';
import type { AnySystem } from '../system/system.ts';

export function systemText(system: AnySystem): string {
  const agents = Object.entries(system.agents).map(([name, entry]) => [
    name,
    agentData(declarationOf(entry)),
  ]);
  return textOf([system.name, agents, system.links, system.environment, system.faults, system.clock]);
}

const agentData = ({ machine, ...declaration }: AgentDeclaration): unknown => ({
  ...declaration,
  machine: machine.config,
  delays: { ...(machine.implementations.delays as object), ...declaration.delays },
});

function textOf(value: unknown, above: readonly object[] = []): string {
  if (typeof value === 'function') return 'ƒ';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (isActorReference(value) || above.includes(value)) return '↻';
  const below = [...above, value];
  if ('config' in value && 'provide' in value)
    return textOf((value as { readonly config: unknown }).config, below);
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item, below)).join()}]`;
  if (value instanceof Map || value instanceof Set)
    return `${value.constructor.name}${textOf([...value], below)}`;
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${textOf(item, below)}`)
    .join()}}`;
}
