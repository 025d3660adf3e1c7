/**
 * Partial-order reduction: in each state some of the enabled moves, such that all others commute with them whenever
 * they come.
 *
 * The moves of a set of agents are enough (an ample set: Peled, "All from one, one for all", CAV 1993; persistent:
 * Godefroid, LNCS 1032, 1996) where
 * - nobody outside the set who may move while it rests can ever send to one of it, so that its moves stay what they
 *   are, and no others of it come up; what it sends out only goes to the end of what others take from the front;
 * - no predicate reads what the moves change;
 * - one of them leads to a state that is expanded later (Bošnački, Leue, Lafuente, "Partial-order reduction for general
 *   state exploring algorithms", SPIN 2006), so that no move is put off for ever. The search sees to that.
 *
 * Who can send is told from the tables (`Futures`), what predicates read from what they have read. Both may grow: then
 * the search is made once more, until it learns nothing.
 */
import { DELIVER, ENVIRONMENT, kindOf, type Move, type MoveList, subjectOf } from '../../product/move.ts';
import type { Product } from '../../product/product.ts';
import { UNRECORDED } from '../../product/recorded-moves.ts';
import type { RecordedSteps } from '../../product/recorded-steps.ts';
import type { StateVector } from '../../product/state-vector.ts';
import { type AgentSet, Futures } from './futures.ts';

export class AmpleSets {
  readonly #product: Product;
  readonly #recorded: RecordedSteps;
  readonly #visible: ReadonlySet<number>;
  readonly #futures: Futures;
  /** By agent: those that move with it. */
  readonly #together: readonly AgentSet[];
  /** By recorded step: 1 where a predicate reads what it writes, 2 where none does. */
  readonly #seen: number[] = [];
  #chosen = new Uint8Array(64);

  /** @param visible slots that predicates read */
  constructor(product: Product, recorded: RecordedSteps, visible: ReadonlySet<number>) {
    this.#product = product;
    this.#recorded = recorded;
    this.#visible = visible;
    this.#futures = new Futures(product);
    this.#together = togetherIn(product);
  }

  /**
   * 1 for each move that is enough, 0 for the others; undefined where all are needed. Of several the smallest set.
   *
   * @param steps numbers of recorded steps, by move
   */
  choose(state: StateVector, moves: MoveList, steps: Int32Array): Uint8Array | undefined {
    let enabled: AgentSet = 0;
    for (let i = 0; i < moves.length; i++) enabled |= 1 << this.#agentOf(moves.moves[i]!);
    let best: AgentSet = 0;
    let fewest = moves.length;
    for (let rest = enabled; rest !== 0; rest &= rest - 1) {
      const agents = this.#closed(rest & -rest, enabled, state);
      const count = this.#countOf(agents, moves);
      if (count >= fewest || !this.#areInvisible(agents, moves, steps)) continue;
      if (this.#mayLose(agents, state, moves, steps)) continue;
      best = agents;
      fewest = count;
    }
    return best === 0 ? undefined : this.#flags(best, moves);
  }

  /** The least set with these agents to which nobody else can send who may move while it rests. */
  #closed(seed: AgentSet, enabled: AgentSet, state: StateVector): AgentSet {
    let agents = this.#withCompany(seed);
    for (;;) {
      const others = this.#activeOutside(agents, enabled, state);
      let senders: AgentSet = 0;
      for (let rest = others; rest !== 0; rest &= rest - 1) {
        const agent = indexOf(rest);
        if ((this.#futures.receivers(agent, state[agent]!) & agents) !== 0) senders |= 1 << agent;
      }
      if (senders === 0) return agents;
      agents = this.#withCompany(agents | senders);
    }
  }

  /** Who may move while `agents` rest: who has an enabled move, and whom those may send to, and so on. */
  #activeOutside(agents: AgentSet, enabled: AgentSet, state: StateVector): AgentSet {
    let active = this.#withCompany(enabled & ~agents) & ~agents;
    for (let rest = active; rest !== 0; ) {
      const agent = indexOf(rest);
      rest &= rest - 1;
      const woken = this.#withCompany(this.#futures.receivers(agent, state[agent]!)) & ~agents & ~active;
      active |= woken;
      rest |= woken;
    }
    return active;
  }

  #withCompany(seed: AgentSet): AgentSet {
    let agents = seed;
    for (let rest = seed; rest !== 0; rest &= rest - 1) agents |= this.#together[indexOf(rest)]!;
    return agents;
  }

  #countOf(agents: AgentSet, moves: MoveList): number {
    let count = 0;
    for (let i = 0; i < moves.length; i++) count += (agents >>> this.#agentOf(moves.moves[i]!)) & 1;
    return count;
  }

  #areInvisible(agents: AgentSet, moves: MoveList, steps: Int32Array): boolean {
    for (let i = 0; i < moves.length; i++) {
      if (((agents >>> this.#agentOf(moves.moves[i]!)) & 1) === 0) continue;
      if (steps[i] === UNRECORDED || this.#isSeen(steps[i]!)) return false;
    }
    return true;
  }

  #isSeen(step: number): boolean {
    let seen = this.#seen[step];
    if (seen === undefined) {
      seen = 2;
      this.#recorded.eachWrite(step, (slot) => {
        if (this.#visible.has(slot)) seen = 1;
      });
      this.#seen[step] = seen;
    }
    return seen === 1;
  }

  /** Whether something sent out of the set may find a link full that drops it: then it counts whether others were there before. */
  #mayLose(agents: AgentSet, state: StateVector, moves: MoveList, steps: Int32Array): boolean {
    const { links } = this.#product.model;
    const leads = links.filter(
      ({ from, to, table }) =>
        ((agents >>> from) & 1) === 1 && ((agents >>> to) & 1) === 0 && table.settings.overflow === 'drop',
    );
    if (leads.length === 0) return false;
    const isFull = (slot: number, contents: number): boolean =>
      leads.some(
        (link) => link.slot === slot && link.table.messages(contents).length >= link.table.settings.capacity,
      );
    if (leads.some(({ slot }) => isFull(slot, state[slot]!))) return true;
    let full = false;
    for (let i = 0; i < moves.length; i++) {
      if (((agents >>> this.#agentOf(moves.moves[i]!)) & 1) === 0) continue;
      this.#recorded.eachWrite(steps[i]!, (slot, _, after) => {
        if (isFull(slot, after)) full = true;
      });
    }
    return full;
  }

  #flags(agents: AgentSet, moves: MoveList): Uint8Array {
    if (moves.length > this.#chosen.length) this.#chosen = new Uint8Array(2 * moves.length);
    for (let i = 0; i < moves.length; i++) this.#chosen[i] = (agents >>> this.#agentOf(moves.moves[i]!)) & 1;
    return this.#chosen;
  }

  /** Whose move it is: who handles something in it, first. */
  #agentOf(move: Move): number {
    const { links, environment } = this.#product.model;
    const subject = subjectOf(move);
    const kind = kindOf(move);
    if (kind === DELIVER) return links[subject]!.to;
    return kind === ENVIRONMENT ? environment[subject]!.agent : subject;
  }
}

/** Agents that share a budget, or handle each other’s messages at once. */
function togetherIn({ model }: Product): readonly AgentSet[] {
  const { agents, links, environment } = model;
  const together = agents.map((_, agent) => 1 << agent);
  const join = (a: number, b: number): void => {
    const all = together[a]! | together[b]!;
    for (let rest = all; rest !== 0; rest &= rest - 1) together[indexOf(rest)] = all;
  };
  for (const { from, to, isSynchronous } of links) if (isSynchronous) join(from, to);
  for (const one of environment) {
    for (const other of environment) {
      if (one.slot !== -1 && one.slot === other.slot && one.limit !== undefined) join(one.agent, other.agent);
    }
  }
  return together;
}

/** The first agent of a set that is not empty. */
const indexOf = (agents: AgentSet): number => 31 - Math.clz32(agents & -agents);
