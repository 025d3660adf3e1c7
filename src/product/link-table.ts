/**
 * The contents of one concrete link, interned: queues, multisets or sets of messages with ages.
 *
 * A message has an age in ticks, counted to the maximal latency (to the minimal one where the maximum is infinite)
 * and no further. A `set` link keeps what was sent for ever. A message held up by a fault has a negative age.
 */
import type { LinkOrder, Overflow } from '../system/system.ts';

export interface LinkSettings {
  readonly order: LinkOrder;
  /** In ticks; the second may be Infinity. */
  readonly latency: readonly [number, number];
  readonly capacity: number;
  readonly overflow: Overflow;
  readonly ignoredStays: boolean;
}

export interface Message {
  /** The event's id at the receiver. */
  readonly event: number;
  readonly age: number;
}

interface Contents {
  readonly messages: readonly Message[];
  /** Positions that may be delivered, in the order of their labels. */
  readonly deliverable: readonly number[];
  /** Positions of deliverable messages that must be delivered before time goes on. */
  readonly due: readonly number[];
  /** Positions at which removing a message makes a difference, in the order of their labels. */
  readonly distinct: readonly number[];
  /** Ticks until another message becomes deliverable; Infinity where none will. */
  readonly next: number;
}

/** Answers of `push` that are no state. */
export const BLOCKED = -1;
export const OVERFLOWING = -2;

export class LinkTable {
  readonly settings: LinkSettings;
  readonly #keyOf: (event: number) => string;
  readonly #contents: Contents[] = [];
  readonly #index = new Map<string, number>();
  readonly #pushed: number[][] = [];
  readonly #removed: number[][] = [];
  readonly #changed = new Map<string, number>();

  /** @param keyOf the canonical key of an event, by which messages are ordered */
  constructor(settings: LinkSettings, keyOf: (event: number) => string) {
    this.settings = settings;
    this.#keyOf = keyOf;
    this.#intern([]);
  }

  messages(state: number): readonly Message[] {
    return this.#contents[state]!.messages;
  }
  deliverable(state: number): readonly number[] {
    return this.#contents[state]!.deliverable;
  }
  due(state: number): readonly number[] {
    return this.#contents[state]!.due;
  }
  distinct(state: number): readonly number[] {
    return this.#contents[state]!.distinct;
  }
  /** Positions at which holding a message up makes a difference: in a queue also equal neighbours differ. */
  delayable(state: number): readonly number[] {
    const { messages, distinct } = this.#contents[state]!;
    return this.settings.order === 'fifo' ? messages.map((_, position) => position) : distinct;
  }
  ticksToNext(state: number): number {
    return this.#contents[state]!.next;
  }

  /** The state after one more message, or `BLOCKED` or `OVERFLOWING`. */
  push(state: number, event: number): number {
    const row = (this.#pushed[state] ??= []);
    const known = row[event];
    if (known !== undefined) return known;
    const { messages } = this.#contents[state]!;
    const { order, capacity, overflow } = this.settings;
    const message = { event, age: 0 };
    let next: number;
    if (order === 'set' && messages.some((other) => other.event === event)) next = state;
    else if (messages.length < capacity) next = this.#intern([...messages, message]);
    else next = overflow === 'drop' ? state : overflow === 'block' ? BLOCKED : OVERFLOWING;
    row[event] = next;
    return next;
  }

  /** The state without the message at `position`. */
  remove(state: number, position: number): number {
    const row = (this.#removed[state] ??= []);
    const known = row[position];
    if (known !== undefined) return known;
    const rest = this.#contents[state]!.messages.filter((_, index) => index !== position);
    const next = this.#intern(rest);
    row[position] = next;
    return next;
  }

  /** The state after the delivery of the message at `position`: `set` links keep it. */
  delivered(state: number, position: number): number {
    return this.settings.order === 'set' ? state : this.remove(state, position);
  }

  /** The state with the message at `position` twice, directly behind each other; `BLOCKED` where there is no room. A set stays. */
  duplicate(state: number, position: number): number {
    if (this.settings.order === 'set') return state;
    const { messages } = this.#contents[state]!;
    if (messages.length >= this.settings.capacity) return BLOCKED;
    return this.#remember(`2 ${state} ${position}`, () =>
      messages.toSpliced(position, 0, messages[position]!),
    );
  }

  /** The state in which the message at `position` is held up by `ticks`. */
  delay(state: number, position: number, ticks: number): number {
    return this.#remember(`d ${state} ${position} ${ticks}`, () =>
      this.#contents[state]!.messages.map((message, index) =>
        index === position ? { ...message, age: message.age - ticks } : message,
      ),
    );
  }

  /** The state `ticks` later. */
  advance(state: number, ticks: number): number {
    if (state === 0) return 0;
    const [min, max] = this.settings.latency;
    const bound = max === Number.POSITIVE_INFINITY ? min : max;
    return this.#remember(`t ${state} ${ticks}`, () =>
      this.#contents[state]!.messages.map(({ event, age }) => ({ event, age: Math.min(bound, age + ticks) })),
    );
  }

  /** The state of `other` with the messages of `state`, their events called as `eventOf` says. */
  translated(state: number, other: LinkTable, eventOf: (event: number) => number): number {
    return other.#intern(
      this.#contents[state]!.messages.map(({ event, age }) => ({ event: eventOf(event), age })),
    );
  }

  #remember(key: string, messages: () => readonly Message[]): number {
    let next = this.#changed.get(key);
    if (next === undefined) {
      next = this.#intern(messages());
      this.#changed.set(key, next);
    }
    return next;
  }

  #intern(unsorted: readonly Message[]): number {
    const { order, latency } = this.settings;
    const messages = order === 'fifo' ? unsorted : unsorted.toSorted((a, b) => this.#compare(a, b));
    const key = messages.map(({ event, age }) => `${event}@${age}`).join();
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    const [min, max] = latency;
    const same = (a: Message, b: Message | undefined) =>
      b !== undefined && a.event === b.event && a.age === b.age;
    const distinct = messages
      .map((_, position) => position)
      .filter((position) => !same(messages[position]!, messages[position - 1]))
      .sort((a, b) => this.#compare(messages[a]!, messages[b]!) || a - b);
    const candidates = order === 'fifo' ? distinct.filter((position) => position === 0) : distinct;
    const deliverable = candidates.filter((position) => messages[position]!.age >= min);
    const due = deliverable.filter((position) => messages[position]!.age >= max);
    const waits = candidates.map((position) => min - messages[position]!.age).filter((ticks) => ticks > 0);
    const id = this.#contents.push({ messages, deliverable, due, distinct, next: Math.min(...waits) }) - 1;
    this.#index.set(key, id);
    return id;
  }

  #compare(a: Message, b: Message): number {
    const [keyA, keyB] = [this.#keyOf(a.event), this.#keyOf(b.event)];
    return keyA < keyB ? -1 : keyA > keyB ? 1 : a.age - b.age;
  }
}
