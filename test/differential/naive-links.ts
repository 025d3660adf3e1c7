/**
 * Links of the naive explorer: which settings hold between two agents, and what a queue does.
 */
import type { Budget, LinkDeclaration, LinkOrder, Overflow } from '../../src/system/system.ts';
import { canonical } from './canonical.ts';
import type { Draft, Message } from './naive-world.ts';

/** One concrete link's settings; `declaration` is the index of the pattern it came from. */
export interface LinkSettings {
  readonly declaration: number;
  readonly order: LinkOrder;
  readonly loss: Budget | undefined;
  readonly duplication: Budget | undefined;
  readonly min: number;
  readonly max: number;
  readonly capacity: number;
  readonly overflow: Overflow;
  readonly stays: boolean;
}

export const linkName = (from: string, to: string): string => `${from}→${to}`;
export const linkEnds = (link: string): readonly [string, string] => link.split('→') as [string, string];

export const covers = (pattern: string | readonly string[], name: string): boolean =>
  pattern === '*' || pattern === name || (Array.isArray(pattern) && pattern.includes(name));

export function settingsOf(links: readonly LinkDeclaration[], link: string): LinkSettings {
  const [from, to] = linkEnds(link);
  const covering = links.filter((each) => covers(each.from, from) && covers(each.to, to));
  const chosen = covering.find((each) => each.override) ?? covering[0] ?? { from, to };
  const order = chosen.order ?? 'fifo';
  const latency = chosen.latency ?? 0;
  const [min, max] =
    order === 'set'
      ? [0, Number.POSITIVE_INFINITY]
      : typeof latency === 'number'
        ? [latency, latency]
        : latency;
  return {
    declaration: links.indexOf(chosen),
    order,
    loss: chosen.loss,
    duplication: chosen.duplication,
    min,
    max,
    capacity: chosen.capacity ?? 32,
    overflow: chosen.overflow ?? 'error',
    stays: chosen.ignored === 'stays',
  };
}

/** The oldest age that matters on a link. */
export const oldest = ({ min, max }: LinkSettings): number => (Number.isFinite(max) ? max : min);

/** A fifo keeps its order; multisets and sets are kept sorted. */
export function inOrder(settings: LinkSettings, messages: readonly Message[]): readonly Message[] {
  if (settings.order === 'fifo' || messages.length < 2) return messages;
  return [...messages].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

/** Puts a message on a link, or does what the link does when it is full. */
export function enqueue(draft: Draft, link: string, settings: LinkSettings, message: Message): void {
  const queue = draft.links[link] ?? [];
  const same = (other: Message): boolean => canonical(other.event) === canonical(message.event);
  if (settings.order === 'set' && queue.some(same)) return;
  if (queue.length < settings.capacity) {
    draft.links[link] = inOrder(settings, [...queue, message]);
  } else if (settings.overflow === 'block') {
    draft.blocked = true;
  } else if (settings.overflow === 'error') {
    draft.problem ??= `${link} grows`;
  }
}

/** Positions of a queue, one for each distinct entry that a move could mean. */
export function positions(settings: LinkSettings, queue: readonly Message[]): number[] {
  const all = queue.map((_, index) => index);
  if (settings.order === 'fifo' || all.length < 2) return all;
  const texts = queue.map((message) => canonical(message));
  return all.filter((index) => texts.indexOf(texts[index]) === index);
}

export const without = (queue: readonly Message[], index: number): readonly Message[] =>
  queue.filter((_, other) => other !== index);

/** Counts one use against a budget; false where it is used up. */
export function spend(draft: Draft, name: string, budget: Budget, instance: string): boolean {
  if (budget === 'any') return true;
  const [key, limit] =
    'total' in budget ? [name, budget.total] : ([`${name} ${instance}`, budget.atMost] as const);
  const used = draft.used[key] ?? 0;
  if (used >= limit) return false;
  draft.used[key] = used + 1;
  return true;
}
