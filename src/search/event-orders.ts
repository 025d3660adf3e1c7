/**
 * In which orders the events of one agent come: pairs that race, and pairs that follow each other directly, one way
 * or both.
 *
 * An event is a move of the agent by its kind and name: a delivery, a timer, what the environment sends, an outcome.
 * Sets of events are interned, so that a state costs two integers and each pair of sets is looked at once.
 */
import {
  DELIVER,
  detailOf,
  ENVIRONMENT,
  kindOf,
  type Move,
  OUTCOME,
  subjectOf,
  TIMER,
} from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';

/** Two different events of one agent. */
export interface EventPair {
  readonly agent: string;
  /** In alphabetical order. */
  readonly events: readonly [string, string];
  /** In some state either could come next. */
  readonly races: boolean;
  /** The second followed the first directly, and the first the second. */
  readonly followed: readonly [boolean, boolean];
}

interface AgentEvent {
  readonly agent: number;
  readonly name: string;
}

export class EventOrders {
  readonly #product: Product;
  readonly #events: AgentEvent[] = [];
  readonly #ids = new Map<string, number>();
  readonly #sets: (readonly number[])[] = [[]];
  readonly #setIds = new Map<string, number>([['', 0]]);
  readonly #grown = new Map<number, number>();
  readonly #offered: Int32Array;
  readonly #arrived: Int32Array;

  /** @param states how many there are */
  constructor(product: Product, states: number) {
    this.#product = product;
    this.#offered = new Int32Array(states);
    this.#arrived = new Int32Array(states);
  }

  /** The event that a move is for an agent; −1 for other moves. */
  eventOf(state: StateVector, move: Move): number {
    const { links, agents, environment, timerSlots } = this.#product.model;
    const subject = subjectOf(move);
    const detail = detailOf(move);
    switch (kindOf(move)) {
      case DELIVER: {
        const { to, table, slot } = links[subject]!;
        return this.#id(to, agents[to]!.events[table.messages(state[slot]!)[detail]!.event]!.type);
      }
      case TIMER: {
        const { path, name, outcome } = agents[subject]!.timers.kindOf(state[timerSlots[subject]!]!, detail);
        return this.#id(subject, outcome ? name : `timer ${path === '' ? '' : `${path} `}${name}`);
      }
      case ENVIRONMENT: {
        const { agent, event } = environment[subject]!;
        return this.#id(agent, agents[agent]!.events[event]!.type);
      }
      case OUTCOME: {
        const { locals, events } = agents[subject]!;
        return this.#id(subject, events[locals[state[subject]!]!.outcomes[detail]!]!.type);
      }
      default:
        return -1;
    }
  }

  /** In state `id` these events may come next. */
  offer(id: number, events: readonly number[]): void {
    this.#offered[id] = this.#setId([...new Set(events)].sort((a, b) => a - b));
  }

  /** `event` leads into state `id`. */
  arrive(id: number, event: number): void {
    this.#arrived[id] = this.#with(this.#arrived[id]!, event);
  }

  /** All pairs that race, or follow each other in one of both orders; by agent, then by name. */
  pairs(): readonly EventPair[] {
    const raced = new Set<string>();
    const followed = new Set<string>();
    const seen = new Set<string>();
    const together = (a: number, b: number): boolean =>
      a !== b && this.#events[a]!.agent === this.#events[b]!.agent;
    for (let id = 0; id < this.#offered.length; id++) {
      const key = `${this.#arrived[id]} ${this.#offered[id]}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const next = this.#sets[this.#offered[id]!]!;
      for (const b of next) {
        for (const a of next) if (together(a, b)) raced.add(`${a} ${b}`);
        for (const a of this.#sets[this.#arrived[id]!]!) if (together(a, b)) followed.add(`${a} ${b}`);
      }
    }
    const pairs = new Map<string, EventPair>();
    for (const key of [...raced, ...followed]) {
      const [a, b] = this.#byName(key.split(' ').map(Number) as [number, number]);
      const { agent, name } = this.#events[a]!;
      pairs.set(`${a} ${b}`, {
        agent: this.#product.model.agents[agent]!.name,
        events: [name, this.#events[b]!.name],
        races: raced.has(`${a} ${b}`),
        followed: [followed.has(`${a} ${b}`), followed.has(`${b} ${a}`)],
      });
    }
    return [...pairs.values()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  #byName([a, b]: readonly [number, number]): readonly [number, number] {
    return this.#events[a]!.name < this.#events[b]!.name ? [a, b] : [b, a];
  }

  #id(agent: number, name: string): number {
    const key = `${agent} ${name}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#events.push({ agent, name }) - 1;
      this.#ids.set(key, id);
    }
    return id;
  }

  #with(set: number, event: number): number {
    const key = set * 0x10000 + event;
    let grown = this.#grown.get(key);
    if (grown === undefined) {
      const members = this.#sets[set]!;
      grown = members.includes(event) ? set : this.#setId([...members, event].sort((a, b) => a - b));
      this.#grown.set(key, grown);
    }
    return grown;
  }

  #setId(sorted: readonly number[]): number {
    const key = sorted.join();
    let id = this.#setIds.get(key);
    if (id === undefined) {
      id = this.#sets.push(sorted) - 1;
      this.#setIds.set(key, id);
    }
    return id;
  }
}

const orderOf = ({ agent, events }: EventPair): string => [agent, ...events].join('\u0000');
