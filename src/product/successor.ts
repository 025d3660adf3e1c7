/**
 * The one successor function: the state after a move. Random, exhaustive, replay and shrinking all walk through here.
 */
import { FAILED, HANDLED } from '../agent/agent-tables.ts';
import { ModelError } from '../system/model-error.ts';
import { acts, hangOf, isCut, isHeld, takes } from './activity.ts';
import { Changes } from './changes.ts';
import { BLOCKED, OVERFLOWING } from './link-table.ts';
import {
  DELAY,
  DELIVER,
  DROP,
  DUPLICATE,
  detailOf,
  ENVIRONMENT,
  FAULT,
  kindOf,
  type Move,
  type MoveKind,
  OUTCOME,
  subjectOf,
  TICK,
  TIMER,
  ticksOf,
} from './move.ts';
import { NO_EVENT, NOTHING, Observations } from './observation.ts';
import type { Reads } from './reads.ts';
import type { StateVector } from './state-vector.ts';
import { type FaultMove, FROZEN, type Link, OVERDUE, RUNNING, type SystemModel } from './system-model.ts';

/** What a move comes to; a blocked one finds no room for its messages, and is not enabled. */
export type StepOutcome = 'stepped' | 'blocked';

/** An initial state, and what the agents’ beginnings did. */
export interface InitialState {
  readonly state: StateVector;
  readonly observation: number;
  readonly failedAgent: number;
}

/** A pair (local state, event) in one number: the local state times this, plus the event. */
export const LOCALS = 0x100000;

const MAX_SYNCHRONOUS_DEPTH = 1000;

export class SuccessorFunction {
  readonly observations: Observations;
  /** Whether observations are kept; without readers they cost nothing, and stutters may be dropped. */
  observed = false;
  /** What the last move did; `NOTHING` where `observed` is off. */
  observation = NOTHING;
  /** The last move made an agent fail: its index, or −1. */
  failedAgent = -1;
  /** Pairs (local state, event) in which an event was delivered and selected nothing, by agent: for the report. */
  readonly unhandled: readonly Set<number>[];
  /** Steps that were taken, by agent: 1 at the step's id. What random runs did not cover is told from it. */
  taken: number[][];
  /** What the last step changed; nothing where it was blocked. */
  readonly changes: Changes;
  readonly #model: SystemModel;
  readonly #reads: Reads;
  readonly #active: boolean[];
  readonly #mailboxes: readonly number[][];
  #depth = 0;

  constructor(model: SystemModel) {
    this.#model = model;
    this.#reads = model.reads;
    this.changes = new Changes(model.capacity, model.reads);
    this.observations = new Observations(model);
    this.unhandled = model.agents.map(() => new Set());
    this.taken = model.agents.map(() => []);
    this.#active = model.agents.map(() => false);
    this.#mailboxes = model.agents.map(() => []);
  }

  /**
   * The initial states, one per combination of declared inputs: each agent has done its first macrosteps in declared
   * order, and its messages are on their links. Answers the observation of each beginning too.
   */
  initialStates(): readonly {
    readonly state: StateVector;
    readonly observation: number;
    readonly failedAgent: number;
  }[] {
    const { agents } = this.#model;
    let combinations: readonly (readonly number[])[] = [[]];
    for (const agent of agents) {
      combinations = combinations.flatMap((origins) => agent.inputs.map((_, origin) => [...origins, origin]));
    }
    return combinations.map((origins) => {
      const state = new Int32Array(this.#model.capacity);
      this.#begin();
      const begun = agents.map(() => false);
      const outcome = this.#beginAgents(
        state,
        agents.map((_, index) => index),
        (index) => {
          begun[index] = true;
          return agents[index]!.begin(origins[index]!);
        },
      );
      if (outcome === 'blocked') throw this.#noBeginning();
      return { state, observation: this.observation, failedAgent: this.failedAgent };
    });
  }

  /**
   * Writes into `next` the state after `move`, which is enabled in `state`. Leaves `state` untouched.
   *
   * @returns `blocked` where the move’s messages find no room on a link that blocks: such a move is not enabled
   * @throws ModelError where a link overflows, or synchronous messages never end
   */
  take(state: StateVector, move: Move, next: StateVector): StepOutcome {
    const { width } = this.#model;
    for (let slot = 0; slot < width; slot++) next[slot] = state[slot]!;
    return this.step(next, move);
  }

  /**
   * The same in place: `state` becomes the state after `move`, and `changes` tells what changed. A move that is
   * blocked or throws leaves `state` as it was.
   */
  step(state: StateVector, move: Move): StepOutcome {
    this.#begin();
    let outcome: StepOutcome = 'blocked';
    try {
      outcome = this.#happens(state, move);
      return outcome;
    } finally {
      if (outcome === 'blocked') this.#abandon(state);
    }
  }

  /** Takes a step back; a model error leaves agents in the middle of something besides. */
  #abandon(state: StateVector): void {
    this.changes.undo(state);
    this.changes.clear();
    this.#active.fill(false);
    for (const mailbox of this.#mailboxes) mailbox.length = 0;
  }

  #happens(next: StateVector, move: Move): StepOutcome {
    const subject = subjectOf(move);
    const detail = detailOf(move);
    switch (kindOf(move)) {
      case DELIVER:
        return this.#deliver(next, this.#model.links[subject]!, detail);
      case TIMER:
        return this.#fire(next, subject, detail);
      case ENVIRONMENT: {
        const { agent, event, slot } = this.#model.environment[subject]!;
        if (slot !== -1) this.changes.write(next, slot, this.#reads.read(next, slot) + 1);
        return this.#take(next, agent, event);
      }
      case OUTCOME:
        return this.#take(
          next,
          subject,
          this.#model.agents[subject]!.locals[this.#reads.read(next, subject)]!.outcomes[detail]!,
        );
      case DROP:
      case DUPLICATE:
        return this.#disturb(next, this.#model.links[subject]!, kindOf(move), detail);
      case DELAY:
        return this.#holdUp(next, this.#model.links[subject]!, detail);
      case FAULT:
        return this.#fault(next, this.#model.faults[subject]!);
      case TICK:
        this.#advance(next, ticksOf(move));
        return 'stepped';
    }
  }

  #begin(): void {
    this.observation = NOTHING;
    this.failedAgent = -1;
    this.#depth = 0;
    this.changes.clear();
  }

  #deliver(next: StateVector, link: Link, position: number): StepOutcome {
    const contents = this.#reads.read(next, link.slot);
    const { event } = link.table.messages(contents)[position]!;
    this.changes.write(next, link.slot, link.table.delivered(contents, position));
    return this.#take(next, link.to, event);
  }

  #fire(next: StateVector, agent: number, position: number): StepOutcome {
    const slot = this.#model.timerSlots[agent]!;
    const { timers } = this.#model.agents[agent]!;
    const { to, inside } = timers.kindOf(this.#reads.read(next, slot), position);
    this.changes.write(next, slot, timers.fire(this.#reads.read(next, slot), position));
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
    const table = this.#model.agents[agent]!;
    const step = table.step(this.#reads.read(next, agent), event);
    const flags = table.flags[step]!;
    this.taken[agent]![step] = 1;
    if ((flags & (HANDLED | FAILED)) === 0)
      this.unhandled[agent]!.add(this.#reads.read(next, agent) * LOCALS + event);
    if (this.observed) this.observation = this.observations.step(this.observation, agent, event, step);
    return this.#enter(next, agent, step, flags);
  }

  /** The agent's local state becomes that after `step`, and its effects happen. */
  #enter(next: StateVector, agent: number, step: number, flags: number): StepOutcome {
    const table = this.#model.agents[agent]!;
    this.changes.write(next, agent, table.next[step]!);
    if ((flags & FAILED) !== 0) this.failedAgent = agent;
    const effects = table.effectsOf[step]!;
    if (effects === 0) return 'stepped';
    const { sends, timers } = table.effects[effects]!;
    if (timers !== 0) {
      const slot = this.#model.timerSlot(agent);
      this.changes.write(next, slot, table.timers.apply(this.#reads.read(next, slot), timers));
    }
    for (let i = 0; i < sends.length; i++) {
      if (this.#send(next, agent, sends[i]!.agent, sends[i]!.event) === 'blocked') return 'blocked';
    }
    return 'stepped';
  }

  #send(next: StateVector, from: number, to: number, event: number): StepOutcome {
    const link = this.#model.link(from, to);
    const cut = link.cuts.length > 0 && isCut(this.#model, next, link);
    if (link.isSynchronous) {
      return cut ? 'stepped' : this.#sendSynchronously(next, link, event);
    }
    if (cut && !isHeld(this.#model, next, link)) return 'stepped';
    const contents = link.table.push(this.#reads.read(next, link.slot), event);
    if (contents === BLOCKED) return 'blocked';
    if (contents === OVERFLOWING) throw this.#overflow(link, event);
    this.changes.write(next, link.slot, contents);
    return 'stepped';
  }

  #sendSynchronously(next: StateVector, link: Link, event: number): StepOutcome {
    const { to } = link;
    if (++this.#depth > MAX_SYNCHRONOUS_DEPTH) {
      throw new ModelError(
        'SYNCHRONOUS_CYCLE',
        `more than ${MAX_SYNCHRONOUS_DEPTH} synchronous messages followed one move; one of them is ${this.#nameOf(to, event)} on ${link.name}.`,
        'Agents answer each other on synchronous links for ever; make one of the links fifo.',
        { system: this.#model.system.name },
      );
    }
    if (this.#active[to]) {
      this.#mailboxes[to]!.push(event);
      return 'stepped';
    }
    if (!takes(this.#model, next, to)) {
      if (this.observed) this.observation = this.observations.discard(this.observation, to, event);
      return 'stepped';
    }
    return this.#take(next, to, event);
  }

  #noBeginning(): ModelError {
    return new ModelError(
      'CHANNEL_UNBOUNDED',
      'the first messages of the agents find no room on a link that blocks, so that there is no initial state.',
      'Raise the capacity of the link.',
      { system: this.#model.system.name },
    );
  }

  #overflow(link: Link, event: number): ModelError {
    return new ModelError(
      'CHANNEL_UNBOUNDED',
      `the link ${link.name} grows past its capacity of ${link.table.settings.capacity}: one more ${this.#nameOf(link.to, event)} finds no room.`,
      "Bound what is sent, raise the link's `capacity`, or say what happens then: overflow: 'block' or 'drop'.",
      { system: this.#model.system.name },
    );
  }

  #nameOf(agent: number, event: number): string {
    return this.#model.agents[agent]!.events[event]!.type;
  }

  #disturb(next: StateVector, link: Link, what: MoveKind, position: number): StepOutcome {
    const { table, slot, lossSlot, duplicationSlot } = link;
    const counter = what === DROP ? lossSlot : duplicationSlot;
    if (counter !== -1) this.changes.write(next, counter, this.#reads.read(next, counter) + 1);
    this.changes.write(
      next,
      slot,
      what === DROP
        ? table.remove(this.#reads.read(next, slot), position)
        : table.duplicate(this.#reads.read(next, slot), position),
    );
    return 'stepped';
  }

  #holdUp(next: StateVector, link: Link, detail: number): StepOutcome {
    const number = detail >>> 8;
    const counter = link.delaySlots[number]!;
    if (counter !== -1) this.changes.write(next, counter, this.#reads.read(next, counter) + 1);
    this.changes.write(
      next,
      link.slot,
      link.table.delay(this.#reads.read(next, link.slot), detail & 0xff, link.delays[number]!.ticks),
    );
    return 'stepped';
  }

  #fault(next: StateVector, fault: FaultMove): StepOutcome {
    if (fault.counterSlot !== -1)
      this.changes.write(next, fault.counterSlot, this.#reads.read(next, fault.counterSlot) + 1);
    if (this.observed) this.observation = this.observations.fault(fault.label);
    switch (fault.kind) {
      case 'crash':
        for (const agent of fault.agents) this.#crash(next, agent);
        return 'stepped';
      case 'restart': {
        const crashed = fault.agents.filter((agent) => this.#statusOf(next, agent) === 'crashed');
        return this.#beginAgents(next, crashed, (agent) =>
          this.#model.agents[agent]!.restart(this.#reads.read(next, agent)),
        );
      }
      case 'hang':
        for (const agent of fault.agents) {
          if (acts(this.#model, next, agent))
            this.changes.write(next, this.#model.hangSlots[agent]!, fault.overdue ? OVERDUE : FROZEN);
        }
        return 'stepped';
      case 'resume':
        for (const agent of fault.agents) this.changes.write(next, this.#model.hangSlots[agent]!, RUNNING);
        return 'stepped';
      case 'partition':
        this.changes.write(next, fault.partition.slot, 1);
        if (!fault.partition.held) this.#loseOnCut(next, fault.partition.slot);
        return 'stepped';
      case 'heal':
        this.changes.write(next, fault.partition.slot, 0);
        return 'stepped';
    }
  }

  #statusOf(state: StateVector, agent: number): string {
    return this.#model.agents[agent]!.locals[this.#reads.read(state, agent)]!.status;
  }

  #crash(next: StateVector, agent: number): void {
    if (this.#statusOf(next, agent) === 'crashed') return;
    this.changes.write(next, agent, this.#model.agents[agent]!.crashed(this.#reads.read(next, agent)));
    const timers = this.#model.timerSlots[agent]!;
    if (timers !== -1) this.changes.write(next, timers, 0);
    const hang = this.#model.hangSlots[agent]!;
    if (hang !== -1) this.changes.write(next, hang, RUNNING);
  }

  /** Agents begin a life, in order; synchronous messages to those that have not begun wait for them. */
  #beginAgents(next: StateVector, agents: readonly number[], stepOf: (agent: number) => number): StepOutcome {
    for (const agent of agents) this.#active[agent] = true;
    let outcome: StepOutcome = 'stepped';
    for (const agent of agents) {
      const step = stepOf(agent);
      const table = this.#model.agents[agent]!;
      this.taken[agent]![step] = 1;
      if (this.observed) this.observation = this.observations.step(this.observation, agent, NO_EVENT, step);
      if (outcome === 'stepped') outcome = this.#enter(next, agent, step, table.flags[step]!);
      this.#active[agent] = false;
      outcome = this.#settle(next, agent, outcome);
    }
    return outcome;
  }

  #loseOnCut(next: StateVector, slot: number): void {
    for (const link of this.#model.links) {
      if (link.cuts.some((partition) => partition.slot === slot)) this.changes.write(next, link.slot, 0);
    }
  }

  #advance(next: StateVector, ticks: number): void {
    const { agents, links, timerSlots } = this.#model;
    for (let agent = 0; agent < agents.length; agent++) {
      const slot = timerSlots[agent]!;
      if (slot === -1 || this.#reads.read(next, slot) === 0 || hangOf(this.#model, next, agent) === FROZEN)
        continue;
      this.changes.write(next, slot, agents[agent]!.timers.advance(this.#reads.read(next, slot), ticks));
    }
    for (const link of links) {
      if (this.#reads.read(next, link.slot) !== 0)
        this.changes.write(next, link.slot, link.table.advance(this.#reads.read(next, link.slot), ticks));
    }
  }
}
