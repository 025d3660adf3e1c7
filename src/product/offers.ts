/**
 * What links and the environment offer, remembered: it depends on the link’s contents and the receiver’s local
 * state alone, not on the rest of the state.
 */

import { CHANGED, ENDED, FAILED, HANDLED, RUNNING } from '../agent/agent-tables.ts';
import { lengthened } from './lengthened.ts';
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

const NONE = { moves: [], due: 0, doubtful: undefined };

export class Offers {
  entries: Int32Array = new Int32Array(1024);
  readonly #model: SystemModel;
  readonly #successor: SuccessorFunction;
  /** By link: by contents, where in `#deliveries` its row is. */
  #rows: Int32Array[] = [];
  /** Rows, each its length and then, by the receiver’s local state or liveness, where the offers are. */
  #deliveries: Int32Array = new Int32Array(1024);
  #doubtful = new Map<number, readonly boolean[]>();
  #observed = false;
  /** By agent and local state. */
  readonly #environment: Int32Array[];
  readonly #eventsOf: readonly (readonly (EnvironmentMove & { readonly index: number })[])[];
  #end = 1;
  #endOfRows = 1;

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
    this.#rows = [];
  }

  /** Where the deliveries from a link begin in `entries`; none where the receiver is crashed. */
  deliveries(link: Link, contents: number, local: number): number {
    const selective = link.selective || (link.isSet && !this.#observed);
    const key = selective ? local : this.#model.agents[link.to]!.liveness[local]!;
    const rows = this.#rows[link.index];
    if (rows !== undefined && contents < rows.length) {
      const row = rows[contents]!;
      if (key < this.#deliveries[row]!) {
        const known = this.#deliveries[row + 1 + key]!;
        if (known !== UNKNOWN) return known;
      }
    }
    return this.#learnDeliveries(link, contents, local, selective);
  }

  /** Which of the deliveries at `at` only the whole state can tell to change more than the link. */
  doubtful(at: number): readonly boolean[] {
    return this.#doubtful.get(at)!;
  }

  /**
   * Where the events begin in `entries` that the environment may send to the agent, budgets aside: those that select
   * a transition. None where it does not run.
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
    const liveness = this.#model.agents[link.to]!.liveness[local]!;
    const { moves, due, doubtful } =
      liveness <= ENDED ? this.#deliveriesOf(link, contents, local, selective) : NONE;
    const at = this.#append([moves.length, due, doubtful === undefined ? 0 : 1, ...moves]);
    if (doubtful !== undefined) this.#doubtful.set(at, doubtful);
    const cell = this.#cellOf(link.index, contents, selective ? local : liveness);
    this.#deliveries[cell] = at;
    return at;
  }

  /** The place in `#deliveries` for a link, contents and key; makes room where there is none. */
  #cellOf(link: number, contents: number, key: number): number {
    let rows = (this.#rows[link] ??= new Int32Array(8));
    if (contents >= rows.length) this.#rows[link] = rows = lengthened(rows, 2 * contents);
    const row = rows[contents]!;
    const length = this.#deliveries[row]!;
    if (key < length) return row + 1 + key;
    const longer = Math.max(4, 2 * key);
    const place = this.#endOfRows;
    this.#endOfRows += 1 + longer;
    if (this.#endOfRows > this.#deliveries.length)
      this.#deliveries = lengthened(this.#deliveries, 2 * this.#endOfRows);
    this.#deliveries[place] = longer;
    this.#deliveries.copyWithin(place + 1, row + 1, row + 1 + length);
    rows[contents] = place;
    return place + 1 + key;
  }

  #learnEnvironment(agent: number, local: number): number {
    const table = this.#model.agents[agent]!;
    const selects = ({ event }: EnvironmentMove): boolean =>
      (table.flags[table.step(local, event)]! & (HANDLED | FAILED)) !== 0;
    const events = table.liveness[local] === RUNNING ? this.#eventsOf[agent]!.filter(selects) : [];
    const entries = events.flatMap(({ index, slot, limit }) => [
      moveOf(ENVIRONMENT, index, 0),
      limit === undefined ? -1 : slot,
      limit ?? 0,
    ]);
    const at = this.#append([events.length, ...entries]);
    const row = this.#environment[agent]!;
    if (local >= row.length) this.#environment[agent] = lengthened(row, 2 * local);
    this.#environment[agent]![local] = at;
    return at;
  }

  #append(values: readonly number[]): number {
    const at = this.#end;
    this.#end += values.length;
    if (this.#end > this.entries.length) this.entries = lengthened(this.entries, 2 * this.#end);
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
