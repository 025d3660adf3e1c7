/**
 * What a step changed: two states in words, compared field by field.
 */
import { plainText } from '../agent/plain-data.ts';
import type { AgentDescription, MemberDescription, StateDescription } from '../product/state-description.ts';
import { formatDuration } from '../system/duration.ts';
import type { Change } from './trace.ts';

/** The fields of `after` that differ from `before`, agents first, then links, then budgets. */
export function changesBetween(before: StateDescription, after: StateDescription): readonly Change[] {
  return fieldsOf(before, after).filter((change) => change.before !== change.after);
}

function fieldsOf(before: StateDescription, after: StateDescription): readonly Change[] {
  const changes: Change[] = [];
  const compare = (path: string, a: string, b: string): void =>
    void changes.push({ path, before: a, after: b });
  for (const [name, agent] of Object.entries(after.agents)) {
    const old = before.agents[name]!;
    compareMembers(name, old, agent, compare);
    for (const path of union(Object.keys(old.children), Object.keys(agent.children))) {
      compareMembers(`${name}/${path}`, old.children[path], agent.children[path], compare);
    }
    compareTimers(name, old, agent, compare);
  }
  for (const link of union(Object.keys(before.links), Object.keys(after.links))) {
    const messages = (state: StateDescription): string =>
      `[${(state.links[link] ?? []).map(({ event }) => eventText(event)).join(', ')}]`;
    compare(link, messages(before), messages(after));
  }
  for (const name of union(Object.keys(before.used), Object.keys(after.used))) {
    compare(`used ${name}`, String(before.used[name] ?? 0), String(after.used[name] ?? 0));
  }
  return changes;
}

type Compare = (path: string, before: string, after: string) => void;

function compareMembers(
  path: string,
  before: MemberDescription | undefined,
  after: MemberDescription | undefined,
  compare: Compare,
): void {
  const absent = 'absent';
  compare(path, before ? valueText(before) : absent, after ? valueText(after) : absent);
  const [a, b] = [contextOf(before), contextOf(after)];
  for (const key of union(Object.keys(a), Object.keys(b))) {
    compare(`${path}.${key}`, key in a ? plainText(a[key]) : absent, key in b ? plainText(b[key]) : absent);
  }
}

/** Timers whose passing is not news: those that are there before and after are compared by name alone. */
function compareTimers(
  name: string,
  before: AgentDescription,
  after: AgentDescription,
  compare: Compare,
): void {
  const names = (agent: AgentDescription): string => agent.timers.map((timer) => timer.name).join(', ');
  if (names(before) !== names(after)) compare(`${name} timers`, timerText(before), timerText(after));
}

const timerText = (agent: AgentDescription): string =>
  `[${agent.timers.map(({ name, remaining: [min, max] }) => `${name} in ${min === max ? formatDuration(min) : `${formatDuration(min)} to ${formatDuration(max)}`}`).join(', ')}]`;

const valueText = ({ status, value }: MemberDescription): string => {
  const text = typeof value === 'string' ? value : plainText(value);
  return status === 'active' ? text : value === null ? status : `${status} (${text})`;
};

const contextOf = (member: MemberDescription | undefined): Readonly<Record<string, unknown>> =>
  typeof member?.context === 'object' && member.context !== null
    ? (member.context as Record<string, unknown>)
    : {};

/** An event as reports write it: its type, and its payload where it has one. */
export function eventText({ type, ...payload }: { readonly type: string }): string {
  return Object.keys(payload).length === 0 ? type : `${type} ${plainText(payload)}`;
}

const union = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])];
