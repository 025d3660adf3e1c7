/**
 * A state as a tree of names and texts: what viewers unfold. Names are values here, never keys.
 */
import { isActorReference } from '../agent/actor-reference.ts';
import { plainText } from '../agent/plain-data.ts';
import type { AgentDescription, MemberDescription, StateDescription } from '../product/state-description.ts';
import { formatDuration } from '../system/duration.ts';
import { eventText } from './changes.ts';
import type { StateNode } from './explanation.ts';

/** Agents in declared order, then the links that hold something, then what was used of budgets. */
export function stateTree({ agents, links, used }: StateDescription): readonly StateNode[] {
  return [
    ...Object.entries(agents).map(([name, agent]) => agentNode(name, agent)),
    ...Object.entries(links).map(([name, messages]) => ({
      name,
      parts: messages.map(({ event, age }, index) => ({
        name: String(index + 1),
        text: age === 0 ? eventText(event) : `${eventText(event)} for ${formatDuration(Math.abs(age))}`,
      })),
    })),
    ...Object.entries(used).map(([name, count]) => ({ name: `used ${name}`, text: String(count) })),
  ];
}

function agentNode(name: string, agent: AgentDescription): StateNode {
  const timers = agent.timers.map(({ name: timer, remaining: [min, max] }) => ({
    name: timer,
    text: min === max ? `in ${formatDuration(min)}` : `in ${formatDuration(min)} to ${formatDuration(max)}`,
  }));
  return {
    ...memberNode(name, agent, Object.entries(agent.children)),
    ...(timers.length > 0 && {
      parts: [...partsOf(agent, Object.entries(agent.children)), { name: 'timers', parts: timers }],
    }),
  };
}

function memberNode(
  name: string,
  member: MemberDescription,
  children: readonly (readonly [string, MemberDescription])[],
): StateNode {
  const parts = partsOf(member, children);
  return { name, text: memberText(member), ...(parts.length > 0 && { parts }) };
}

const partsOf = (
  { context }: MemberDescription,
  children: readonly (readonly [string, MemberDescription])[],
): readonly StateNode[] => [
  ...(isFields(context) ? Object.entries(context).map(([key, value]) => valueNode(key, value)) : []),
  ...children.map(([path, child]) => memberNode(path, child, [])),
];

function memberText({ status, value }: MemberDescription): string {
  const text = typeof value === 'string' ? value : plainText(value);
  return status === 'active' ? text : value === null ? status : `${status} (${text})`;
}

/** Arrays, objects, Maps and Sets unfold; their text is there too, so that nothing need be unfolded to be seen. */
function valueNode(name: string, value: unknown): StateNode {
  const parts =
    value instanceof Map
      ? [...value].map(([key, item]) => valueNode(plainText(key), item))
      : value instanceof Set || Array.isArray(value)
        ? [...value].map((item, index) => valueNode(String(index), item))
        : isFields(value)
          ? Object.entries(value).map(([key, item]) => valueNode(key, item))
          : [];
  return { name, text: plainText(value), ...(parts.length > 0 && { parts }) };
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !isActorReference(value) &&
  !(value instanceof Error) &&
  !Array.isArray(value) &&
  !(value instanceof Map) &&
  !(value instanceof Set);
