/**
 * Which moves are enabled in a state.
 */
import { acts, hangOf, isHeld, responds } from './activity.ts';
import { BLOCKED } from './link-table.ts';
import {
  DELAY,
  DROP,
  DUPLICATE,
  FAULT,
  MAX_LEAP,
  type Move,
  type MoveList,
  moveOf,
  OUTCOME,
  TIMER,
  tickMove,
} from './move.ts';
import { DELIVERIES_HEAD, EVENT_LENGTH, EVENTS_HEAD, Offers } from './offers.ts';
import type { StateVector } from './state-vector.ts';
import type { SuccessorFunction } from './successor.ts';
import { type FaultMove, FROZEN, type Link, RUNNING, type SystemModel } from './system-model.ts';

export class EnabledMoves {
  readonly #model: SystemModel;
  readonly #successor: SuccessorFunction;
  readonly #offers: Offers;
  readonly #scratch: StateVector;

  constructor(model: SystemModel, successor: SuccessorFunction) {
    this.#model = model;
    this.#successor = successor;
    this.#offers = new Offers(model, successor);
    this.#scratch = new Int32Array(model.capacity);
  }

  /**
   * Appends the moves enabled in `state`, in a fixed order: deliveries by sender and receiver, timers, outcomes,
   * environment, losses, duplications, delays, faults, and last the tick.
   */
  list(state: StateVector, moves: MoveList): void {
    moves.clear();
    this.#offers.attend();
    const { orderedLinks, disturbedLinks, timed, faults, clock } = this.#model;
    let due = false;
    for (let l = 0; l < orderedLinks.length; l++) {
      const link = orderedLinks[l]!;
      const contents = state[link.slot]!;
      if (contents !== 0 && this.#listDeliveries(state, moves, link, contents)) due = true;
    }
    for (let i = 0; i < timed.length; i++) if (this.#listTimers(state, moves, timed[i]!)) due = true;
    this.#listOutcomes(state, moves);
    moves.internal = moves.length;
    this.#listEnvironment(state, moves);
    for (let l = 0; l < disturbedLinks.length; l++) this.#listDisturbances(state, disturbedLinks[l]!, moves);
    for (let index = 0; index < faults.length; index++) {
      if (this.#isPossible(state, faults[index]!)) this.#offer(state, moves, moveOf(FAULT, index, 0));
    }
    if (clock.timed && !due) moves.push(tickMove(moves.length === 0 && clock.jumps ? this.#leap(state) : 1));
  }

  /** Answers whether one of the deliveries is due. */
  #listDeliveries(state: StateVector, moves: MoveList, link: Link, contents: number): boolean {
    if (!responds(this.#model, state, link.to)) return false;
    if (link.cuts.length > 0 && isHeld(state, link)) return false;
    const at = this.#offers.deliveries(link, contents, state[link.to]!);
    const { entries } = this.#offers;
    const count = entries[at]!;
    const due = entries[at + 1]!;
    const doubtful = entries[at + 2] === 0 ? undefined : this.#offers.doubtful(at);
    let anyDue = false;
    for (let i = 0; i < count; i++) {
      const move = entries[at + DELIVERIES_HEAD + i]!;
      if (doubtful?.[i] === true && !this.#changesMoreThan(link, state, move)) continue;
      if (this.#offer(state, moves, move) && i < due) anyDue = true;
    }
    return anyDue;
  }

  /** Answers whether one of the timers is due. */
  #listTimers(state: StateVector, moves: MoveList, agent: number): boolean {
    const pending = state[this.#model.timerSlots[agent]!]!;
    if (pending === 0 || !acts(this.#model, state, agent)) return false;
    const { timers } = this.#model.agents[agent]!;
    const ready = timers.ready(pending);
    const due = timers.due(pending);
    let anyDue = false;
    for (let i = 0; i < ready.length; i++) {
      if (!this.#offer(state, moves, moveOf(TIMER, agent, ready[i]!))) continue;
      if (due.length > 0 && due.includes(ready[i]!)) anyDue = true;
    }
    return anyDue;
  }

  #listOutcomes(state: StateVector, moves: MoveList): void {
    const { agents } = this.#model;
    for (let agent = 0; agent < agents.length; agent++) {
      if (!agents[agent]!.hasOutcomes) continue;
      const { outcomes } = agents[agent]!.locals[state[agent]!]!;
      if (outcomes.length === 0 || !acts(this.#model, state, agent)) continue;
      for (let i = 0; i < outcomes.length; i++) this.#offer(state, moves, moveOf(OUTCOME, agent, i));
    }
  }

  #listEnvironment(state: StateVector, moves: MoveList): void {
    const { challenged } = this.#model;
    for (let c = 0; c < challenged.length; c++) {
      const agent = challenged[c]!;
      const at = this.#offers.environment(agent, state[agent]!);
      const { entries } = this.#offers;
      const count = entries[at]!;
      if (count === 0 || !responds(this.#model, state, agent)) continue;
      for (let i = 0; i < count; i++) {
        const event = at + EVENTS_HEAD + i * EVENT_LENGTH;
        const slot = entries[event + 1]!;
        if (slot === -1 || state[slot]! < entries[event + 2]!) this.#offer(state, moves, entries[event]!);
      }
    }
  }

  /** Whether a delivery from `link` changes anything but the link. */
  #changesMoreThan(link: Link, state: StateVector, move: Move): boolean {
    if (this.#successor.take(state, move, this.#scratch) === 'blocked') return false;
    for (let slot = 0; slot < this.#model.width; slot++) {
      if (slot !== link.slot && this.#scratch[slot] !== state[slot]) return true;
    }
    return false;
  }

  /** Adds a move, unless links that block have no room for what it sends. */
  #offer(state: StateVector, moves: MoveList, move: Move): boolean {
    if (this.#model.blocks && this.#successor.take(state, move, this.#scratch) === 'blocked') return false;
    moves.push(move);
    return true;
  }

  #listDisturbances(state: StateVector, link: Link, moves: MoveList): void {
    const contents = state[link.slot]!;
    if (contents === 0) return;
    const { loss, duplication, delays, lossSlot, duplicationSlot, delaySlots, table, index } = link;
    const positions = table.distinct(contents);
    if (loss !== undefined && (loss.limit === undefined || state[lossSlot]! < loss.limit)) {
      for (const position of positions) moves.push(moveOf(DROP, index, position));
    }
    if (
      duplication !== undefined &&
      (duplication.limit === undefined || state[duplicationSlot]! < duplication.limit)
    ) {
      for (const position of positions) {
        if (table.duplicate(contents, position) !== BLOCKED) moves.push(moveOf(DUPLICATE, index, position));
      }
    }
    for (const [number, delay] of delays.entries()) {
      if (delay.limit !== undefined && state[delaySlots[number]!]! >= delay.limit) continue;
      for (const position of table.delayable(contents))
        moves.push(moveOf(DELAY, index, number * 256 + position));
    }
  }

  #isPossible(state: StateVector, fault: FaultMove): boolean {
    if (fault.limit !== undefined && state[fault.counterSlot]! >= fault.limit) return false;
    const { agents } = this.#model;
    const crashed = (agent: number): boolean => agents[agent]!.locals[state[agent]!]!.status === 'crashed';
    switch (fault.kind) {
      case 'crash':
        return fault.agents.some((agent) => !crashed(agent));
      case 'restart':
        return fault.agents.some(crashed);
      case 'hang':
        return fault.agents.some((agent) => acts(this.#model, state, agent));
      case 'resume':
        return fault.agents.some((agent) => hangOf(this.#model, state, agent) !== RUNNING);
      case 'partition':
        return state[fault.partition.slot] === 0;
      case 'heal':
        return state[fault.partition.slot] === 1;
    }
  }

  /** Ticks until something can happen, where nothing can now; 1 where nothing ever will. */
  #leap(state: StateVector): number {
    const { agents, links, timerSlots } = this.#model;
    let ticks = Number.POSITIVE_INFINITY;
    for (let agent = 0; agent < agents.length; agent++) {
      const slot = timerSlots[agent]!;
      if (slot === -1 || state[slot] === 0 || hangOf(this.#model, state, agent) === FROZEN) continue;
      ticks = Math.min(ticks, agents[agent]!.timers.ticksToNext(state[slot]!));
    }
    for (const link of links) {
      if (state[link.slot] !== 0) ticks = Math.min(ticks, link.table.ticksToNext(state[link.slot]!));
    }
    return Number.isFinite(ticks) ? Math.min(ticks, MAX_LEAP) : 1;
  }
}
