/**
 * Under one swap: which local state, event and timer of one agent corresponds to which of the agent that takes its place.
 *
 * Nobody says what a local state is called once the agents have changed places: a context may hold a name, a number, a
 * reference or a set of bits. It is learned. Beginnings correspond, and what corresponding events do in corresponding
 * local states; where two ways to a local state give it two twins, or twins do different things, the agents are not
 * interchangeable. What is learned so from all steps in the tables, twins of twins included, is an automorphism of them.
 */
import type { Agent } from '../../agent/agent.ts';
import { canonicalKey } from '../../agent/plain-data.ts';
import { stateText } from '../../agent/state-text.ts';
import type { SystemModel } from '../system-model.ts';
import { notSymmetric } from './not-symmetric.ts';
import { renamedKey } from './renamed-key.ts';
import type { Swap } from './replicas.ts';

const UNKNOWN = -1;

/** What is in the tables of an agent and was not compared yet. */
type Entry =
  | { readonly agent: number; readonly origin: number; readonly step: number }
  | { readonly agent: number; readonly local: number; readonly crashed: number }
  | { readonly agent: number; readonly local: number; readonly restarted: number }
  | { readonly agent: number; readonly local: number; readonly event: number; readonly step: number };

export class AgentTwins {
  readonly #model: SystemModel;
  readonly #swap: Swap;
  /** By agent. */
  readonly #locals: readonly number[][];
  readonly #events: readonly number[][];
  readonly #timers: readonly number[][];
  readonly #seen: readonly { begins: number; crashes: number; restarts: number; computed: number }[];
  #open: Entry[] = [];

  constructor(model: SystemModel, swap: Swap) {
    this.#model = model;
    this.#swap = swap;
    this.#locals = model.agents.map(() => []);
    this.#events = model.agents.map(() => []);
    this.#timers = model.agents.map(() => []);
    this.#seen = model.agents.map(() => ({ begins: 0, crashes: 0, restarts: 0, computed: 0 }));
  }

  /** The twin of a local state; −1 where none is known yet. */
  local(agent: number, local: number): number {
    return this.#locals[agent]![local] ?? UNKNOWN;
  }
  event(agent: number, event: number): number {
    return this.#events[agent]![event] ?? UNKNOWN;
  }
  timer(agent: number, kind: number): number {
    return this.#timers[agent]![kind] ?? UNKNOWN;
  }

  /** Two events correspond. */
  pairEvents(agent: number, event: number, twin: number): void {
    this.#pair(
      this.#events,
      agent,
      event,
      twin,
      () => `what corresponds to ${this.#eventText(agent, event)}`,
    );
  }

  /**
   * Compares what is new in the tables with what its twins do; that may put more into them.
   *
   * @returns whether something was compared
   * @throws ModelError `NOT_SYMMETRIC`
   */
  attend(): boolean {
    for (const agent of this.#model.agents) this.#open.push(...this.#newIn(agent));
    let compared = false;
    for (let before = -1; this.#open.length !== before; ) {
      before = this.#open.length;
      this.#open = this.#open.filter((entry) => !this.#compare(entry));
      compared ||= this.#open.length !== before;
    }
    return compared;
  }

  *#newIn({ index: agent, begins, crashes, restarts, computed }: Agent): Iterable<Entry> {
    const seen = this.#seen[agent]!;
    for (const [origin, step] of [...begins].slice(seen.begins)) yield { agent, origin, step };
    for (const [local, crashed] of [...crashes].slice(seen.crashes)) yield { agent, local, crashed };
    for (const [local, restarted] of [...restarts].slice(seen.restarts)) yield { agent, local, restarted };
    for (const { local, event, step } of computed.slice(seen.computed)) yield { agent, local, event, step };
    seen.begins = begins.size;
    seen.crashes = crashes.size;
    seen.restarts = restarts.size;
    seen.computed = computed.length;
  }

  /** False where it has to wait until twins of what it speaks of are known. */
  #compare(entry: Entry): boolean {
    const { agent } = entry;
    const other = this.#model.agents[this.#swap.agents[agent]!]!;
    if ('origin' in entry) {
      this.#compareSteps(
        agent,
        entry.step,
        other.begin(this.#originAlike(agent, entry.origin)),
        'its beginning',
      );
      return true;
    }
    const local = this.local(agent, entry.local);
    if (local === UNKNOWN) return false;
    if ('crashed' in entry) {
      this.#pairLocals(agent, entry.crashed, other.crashed(local));
    } else if ('restarted' in entry) {
      this.#compareSteps(agent, entry.restarted, other.restart(local), 'a restart');
    } else {
      const event = this.event(agent, entry.event);
      if (event === UNKNOWN) return false;
      const what = `${this.#eventText(agent, entry.event)} in ${this.#localText(agent, entry.local)}`;
      this.#compareSteps(agent, entry.step, other.step(local, event), what);
    }
    return true;
  }

  #compareSteps(index: number, step: number, twin: number, what: string): void {
    const agent = this.#model.agents[index]!;
    const other = this.#model.agents[this.#swap.agents[index]!]!;
    if (agent.flags[step] !== other.flags[twin]) {
      throw this.#differ(index, `${what} has not the same consequence`);
    }
    this.#pairLocals(index, agent.next[step]!, other.next[twin]!);
    this.#pairSends(index, step, twin, what);
    this.#pairTimers(index, step, twin, what);
  }

  #pairLocals(index: number, local: number, twin: number): void {
    if (
      !this.#pair(
        this.#locals,
        index,
        local,
        twin,
        () => `what corresponds to ${this.#localText(index, local)}`,
      )
    )
      return;
    const other = this.#swap.agents[index]!;
    const [one, two] = [this.#model.agents[index]!.locals[local]!, this.#model.agents[other]!.locals[twin]!];
    if (one.status !== two.status || one.outcomes.length !== two.outcomes.length) {
      throw this.#differ(index, `${this.#localText(index, local)} is ${one.status}, its twin ${two.status}`);
    }
    for (const [at, event] of one.outcomes.entries()) this.pairEvents(index, event, two.outcomes[at]!);
  }

  /** To each receiver the same in the same order; between receivers order counts on synchronous links alone. */
  #pairSends(index: number, step: number, twin: number, what: string): void {
    const agent = this.#model.agents[index]!;
    const other = this.#model.agents[this.#swap.agents[index]!]!;
    const { sends } = agent.effects[agent.effectsOf[step]!]!;
    const theirs = other.effects[other.effectsOf[twin]!]!.sends;
    const receivers = new Set([
      ...sends.map((send) => send.agent),
      ...theirs.map((send) => this.#swap.agents[send.agent]!),
    ]);
    for (const receiver of receivers) {
      const ours = sends.filter((send) => send.agent === receiver);
      const twins = theirs.filter((send) => send.agent === this.#swap.agents[receiver]);
      if (ours.length !== twins.length) {
        throw this.#differ(index, `${what} does not send as much to the same agents`);
      }
      for (const [at, { event }] of ours.entries()) this.pairEvents(receiver, event, twins[at]!.event);
    }
    const inOrder = sends.every((send, at) => this.#swap.agents[send.agent] === theirs[at]!.agent);
    if (inOrder) return;
    const synchronous = sends.filter((send) => this.#model.link(index, send.agent).isSynchronous);
    if (synchronous.length > 1) {
      throw this.#differ(
        index,
        `${what} sends synchronous messages to several agents in an order of its own`,
      );
    }
  }

  #pairTimers(index: number, step: number, twin: number, what: string): void {
    const agent = this.#model.agents[index]!;
    const other = this.#model.agents[this.#swap.agents[index]!]!;
    const ours = agent.timers.operationsOf(agent.effects[agent.effectsOf[step]!]!.timers);
    const theirs = other.timers.operationsOf(other.effects[other.effectsOf[twin]!]!.timers);
    const alike =
      ours.length === theirs.length &&
      ours.every((one, at) => {
        const two = theirs[at]!;
        if (one.operation === 'start' && two.operation === 'start') {
          return this.#timersAgree(index, one.kind, two.kind);
        }
        if (one.operation === 'cancel' && two.operation === 'cancel')
          return one.path === two.path && one.id === two.id;
        return one.operation === 'clear' && two.operation === 'clear' && one.path === two.path;
      });
    if (!alike) throw this.#differ(index, `${what} does not start and stop the same timers`);
  }

  #timersAgree(index: number, kind: number, twin: number): boolean {
    const other = this.#swap.agents[index]!;
    const one = this.#model.agents[index]!.timers.kindAt(kind);
    const two = this.#model.agents[other]!.timers.kindAt(twin);
    const same =
      one.path === two.path &&
      one.id === two.id &&
      one.inside === two.inside &&
      one.outcome === two.outcome &&
      one.window[0] === two.window[0] &&
      one.window[1] === two.window[1] &&
      this.#swap.agents[one.to.agent] === two.to.agent;
    if (!same) return false;
    this.pairEvents(one.to.agent, one.to.event, two.to.event);
    this.#pair(this.#timers, index, kind, twin, () => `what corresponds to the timer '${one.name}'`);
    return true;
  }

  /** The input alternative that the other agent has in place of this one: the same with the names changed, or else the same number. */
  #originAlike(index: number, origin: number): number {
    const { inputs } = this.#model.agents[index]!;
    const others = this.#model.agents[this.#swap.agents[index]!]!.inputs;
    if (inputs.length !== others.length) throw this.#differ(index, 'they have not as many inputs');
    const wanted = renamedKey(this.#model, this.#swap, canonicalKey(inputs[origin], 'input'));
    const renamed = others.findIndex((input) => canonicalKey(input, 'input') === wanted);
    return renamed === -1 ? origin : renamed;
  }

  /** True where that is new. A swap undoes itself: what corresponds does so both ways. */
  #pair(table: readonly number[][], agent: number, id: number, twin: number, what: () => string): boolean {
    const other = this.#swap.agents[agent]!;
    const [known, back] = [table[agent]![id] ?? UNKNOWN, table[other]![twin] ?? UNKNOWN];
    if (known === twin && back === id) return false;
    if (known !== UNKNOWN || back !== UNKNOWN)
      throw this.#differ(agent, `${what()} depends on how it came about`);
    table[agent]![id] = twin;
    table[other]![twin] = id;
    return true;
  }

  #differ(agent: number, difference: string): Error {
    const { name } = this.#model.agents[agent]!;
    return notSymmetric(this.#model, this.#swap, `of '${name}', ${difference}`);
  }

  #eventText(agent: number, event: number): string {
    return this.#model.agents[agent]!.events[event]!.type;
  }

  #localText(agent: number, local: number): string {
    const { family, status } = this.#model.agents[agent]!.locals[local]!;
    return status === 'crashed' ? 'the crashed state' : `state ${stateText(family.get('')!.snapshot.value)}`;
  }
}
