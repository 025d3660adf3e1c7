/**
 * Which moves are enabled in a state.
 */
import { acts, hangOf, isHeld, responds } from './activity.ts';
import { BLOCKED } from './link-table.ts';
import {
  DELAY,
  DELIVER,
  DROP,
  DUPLICATE,
  ENVIRONMENT,
  FAULT,
  MAX_LEAP,
  type Move,
  type MoveKind,
  type MoveList,
  moveOf,
  OUTCOME,
  TIMER,
  tickMove,
} from './move.ts';
import { DELIVERIES_HEAD, EVENT_LENGTH, EVENTS_HEAD, Offers } from './offers.ts';
import type { Reads } from './reads.ts';
import type { StateVector } from './state-vector.ts';
import type { SuccessorFunction } from './successor.ts';
import { type FaultMove, FROZEN, type Link, RUNNING, type SystemModel } from './system-model.ts';

/** What lists moves by itself: a link’s deliveries, an agent’s timers, … `DROP` stands for all that disturbs a link. */
export interface MoveSource {
  readonly kind: MoveKind;
  /** As in moves. */
  readonly subject: number;
}

export class EnabledMoves {
  readonly #model: SystemModel;
  readonly #successor: SuccessorFunction;
  readonly #offers: Offers;
  readonly #reads: Reads;
  readonly #scratch: StateVector;

  constructor(model: SystemModel, successor: SuccessorFunction) {
    this.#model = model;
    this.#successor = successor;
    this.#reads = model.reads;
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
    const { orderedLinks, disturbedLinks, timed, agents, challenged, faults } = this.#model;
    let due = false;
    for (let l = 0; l < orderedLinks.length; l++) {
      if (this.#listDeliveries(state, moves, orderedLinks[l]!)) due = true;
    }
    for (let i = 0; i < timed.length; i++) if (this.#listTimers(state, moves, timed[i]!)) due = true;
    for (let agent = 0; agent < agents.length; agent++) {
      if (agents[agent]!.hasOutcomes) this.#listOutcomes(state, moves, agent);
    }
    moves.internal = moves.length;
    for (let c = 0; c < challenged.length; c++) this.#listEnvironment(state, moves, challenged[c]!);
    for (let l = 0; l < disturbedLinks.length; l++) this.#listDisturbances(state, moves, disturbedLinks[l]!);
    for (let index = 0; index < faults.length; index++) this.#listFault(state, moves, index);
    this.listTick(state, moves, due);
  }

  /** What lists moves each by itself, in the order of `list`; the tick is none of them. */
  sources(): readonly MoveSource[] {
    const { orderedLinks, disturbedLinks, timed, agents, challenged, faults } = this.#model;
    const source =
      (kind: MoveKind) =>
      (subject: number): MoveSource => ({ kind, subject });
    const indexOf = ({ index }: Link): number => index;
    return [
      ...orderedLinks.map(indexOf).map(source(DELIVER)),
      ...timed.map(source(TIMER)),
      ...agents.flatMap(({ hasOutcomes, index }) => (hasOutcomes ? [index] : [])).map(source(OUTCOME)),
      ...challenged.map(source(ENVIRONMENT)),
      ...disturbedLinks.map(indexOf).map(source(DROP)),
      ...faults.map((_, index) => index).map(source(FAULT)),
    ];
  }

  /** Appends the moves of one source; answers whether one of them is due. */
  listFrom({ kind, subject }: MoveSource, state: StateVector, moves: MoveList): boolean {
    this.#offers.attend();
    switch (kind) {
      case DELIVER:
        return this.#listDeliveries(state, moves, this.#model.links[subject]!);
      case TIMER:
        return this.#listTimers(state, moves, subject);
      case OUTCOME:
        this.#listOutcomes(state, moves, subject);
        return false;
      case ENVIRONMENT:
        this.#listEnvironment(state, moves, subject);
        return false;
      case FAULT:
        this.#listFault(state, moves, subject);
        return false;
      default:
        this.#listDisturbances(state, moves, this.#model.links[subject]!);
        return false;
    }
  }

  /** Appends the tick, where time may pass: `moves` are all the others. */
  listTick(state: StateVector, moves: MoveList, due: boolean): void {
    const { timed, jumps } = this.#model.clock;
    if (timed && !due) moves.push(tickMove(moves.length === 0 && jumps ? this.#leap(state) : 1));
  }

  /** Answers whether one of the deliveries is due. */
  #listDeliveries(state: StateVector, moves: MoveList, link: Link): boolean {
    const contents = this.#reads.read(state, link.slot);
    if (contents === 0) return false;
    if (!responds(this.#model, state, link.to)) return false;
    if (link.cuts.length > 0 && isHeld(this.#model, state, link)) return false;
    const at = this.#offers.deliveries(link, contents, this.#reads.read(state, link.to));
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
    const pending = this.#reads.read(state, this.#model.timerSlots[agent]!);
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

  #listOutcomes(state: StateVector, moves: MoveList, agent: number): void {
    const { outcomes } = this.#model.agents[agent]!.locals[this.#reads.read(state, agent)]!;
    if (outcomes.length === 0 || !acts(this.#model, state, agent)) return;
    for (let i = 0; i < outcomes.length; i++) this.#offer(state, moves, moveOf(OUTCOME, agent, i));
  }

  #listEnvironment(state: StateVector, moves: MoveList, agent: number): void {
    const at = this.#offers.environment(agent, this.#reads.read(state, agent));
    const { entries } = this.#offers;
    const count = entries[at]!;
    if (count === 0 || !responds(this.#model, state, agent)) return;
    for (let i = 0; i < count; i++) {
      const event = at + EVENTS_HEAD + i * EVENT_LENGTH;
      const slot = entries[event + 1]!;
      if (slot === -1 || this.#reads.read(state, slot) < entries[event + 2]!) {
        this.#offer(state, moves, entries[event]!);
      }
    }
  }

  /** Whether a delivery from `link` changes anything but the link. */
  #changesMoreThan(link: Link, state: StateVector, move: Move): boolean {
    const scratch = this.#scratch;
    if (this.#successor.take(state, move, scratch) === 'blocked') return false;
    const { slots, before, length } = this.#successor.changes;
    for (let i = 0; i < length; i++) {
      if (slots[i] !== link.slot && scratch[slots[i]!] !== before[i]) return true;
    }
    return false;
  }

  /** Adds a move, unless links that block have no room for what it sends. */
  #offer(state: StateVector, moves: MoveList, move: Move): boolean {
    if (this.#model.blocks && this.#successor.take(state, move, this.#scratch) === 'blocked') return false;
    moves.push(move);
    return true;
  }

  #listDisturbances(state: StateVector, moves: MoveList, link: Link): void {
    const contents = this.#reads.read(state, link.slot);
    if (contents === 0) return;
    const { loss, duplication, delays, lossSlot, duplicationSlot, delaySlots, table, index } = link;
    const positions = table.distinct(contents);
    if (loss !== undefined && (loss.limit === undefined || this.#reads.read(state, lossSlot) < loss.limit)) {
      for (const position of positions) moves.push(moveOf(DROP, index, position));
    }
    if (
      duplication !== undefined &&
      (duplication.limit === undefined || this.#reads.read(state, duplicationSlot) < duplication.limit)
    ) {
      for (const position of positions) {
        if (table.duplicate(contents, position) !== BLOCKED) moves.push(moveOf(DUPLICATE, index, position));
      }
    }
    for (const [number, delay] of delays.entries()) {
      if (delay.limit !== undefined && this.#reads.read(state, delaySlots[number]!) >= delay.limit) continue;
      for (const position of table.delayable(contents))
        moves.push(moveOf(DELAY, index, number * 256 + position));
    }
  }

  #listFault(state: StateVector, moves: MoveList, index: number): void {
    if (this.#isPossible(state, this.#model.faults[index]!))
      this.#offer(state, moves, moveOf(FAULT, index, 0));
  }

  #isPossible(state: StateVector, fault: FaultMove): boolean {
    if (fault.limit !== undefined && this.#reads.read(state, fault.counterSlot) >= fault.limit) return false;
    const { agents } = this.#model;
    const crashed = (agent: number): boolean =>
      agents[agent]!.locals[this.#reads.read(state, agent)]!.status === 'crashed';
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
        return this.#reads.read(state, fault.partition.slot) === 0;
      case 'heal':
        return this.#reads.read(state, fault.partition.slot) === 1;
    }
  }

  /** Ticks until something can happen, where nothing can now; 1 where nothing ever will. */
  #leap(state: StateVector): number {
    const { agents, links, timerSlots } = this.#model;
    let ticks = Number.POSITIVE_INFINITY;
    for (let agent = 0; agent < agents.length; agent++) {
      const slot = timerSlots[agent]!;
      if (slot === -1 || this.#reads.read(state, slot) === 0 || hangOf(this.#model, state, agent) === FROZEN)
        continue;
      ticks = Math.min(ticks, agents[agent]!.timers.ticksToNext(this.#reads.read(state, slot)));
    }
    for (const link of links) {
      const contents = this.#reads.read(state, link.slot);
      if (contents !== 0) ticks = Math.min(ticks, link.table.ticksToNext(contents));
    }
    return Number.isFinite(ticks) ? Math.min(ticks, MAX_LEAP) : 1;
  }
}
