/**
 * Why not: the moves that are not enabled in a state, each with what blocks it.
 *
 * Asks the same tables as the successor function and names what they say. A move that is enabled is never listed: the
 * enabled ones are given, and decide.
 */
import { CRASHED, ENDED } from '../agent/agent-tables.ts';
import { reactionsTo } from '../agent/chart.ts';
import type { TimerKind } from '../agent/timer-table.ts';
import { formatDuration } from '../system/duration.ts';
import { hangOf, isHeld } from './activity.ts';
import { labelOf } from './label.ts';
import { DELIVER, detailOf, ENVIRONMENT, FAULT, kindOf, type MoveList, subjectOf, TIMER } from './move.ts';
import type { Product } from './product.ts';
import type { StateVector } from './state-vector.ts';
import { type EnvironmentMove, type FaultMove, type Link, RUNNING } from './system-model.ts';

export interface BlockedMove {
  /** The label it would have, or near to it. */
  readonly label: string;
  readonly by: Blocker;
  /** One clause: `due in 4 min`, `its budget of 1 is spent`, `guard 'isIdle' is false`. */
  readonly because: string;
}

export type Blocker =
  | 'guard'
  | 'no-transition'
  | 'ended'
  | 'crashed'
  | 'hung'
  /** A timer that runs, and is not due yet. */
  | 'timer'
  /** A timer that does not run. */
  | 'not-started'
  | 'latency'
  | 'empty'
  | 'behind-head'
  | 'partition'
  | 'no-room'
  /** Its delivery would change nothing, and the link keeps such messages. */
  | 'ignored'
  | 'budget'
  /** A fault that is not possible now: what crashed cannot crash, what runs cannot restart. */
  | 'not-applicable'
  /** The tick: something is due first. */
  | 'due';

type Reason = Omit<BlockedMove, 'label'>;

/** @param moves the moves enabled in `state` */
export function blockedMoves(product: Product, state: StateVector, moves: MoveList): readonly BlockedMove[] {
  const why = new WhyNot(product, state, moves);
  return [...why.deliveries(), ...why.timers(), ...why.environment(), ...why.faults(), ...why.tick()];
}

class WhyNot {
  readonly #product: Product;
  readonly #state: StateVector;
  readonly #moves: MoveList;
  readonly #enabled: ReadonlySet<number>;

  constructor(product: Product, state: StateVector, moves: MoveList) {
    this.#product = product;
    this.#state = state;
    this.#moves = moves;
    this.#enabled = new Set(moves.moves.subarray(0, moves.length));
  }

  *deliveries(): Iterable<BlockedMove> {
    const { orderedLinks, agents } = this.#product.model;
    for (const link of orderedLinks) {
      if (link.isSynchronous) continue;
      const contents = this.#state[link.slot]!;
      const messages = link.table.messages(contents);
      if (messages.length === 0)
        yield { label: `deliver ${link.name}`, ...reason('empty', 'nothing is on it') };
      const open = new Set(this.#positions(DELIVER, link.index));
      for (const position of link.table.distinct(contents)) {
        if (open.has(position)) continue;
        const { type } = agents[link.to]!.events[messages[position]!.event]!;
        yield { label: `deliver ${link.name} ${type}`, ...this.#message(link, position) };
      }
      yield* this.#disturbances(link, messages.length);
    }
  }

  #message(link: Link, position: number): Reason {
    const contents = this.#state[link.slot]!;
    const { settings } = link.table;
    const messages = link.table.messages(contents);
    const receiver = this.#product.model.agents[link.to]!;
    const away = this.#away(link.to);
    if (away !== undefined && away.by !== 'ended') return away;
    if (isHeld(this.#state, link)) return reason('partition', 'a partition holds it until the heal');
    if (settings.order === 'fifo' && position > 0) {
      return reason('behind-head', `it waits behind ${receiver.events[messages[0]!.event]!.type}`);
    }
    const wait = settings.latency[0] - messages[position]!.age;
    if (wait > 0) return reason('latency', `it arrives in ${this.#time(wait)} at the earliest`);
    return settings.ignoredStays
      ? reason('ignored', `${receiver.name} would not react to it, and the link keeps what is ignored`)
      : NO_ROOM;
  }

  *#disturbances(link: Link, messages: number): Iterable<BlockedMove> {
    if (messages === 0) return;
    const spent = (limit: number | undefined, slot: number): boolean =>
      limit !== undefined && this.#state[slot]! >= limit;
    const { loss, duplication, delays, delaySlots } = link;
    if (loss !== undefined && spent(loss.limit, link.lossSlot)) {
      yield { label: `fault drop ${link.name}`, ...budgetOf(loss.limit!) };
    }
    if (duplication !== undefined && spent(duplication.limit, link.duplicationSlot)) {
      yield { label: `fault duplicate ${link.name}`, ...budgetOf(duplication.limit!) };
    }
    for (const [index, { limit }] of delays.entries()) {
      if (spent(limit, delaySlots[index]!)) yield { label: `fault delay ${link.name}`, ...budgetOf(limit!) };
    }
  }

  *timers(): Iterable<BlockedMove> {
    const { agents, timerSlots } = this.#product.model;
    for (const [index, { timers, name }] of agents.entries()) {
      const slot = timerSlots[index]!;
      const contents = slot === -1 ? 0 : this.#state[slot]!;
      const open = new Set(this.#positions(TIMER, index));
      const pending = timers.timersOf(contents);
      for (const [position, { kind, age }] of pending.entries()) {
        if (open.has(position) || open.has(pending.findIndex((other) => same(other, pending[position]!))))
          continue;
        const wait = kind.window[0] - age;
        const why = this.#away(index) ?? (wait > 0 ? reason('timer', `due in ${this.#time(wait)}`) : NO_ROOM);
        yield { label: timerLabel(name, kind), ...why };
      }
      for (const kind of timers.kinds) {
        if (pending.some((timer) => timer.kind === kind)) continue;
        yield { label: timerLabel(name, kind), ...reason('not-started', 'it is not running') };
      }
    }
  }

  *environment(): Iterable<BlockedMove> {
    for (const [index, move] of this.#product.model.environment.entries()) {
      if (this.#positions(ENVIRONMENT, index).length > 0) continue;
      yield { label: move.label, ...this.#event(move) };
    }
  }

  #event({ agent, event, slot, limit }: EnvironmentMove): Reason {
    const { agents } = this.#product.model;
    const table = agents[agent]!;
    const away = this.#away(agent);
    if (away !== undefined) return away;
    if (limit !== undefined && this.#state[slot]! >= limit) return budgetOf(limit);
    const reactions = reactionsTo(table, this.#state[agent]!, event);
    if (reactions.some(({ selected }) => selected)) return NO_ROOM;
    const guards = reactions.flatMap(({ guard }) => (guard === undefined ? [] : [guard]));
    return guards.length === 0
      ? reason('no-transition', `no active state of ${table.name} has a transition for it`)
      : reason(
          'guard',
          `${guards.map((guard) => `guard '${guard}'`).join(' and ')} of ${table.name} is false`,
        );
  }

  *faults(): Iterable<BlockedMove> {
    for (const [index, fault] of this.#product.model.faults.entries()) {
      if (this.#positions(FAULT, index).length > 0) continue;
      const { limit, counterSlot } = fault;
      const spent = limit !== undefined && this.#state[counterSlot]! >= limit;
      yield {
        label: fault.label,
        ...(spent ? budgetOf(limit) : reason('not-applicable', NOT_NOW[fault.kind])),
      };
    }
  }

  *tick(): Iterable<BlockedMove> {
    const { clock } = this.#product.model;
    if (!clock.timed || this.#moves.ticks) return;
    const due = [...this.#moves.moves.subarray(0, this.#moves.internal)]
      .filter((move) => this.#isDue(move))
      .map((move) => `'${labelOf(this.#product, this.#state, move)}'`);
    yield { label: 'tick', ...reason('due', `${due.join(' and ')} must come before time goes on`) };
  }

  #isDue(move: number): boolean {
    const { links, agents, timerSlots } = this.#product.model;
    const subject = subjectOf(move);
    if (kindOf(move) === DELIVER) {
      const { table, slot } = links[subject]!;
      return table.due(this.#state[slot]!).includes(detailOf(move));
    }
    if (kindOf(move) !== TIMER) return false;
    return agents[subject]!.timers.due(this.#state[timerSlots[subject]!]!).includes(detailOf(move));
  }

  /** Why the agent takes nothing now, if it does not. */
  #away(agent: number): Reason | undefined {
    const { model } = this.#product;
    const { name, liveness } = model.agents[agent]!;
    if (hangOf(model, this.#state, agent) !== RUNNING) return reason('hung', `${name} hangs`);
    if (liveness[this.#state[agent]!] === CRASHED) return reason('crashed', `${name} has crashed`);
    if (liveness[this.#state[agent]!] === ENDED) return reason('ended', `${name} is at its end`);
    return undefined;
  }

  /** The details of the enabled moves of one kind and subject. */
  #positions(kind: number, subject: number): readonly number[] {
    return [...this.#enabled]
      .filter((move) => kindOf(move) === kind && subjectOf(move) === subject)
      .map(detailOf);
  }

  #time(ticks: number): string {
    return formatDuration(ticks * (this.#product.model.clock.tick ?? 0));
  }
}

const reason = (by: Blocker, because: string): Reason => ({ by, because });
const budgetOf = (limit: number): Reason =>
  reason('budget', limit === 0 ? 'its budget is 0' : `its budget of ${limit} is spent`);
const NO_ROOM = reason('no-room', 'a link that blocks has no room for what it would send');

const NOT_NOW: Readonly<Record<FaultMove['kind'], string>> = {
  crash: 'it has crashed already',
  restart: 'it has not crashed',
  hang: 'it does not run',
  resume: 'it does not hang',
  partition: 'the partition is there already',
  heal: 'there is no partition',
};

const timerLabel = (agent: string, { path, name, outcome }: TimerKind): string =>
  `${outcome ? 'outcome' : 'timer'} ${path === '' || outcome ? agent : `${agent}/${path}`} ${name}`;

interface Pending {
  readonly kind: TimerKind;
  readonly age: number;
  readonly handle: boolean;
}

/** Equal timers are one move: the first of them stands for all. */
const same = (a: Pending, b: Pending): boolean =>
  a.kind === b.kind && a.age === b.age && a.handle === b.handle;
