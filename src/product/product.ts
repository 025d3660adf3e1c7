/**
 * The product of all agents, links, budgets and the clock: which moves are enabled in a state, and the one successor
 * function. Random, exhaustive, replay and shrinking all walk through here.
 */
import { CHANGED, FAILED, HANDLED } from '../agent/agent.ts';
import { ModelError } from '../system/model-error.ts';
import type { AnySystem } from '../system/system.ts';
import { BLOCKED, OVERFLOWING } from './link-table.ts';
import * as kind from './move.ts';
import { type Move, MoveList } from './move.ts';
import { NO_EVENT, NOTHING, Observations } from './observation.ts';
import { type FaultMove, FROZEN, type Link, OVERDUE, RUNNING, SystemModel } from './system-model.ts';

/** One slot a component; only the first `product.width` count. */
export type StateVector = Int32Array;

/** What `successor` answers. */
export type StepOutcome = 'stepped' | 'blocked';

const MAX_SYNCHRONOUS_DEPTH = 1000;

export class Product {
  readonly model: SystemModel;
  readonly observations: Observations;
  /** Whether observations are kept; without readers they cost nothing, and stutters may be dropped. */
  observed = false;
  /** What the last move did; `NOTHING` where `observed` is off. */
  observation = NOTHING;
  /** The last move made an agent fail: its index, or −1. */
  failedAgent = -1;
  /** Steps in which an event was delivered and selected nothing, by agent: for the report. */
  readonly unhandled: Set<number>[];
  readonly #scratch: StateVector;
  readonly #active: boolean[];
  readonly #mailboxes: number[][];
  #depth = 0;

  constructor(system: AnySystem) {
    this.model = new SystemModel(system);
    this.observations = new Observations(this.model);
    this.unhandled = this.model.agents.map(() => new Set());
    this.#scratch = this.allocate();
    this.#active = this.model.agents.map(() => false);
    this.#mailboxes = this.model.agents.map(() => []);
  }

  /** A buffer for one state. */
  allocate(): StateVector {
    return new Int32Array(this.model.capacity);
  }

  /** Number of slots in use; grows when links, timers and counters are first used. */
  get width(): number {
    return this.model.width;
  }

  get xstateCalls(): number {
    return this.model.agents.reduce((sum, agent) => sum + agent.xstateCalls, 0);
  }

  /**
   * The initial states, one per combination of declared inputs: each agent has done its first macrosteps in declared
   * order, and its messages are on their links. Answers the observation of each beginning too.
   */
  initialStates(): readonly { readonly state: StateVector; readonly observation: number; readonly failedAgent: number }[] {
    const { agents } = this.model;
    let combinations: readonly (readonly number[])[] = [[]];
    for (const agent of agents) {
      combinations = combinations.flatMap((origins) => agent.inputs.map((_, origin) => [...origins, origin]));
    }
    return combinations.map((origins) => {
      const state = this.allocate();
      this.#begin();
      const begun = agents.map(() => false);
      this.#beginAgents(state, agents.map((_, index) => index), (index) => {
        begun[index] = true;
        return agents[index]!.begin(origins[index]!);
      });
      return { state, observation: this.observation, failedAgent: this.failedAgent };
    });
  }

  /**
   * Appends the moves enabled in `state`, in a fixed order: deliveries by sender and receiver, timers, environment,
   * outcomes, losses, duplications, delays, faults, and last the tick.
   */
  enabledMoves(state: StateVector, moves: MoveList): void {
    moves.clear();
    const { agents, orderedLinks, disturbedLinks, timerSlots, environment, faults, clock } = this.model;
    let due = false;
    for (let l = 0; l < orderedLinks.length; l++) {
      const link = orderedLinks[l]!;
      const contents = state[link.slot]!;
      if (contents === 0 || !this.#takes(state, link.to) || this.#isHeld(state, link)) continue;
      const { table, index } = link;
      const deliverable = table.deliverable(contents);
      const selective = link.selective || (link.isSet && !this.observed);
      const dueThere = table.due(contents);
      for (let i = 0; i < deliverable.length; i++) {
        const position = deliverable[i]!;
        if (selective && !this.#wouldChange(state, link.to, table.messages(contents)[position]!.event)) continue;
        if (!this.#offer(state, moves, kind.move(kind.DELIVER, index, position))) continue;
        if (dueThere.length > 0 && dueThere.includes(position)) due = true;
      }
    }
    for (let agent = 0; agent < agents.length; agent++) {
      const slot = timerSlots[agent]!;
      if (slot === -1 || state[slot] === 0 || !this.#acts(state, agent)) continue;
      const { timers } = agents[agent]!;
      const ready = timers.ready(state[slot]!);
      const dueThere = timers.due(state[slot]!);
      for (let i = 0; i < ready.length; i++) {
        if (!this.#offer(state, moves, kind.move(kind.TIMER, agent, ready[i]!))) continue;
        if (dueThere.length > 0 && dueThere.includes(ready[i]!)) due = true;
      }
    }
    for (let index = 0; index < environment.length; index++) {
      const { agent, event, slot, limit } = environment[index]!;
      if (limit !== undefined && state[slot]! >= limit) continue;
      if (!this.#acts(state, agent)) continue;
      const step = agents[agent]!.step(state[agent]!, event);
      if ((agents[agent]!.flags[step]! & (HANDLED | FAILED)) !== 0) this.#offer(state, moves, kind.move(kind.ENVIRONMENT, index, 0));
    }
    for (let agent = 0; agent < agents.length; agent++) {
      const { outcomes } = agents[agent]!.locals[state[agent]!]!;
      if (outcomes.length === 0 || !this.#acts(state, agent)) continue;
      for (let i = 0; i < outcomes.length; i++) this.#offer(state, moves, kind.move(kind.OUTCOME, agent, i));
    }
    for (let l = 0; l < disturbedLinks.length; l++) this.#listDisturbances(state, disturbedLinks[l]!, moves);
    for (let index = 0; index < faults.length; index++) {
      if (this.#isPossible(state, faults[index]!)) this.#offer(state, moves, kind.move(kind.FAULT, index, 0));
    }
    if (clock.timed && !due) moves.push(kind.tickMove(moves.length === 0 && clock.jumps ? this.#leap(state) : 1));
  }

  /**
   * Writes into `next` the state after `move`, which is enabled in `state`. Leaves `state` untouched.
   *
   * @returns `blocked` where the move’s messages find no room on a link that blocks: such a move is not enabled
   * @throws ModelError where a link overflows, or synchronous messages never end
   */
  successor(state: StateVector, move: Move, next: StateVector): StepOutcome {
    const { width } = this.model;
    for (let slot = 0; slot < width; slot++) next[slot] = state[slot]!;
    this.#begin();
    const subject = kind.subjectOf(move);
    const detail = kind.detailOf(move);
    switch (kind.kindOf(move)) {
      case kind.DELIVER:
        return this.#deliver(next, this.model.links[subject]!, detail);
      case kind.TIMER:
        return this.#fire(next, subject, detail);
      case kind.ENVIRONMENT: {
        const { agent, event, slot } = this.model.environment[subject]!;
        if (slot !== -1) next[slot]!++;
        return this.#take(next, agent, event);
      }
      case kind.OUTCOME:
        return this.#take(next, subject, this.model.agents[subject]!.locals[next[subject]!]!.outcomes[detail]!);
      case kind.DROP:
      case kind.DUPLICATE:
        return this.#disturb(next, this.model.links[subject]!, kind.kindOf(move), detail);
      case kind.DELAY:
        return this.#holdUp(next, this.model.links[subject]!, detail);
      case kind.FAULT:
        return this.#fault(next, this.model.faults[subject]!);
      case kind.TICK:
        this.#advance(next, kind.ticksOf(move));
        return 'stepped';
    }
  }

  /**
   * Whether nothing internal can happen in `state`, now or after any number of ticks.
   *
   * @param moves the moves enabled in `state`
   */
  isQuiescent(state: StateVector, moves: MoveList): boolean {
    const here = this.allocate();
    const later = this.allocate();
    here.set(state.subarray(0, this.width));
    const enabled = new MoveList();
    for (let i = 0; i < moves.length; i++) enabled.push(moves.moves[i]!);
    for (;;) {
      let ticks = false;
      for (let i = 0; i < enabled.length; i++) {
        if (kind.isInternal(enabled.moves[i]!)) return false;
        if (kind.ticksOf(enabled.moves[i]!) > 0) ticks = true;
      }
      if (!ticks) return true;
      this.successor(here, kind.tickMove(1), later);
      if (sameState(here, later, this.width)) return true;
      here.set(later);
      this.enabledMoves(here, enabled);
    }
  }

  /** Whether an agent is at its end: done, or crashed with no restart declared. */
  isFinal(state: StateVector, agent: number): boolean {
    const { status } = this.model.agents[agent]!.locals[state[agent]!]!;
    if (status === 'done') return true;
    if (status !== 'crashed') return false;
    return !this.model.faults.some((fault) => fault.kind === 'restart' && fault.agents.includes(agent));
  }

  hangOf(state: StateVector, agent: number): number {
    const slot = this.model.hangSlots[agent]!;
    return slot === -1 ? RUNNING : state[slot]!;
  }

  // ——— who can act ———

  /** Runs: not crashed, not hung, not at its end. */
  #acts(state: StateVector, agent: number): boolean {
    const slot = this.model.hangSlots[agent]!;
    if (slot !== -1 && state[slot] !== RUNNING) return false;
    return this.model.agents[agent]!.locals[state[agent]!]!.status === 'active';
  }

  /** Messages reach it: an agent at its end discards them, a crashed or hung one takes nothing. */
  #takes(state: StateVector, agent: number): boolean {
    const slot = this.model.hangSlots[agent]!;
    if (slot !== -1 && state[slot] !== RUNNING) return false;
    return this.model.agents[agent]!.locals[state[agent]!]!.status !== 'crashed';
  }

  #isCut(state: StateVector, link: Link): boolean {
    for (const { slot } of link.cuts) if (state[slot] === 1) return true;
    return false;
  }

  #isHeld(state: StateVector, link: Link): boolean {
    if (link.cuts.length === 0) return false;
    for (const { slot, held } of link.cuts) if (held && state[slot] === 1) return true;
    return false;
  }

  #wouldChange(state: StateVector, agent: number, event: number): boolean {
    const table = this.model.agents[agent]!;
    return (table.flags[table.step(state[agent]!, event)]! & CHANGED) !== 0;
  }

  /** Adds a move, unless links that block have no room for what it sends. */
  #offer(state: StateVector, moves: MoveList, move: Move): boolean {
    if (this.model.blocks && this.successor(state, move, this.#scratch) === 'blocked') return false;
    moves.push(move);
    return true;
  }

  #listDisturbances(state: StateVector, link: Link, moves: MoveList): void {
    const contents = state[link.slot]!;
    if (contents === 0) return;
    const { loss, duplication, delays, lossSlot, duplicationSlot, delaySlots, table, index } = link;
    const positions = table.distinct(contents);
    if (loss !== undefined && (loss.limit === undefined || state[lossSlot]! < loss.limit)) {
      for (const position of positions) moves.push(kind.move(kind.DROP, index, position));
    }
    if (duplication !== undefined && (duplication.limit === undefined || state[duplicationSlot]! < duplication.limit)) {
      for (const position of positions) {
        if (table.duplicate(contents, position) !== BLOCKED) moves.push(kind.move(kind.DUPLICATE, index, position));
      }
    }
    for (const [number, delay] of delays.entries()) {
      if (delay.limit !== undefined && state[delaySlots[number]!]! >= delay.limit) continue;
      for (const position of positions) moves.push(kind.move(kind.DELAY, index, number * 256 + position));
    }
  }

  #isPossible(state: StateVector, fault: FaultMove): boolean {
    if (fault.limit !== undefined && state[fault.counterSlot]! >= fault.limit) return false;
    const { agents } = this.model;
    const crashed = (agent: number): boolean => agents[agent]!.locals[state[agent]!]!.status === 'crashed';
    switch (fault.kind) {
      case 'crash':
        return fault.agents.some((agent) => !crashed(agent));
      case 'restart':
        return fault.agents.some(crashed);
      case 'hang':
        return fault.agents.some((agent) => this.#acts(state, agent));
      case 'resume':
        return fault.agents.some((agent) => this.hangOf(state, agent) !== RUNNING);
      case 'partition':
        return state[fault.partition.slot] === 0;
      case 'heal':
        return state[fault.partition.slot] === 1;
    }
  }

  // ——— what moves do ———

  #begin(): void {
    this.observation = NOTHING;
    this.failedAgent = -1;
    this.#depth = 0;
  }

  #deliver(next: StateVector, link: Link, position: number): StepOutcome {
    const contents = next[link.slot]!;
    const { event } = link.table.messages(contents)[position]!;
    next[link.slot] = link.table.delivered(contents, position);
    return this.#take(next, link.to, event);
  }

  #fire(next: StateVector, agent: number, position: number): StepOutcome {
    const slot = this.model.timerSlots[agent]!;
    const { timers } = this.model.agents[agent]!;
    const { to, inside } = timers.kindOf(next[slot]!, position);
    next[slot] = timers.fire(next[slot]!, position);
    if (inside) return this.#take(next, agent, to.event);
    if (this.observed) this.observation = this.observations.send(this.observation, agent, to.agent, to.event);
    this.#active[agent] = true;
    const outcome = this.#send(next, agent, to.agent, to.event);
    this.#active[agent] = false;
    return this.#settle(next, agent, outcome);
  }

  /** The agent takes the event, and all synchronous messages that follow are handled to completion. */
  #take(next: StateVector, agent: number, event: number): StepOutcome {
    this.#active[agent] = true;
    const outcome = this.#handle(next, agent, event);
    this.#active[agent] = false;
    return this.#settle(next, agent, outcome);
  }

  /** Handles what arrived synchronously while the agent was busy. */
  #settle(next: StateVector, agent: number, soFar: StepOutcome): StepOutcome {
    let outcome = soFar;
    const mailbox = this.#mailboxes[agent]!;
    while (mailbox.length > 0) {
      const event = mailbox.shift()!;
      if (outcome === 'blocked') continue;
      this.#active[agent] = true;
      outcome = this.#handle(next, agent, event);
      this.#active[agent] = false;
    }
    return outcome;
  }

  #handle(next: StateVector, agent: number, event: number): StepOutcome {
    const table = this.model.agents[agent]!;
    const step = table.step(next[agent]!, event);
    const flags = table.flags[step]!;
    if ((flags & (HANDLED | FAILED)) === 0) this.unhandled[agent]!.add(next[agent]! * 0x100000 + event);
    if (this.observed) this.observation = this.observations.step(this.observation, agent, event, step);
    return this.#enter(next, agent, step, flags);
  }

  /** The agent's local state becomes that after `step`, and its effects happen. */
  #enter(next: StateVector, agent: number, step: number, flags: number): StepOutcome {
    const table = this.model.agents[agent]!;
    next[agent] = table.next[step]!;
    if ((flags & FAILED) !== 0) this.failedAgent = agent;
    const effects = table.effectsOf[step]!;
    if (effects === 0) return 'stepped';
    const { sends, timers } = table.effects[effects]!;
    if (timers !== 0) {
      const slot = this.model.timerSlot(agent);
      next[slot] = table.timers.apply(next[slot]!, timers);
    }
    for (let i = 0; i < sends.length; i++) {
      if (this.#send(next, agent, sends[i]!.agent, sends[i]!.event) === 'blocked') return 'blocked';
    }
    return 'stepped';
  }

  #send(next: StateVector, from: number, to: number, event: number): StepOutcome {
    const link = this.model.link(from, to);
    const cut = link.cuts.length > 0 && this.#isCut(next, link);
    if (link.table.settings.order === 'synchronous') {
      return cut ? 'stepped' : this.#sendSynchronously(next, link, event);
    }
    if (cut && !this.#isHeld(next, link)) return 'stepped';
    const contents = link.table.push(next[link.slot]!, event);
    if (contents === BLOCKED) return 'blocked';
    if (contents === OVERFLOWING) throw this.#overflow(link, event);
    next[link.slot] = contents;
    return 'stepped';
  }

  #sendSynchronously(next: StateVector, link: Link, event: number): StepOutcome {
    const { to } = link;
    if (!this.#takes(next, to)) return 'stepped';
    if (++this.#depth > MAX_SYNCHRONOUS_DEPTH) {
      throw new ModelError(
        'SYNCHRONOUS_CYCLE',
        `more than ${MAX_SYNCHRONOUS_DEPTH} synchronous messages followed one move; one of them is ${this.#nameOf(to, event)} on ${link.name}.`,
        'Agents answer each other on synchronous links for ever; make one of the links fifo.',
        { system: this.model.system.name },
      );
    }
    if (this.#active[to]) {
      this.#mailboxes[to]!.push(event);
      return 'stepped';
    }
    return this.#take(next, to, event);
  }

  #overflow(link: Link, event: number): ModelError {
    return new ModelError(
      'CHANNEL_UNBOUNDED',
      `the link ${link.name} grows past its capacity of ${link.table.settings.capacity}: one more ${this.#nameOf(link.to, event)} finds no room.`,
      "Bound what is sent, raise the link's `capacity`, or say what happens then: overflow: 'block' or 'drop'.",
      { system: this.model.system.name },
    );
  }

  #nameOf(agent: number, event: number): string {
    return this.model.agents[agent]!.events[event]!.type;
  }

  #disturb(next: StateVector, link: Link, what: kind.MoveKind, position: number): StepOutcome {
    const { table, slot, lossSlot, duplicationSlot } = link;
    const counter = what === kind.DROP ? lossSlot : duplicationSlot;
    if (counter !== -1) next[counter]!++;
    next[slot] = what === kind.DROP ? table.remove(next[slot]!, position) : table.duplicate(next[slot]!, position);
    return 'stepped';
  }

  #holdUp(next: StateVector, link: Link, detail: number): StepOutcome {
    const number = detail >>> 8;
    const counter = link.delaySlots[number]!;
    if (counter !== -1) next[counter]!++;
    next[link.slot] = link.table.delay(next[link.slot]!, detail & 0xff, link.delays[number]!.ticks);
    return 'stepped';
  }

  #fault(next: StateVector, fault: FaultMove): StepOutcome {
    if (fault.counterSlot !== -1) next[fault.counterSlot]!++;
    if (this.observed) this.observation = this.observations.fault(fault.label);
    switch (fault.kind) {
      case 'crash':
        for (const agent of fault.agents) this.#crash(next, agent);
        return 'stepped';
      case 'restart': {
        const crashed = fault.agents.filter((agent) => this.#statusOf(next, agent) === 'crashed');
        return this.#beginAgents(next, crashed, (agent) => this.model.agents[agent]!.restart(next[agent]!));
      }
      case 'hang':
        for (const agent of fault.agents) {
          if (this.#acts(next, agent)) next[this.model.hangSlots[agent]!] = fault.overdue ? OVERDUE : FROZEN;
        }
        return 'stepped';
      case 'resume':
        for (const agent of fault.agents) next[this.model.hangSlots[agent]!] = RUNNING;
        return 'stepped';
      case 'partition':
        next[fault.partition.slot] = 1;
        if (!fault.partition.held) this.#loseOnCut(next, fault.partition.slot);
        return 'stepped';
      case 'heal':
        next[fault.partition.slot] = 0;
        return 'stepped';
    }
  }

  #statusOf(state: StateVector, agent: number): string {
    return this.model.agents[agent]!.locals[state[agent]!]!.status;
  }

  #crash(next: StateVector, agent: number): void {
    if (this.#statusOf(next, agent) === 'crashed') return;
    next[agent] = this.model.agents[agent]!.crashed(next[agent]!);
    const timers = this.model.timerSlots[agent]!;
    if (timers !== -1) next[timers] = 0;
    const hang = this.model.hangSlots[agent]!;
    if (hang !== -1) next[hang] = RUNNING;
  }

  /** Agents begin a life, in order; synchronous messages to those that have not begun wait for them. */
  #beginAgents(next: StateVector, agents: readonly number[], stepOf: (agent: number) => number): StepOutcome {
    for (const agent of agents) this.#active[agent] = true;
    let outcome: StepOutcome = 'stepped';
    for (const agent of agents) {
      const step = stepOf(agent);
      const table = this.model.agents[agent]!;
      if (this.observed) this.observation = this.observations.step(this.observation, agent, NO_EVENT, step);
      if (outcome === 'stepped') outcome = this.#enter(next, agent, step, table.flags[step]!);
      this.#active[agent] = false;
      outcome = this.#settle(next, agent, outcome);
    }
    return outcome;
  }

  #loseOnCut(next: StateVector, slot: number): void {
    for (const link of this.model.links) {
      if (link.cuts.some((partition) => partition.slot === slot)) next[link.slot] = 0;
    }
  }

  #advance(next: StateVector, ticks: number): void {
    const { agents, links, timerSlots } = this.model;
    for (let agent = 0; agent < agents.length; agent++) {
      const slot = timerSlots[agent]!;
      if (slot === -1 || next[slot] === 0 || this.hangOf(next, agent) === FROZEN) continue;
      next[slot] = agents[agent]!.timers.advance(next[slot]!, ticks);
    }
    for (const link of links) {
      if (next[link.slot] !== 0) next[link.slot] = link.table.advance(next[link.slot]!, ticks);
    }
  }

  /** Ticks until something can happen, where nothing can now; 1 where nothing ever will. */
  #leap(state: StateVector): number {
    const { agents, links, timerSlots } = this.model;
    let ticks = Number.POSITIVE_INFINITY;
    for (let agent = 0; agent < agents.length; agent++) {
      const slot = timerSlots[agent]!;
      if (slot === -1 || state[slot] === 0 || this.hangOf(state, agent) === FROZEN) continue;
      ticks = Math.min(ticks, agents[agent]!.timers.ticksToNext(state[slot]!));
    }
    for (const link of links) {
      if (state[link.slot] !== 0) ticks = Math.min(ticks, link.table.ticksToNext(state[link.slot]!));
    }
    return Number.isFinite(ticks) ? Math.min(ticks, kind.MAX_LEAP) : 1;
  }
}

export function sameState(a: StateVector, b: StateVector, width: number): boolean {
  for (let slot = 0; slot < width; slot++) if (a[slot] !== b[slot]) return false;
  return true;
}
