/**
 * What links and the environment offer, remembered: it depends on the link’s contents and the receiver’s local
 * state alone, not on the rest of the state.
 */
import { CHANGED, FAILED, HANDLED } from '../agent/agent-tables.ts';
import { DELIVER, ENVIRONMENT, moveOf } from './move.ts';
import type { SuccessorFunction } from './successor.ts';
import type { EnvironmentMove, Link, SystemModel } from './system-model.ts';

/** Offers that are not computed yet. */
const UNKNOWN = 0;

/**
 * Offers lie one behind the other in `entries`, found by a number: for a link how many deliveries there are, how many
 * of them (the first ones) must happen before time goes on, whether some are doubtful, and then the moves; for the
 * environment how many events, and for each its move, the slot of its budget and the limit.
 */
export const DELIVERIES_HEAD = 3;
export const EVENTS_HEAD = 1;
export const EVENT_LENGTH = 3;

export class Offers {
  entries = new Int32Array(1024);
  readonly #model: SystemModel;
  readonly #successor: SuccessorFunction;
  /** By link, contents, and (where deliveries are selective) the receiver’s local state. */
  #deliveries: Int32Array[][] = [];
  #doubtful = new Map<number, readonly boolean[]>();
  #observed = false;
  /** By agent and local state. */
  readonly #environment: Int32Array[];
  readonly #eventsOf: readonly (readonly (EnvironmentMove & { readonly index: number })[])[];
  #end = 1;

  constructor(model: SystemModel, successor: SuccessorFunction) {
    this.#model = model;
    this.#successor = successor;
    this.#environment = model.agents.map(() => new Int32Array(8));
    const events = model.environment.map((move, index) => ({ ...move, index }));
    this.#eventsOf = model.agents.map((_, agent) => events.filter((event) => event.agent === agent));
  }

  /** To be called before deliveries are asked for: what is offered depends on whether observations are kept. */
  attend(): void {
    if (this.#observed === this.#successor.observed) return;
    this.#observed = this.#successor.observed;
    this.#deliveries = [];
  }

  /** Where the deliveries from a link begin in `entries`. */
  deliveries(link: Link, contents: number, local: number): number {
    const selective = link.selective || (link.isSet && !this.#observed);
    const key = selective ? local : 0;
    const row = this.#deliveries[link.index]?.[contents];
    if (row !== undefined && key < row.length) {
      const known = row[key]!;
      if (known !== UNKNOWN) return known;
    }
    return this.#learnDeliveries(link, contents, local, selective);
  }

  /** Which of the deliveries at `at` only the whole state can tell to change more than the link. */
  doubtful(at: number): readonly boolean[] {
    return this.#doubtful.get(at)!;
  }

  /**
   * Where the events begin in `entries` that the environment may send to the agent, budgets aside: those that select
   * a transition.
   */
  environment(agent: number, local: number): number {
    const row = this.#environment[agent]!;
    if (local < row.length) {
      const known = row[local]!;
      if (known !== UNKNOWN) return known;
    }
    return this.#learnEnvironment(agent, local);
  }

  #learnDeliveries(link: Link, contents: number, local: number, selective: boolean): number {
    const { moves, due, doubtful } = this.#deliveriesOf(link, contents, local, selective);
    const at = this.#append([moves.length, due, doubtful === undefined ? 0 : 1, ...moves]);
    if (doubtful !== undefined) this.#doubtful.set(at, doubtful);
    const rows = (this.#deliveries[link.index] ??= []);
    while (rows.length <= contents) rows.push(new Int32Array(0));
    rows[contents] = withEntry(rows[contents]!, selective ? local : 0, at);
    return at;
  }

  #learnEnvironment(agent: number, local: number): number {
    const { flags } = this.#model.agents[agent]!;
    const events = this.#eventsOf[agent]!.filter(
      ({ event }) => (flags[this.#model.agents[agent]!.step(local, event)]! & (HANDLED | FAILED)) !== 0,
    );
    const entries = events.flatMap(({ index, slot, limit }) => [
      moveOf(ENVIRONMENT, index, 0),
      limit === undefined ? -1 : slot,
      limit ?? 0,
    ]);
    const at = this.#append([events.length, ...entries]);
    this.#environment[agent] = withEntry(this.#environment[agent]!, local, at);
    return at;
  }

  #append(values: readonly number[]): number {
    const at = this.#end;
    this.#end += values.length;
    if (this.#end > this.entries.length) {
      const longer = new Int32Array(2 * this.#end);
      longer.set(this.entries);
      this.entries = longer;
    }
    this.entries.set(values, at);
    return at;
  }

  #deliveriesOf(link: Link, contents: number, local: number, selective: boolean) {
    const { table, index, to } = link;
    const agent = this.#model.agents[to]!;
    const changes = (position: number): boolean =>
      (agent.flags[agent.step(local, table.messages(contents)[position]!.event)]! & CHANGED) !== 0;
    const positions = table.deliverable(contents).filter((position) => !selective || changes(position));
    const due = table.due(contents);
    const sorted = [
      ...positions.filter((position) => due.includes(position)),
      ...positions.filter((position) => !due.includes(position)),
    ];
    // Its effects may come to nothing: sent to an agent at its end, or to a link that drops them.
    const isDoubtful = (position: number): boolean =>
      agent.next[agent.step(local, table.messages(contents)[position]!.event)] === local;
    const doubtful = link.selective ? sorted.map(isDoubtful) : [];
    return {
      moves: sorted.map((position) => moveOf(DELIVER, index, position)),
      due: positions.filter((position) => due.includes(position)).length,
      doubtful: doubtful.includes(true) ? doubtful : undefined,
    };
  }
}

/** `row` with `value` at `index`, longer where it has to be. */
function withEntry(row: Int32Array, index: number, value: number): Int32Array {
  let result = row;
  if (index >= row.length) {
    result = new Int32Array(Math.max(4, 2 * index));
    result.set(row);
  }
  result[index] = value;
  return result;
}
