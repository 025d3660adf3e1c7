/**
 * What links and the environment offer, remembered: it depends on the link’s contents and the receiver’s local
 * state alone, not on the rest of the state.
 */
import { CHANGED, FAILED, HANDLED } from '../agent/agent-tables.ts';
import { DELIVER, ENVIRONMENT, type Move, moveOf } from './move.ts';
import type { SuccessorFunction } from './successor.ts';
import type { EnvironmentMove, Link, SystemModel } from './system-model.ts';

/** Deliveries from one link; the first `due` of them must happen before time goes on. */
export interface Deliveries {
  readonly moves: readonly Move[];
  readonly due: number;
  /** Moves of which only the whole state tells whether they change more than the link; undefined where none is. */
  readonly doubtful: readonly boolean[] | undefined;
}

/** An event that the agent can take, with its budget. */
interface OfferedEvent {
  readonly move: Move;
  readonly slot: number;
  readonly limit: number | undefined;
}

export class Offers {
  readonly #model: SystemModel;
  readonly #successor: SuccessorFunction;
  /** By link, contents, and (where deliveries are selective) the receiver’s local state. */
  #deliveries: Deliveries[][][] = [];
  #observed = false;
  /** By agent and local state. */
  readonly #environment: (readonly OfferedEvent[])[][];
  readonly #eventsOf: readonly (readonly (EnvironmentMove & { readonly index: number })[])[];

  constructor(model: SystemModel, successor: SuccessorFunction) {
    this.#model = model;
    this.#successor = successor;
    this.#environment = model.agents.map(() => []);
    const events = model.environment.map((move, index) => ({ ...move, index }));
    this.#eventsOf = model.agents.map((_, agent) => events.filter((event) => event.agent === agent));
  }

  deliveries(link: Link, contents: number, local: number): Deliveries {
    if (this.#observed !== this.#successor.observed) {
      this.#observed = this.#successor.observed;
      this.#deliveries = [];
    }
    const selective = link.selective || (link.isSet && !this.#observed);
    const byContents = (this.#deliveries[link.index] ??= []);
    const byLocal = (byContents[contents] ??= []);
    return (byLocal[selective ? local : 0] ??= this.#deliveriesOf(link, contents, local, selective));
  }

  /** The events that the environment may send to the agent, budgets aside: those that select a transition. */
  environment(agent: number, local: number): readonly OfferedEvent[] {
    return (this.#environment[agent]![local] ??= this.#eventsOf[agent]!.filter(({ event }) => {
      const { flags } = this.#model.agents[agent]!;
      return (flags[this.#model.agents[agent]!.step(local, event)]! & (HANDLED | FAILED)) !== 0;
    }).map(({ index, slot, limit }) => ({ move: moveOf(ENVIRONMENT, index, 0), slot, limit })));
  }

  #deliveriesOf(link: Link, contents: number, local: number, selective: boolean): Deliveries {
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
