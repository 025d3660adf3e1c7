/**
 * Under one swap: which component of a state takes the place of which, and that they are declared alike.
 */
import { canonicalKey } from '../../agent/plain-data.ts';
import type { EnvironmentMove, FaultMove, Link, Partition, SystemModel } from '../system-model.ts';
import type { AgentTwins } from './agent-twins.ts';
import { notSymmetric } from './not-symmetric.ts';
import { renamedKey } from './renamed-key.ts';
import type { Swap } from './replicas.ts';

const UNKNOWN = -1;

export class SlotTwins {
  readonly #model: SystemModel;
  readonly #swap: Swap;
  readonly #slots: Int32Array;
  #links = 0;
  #timed = 0;

  /** Pairs the events of the environment too: those that the agents may be sent in each other’s place. */
  constructor(model: SystemModel, swap: Swap, agents: AgentTwins) {
    this.#model = model;
    this.#swap = swap;
    this.#slots = new Int32Array(model.capacity).fill(UNKNOWN);
    for (const [agent, other] of swap.agents.entries()) {
      this.#pair(agent, other, 'local states');
      this.#pair(model.hangSlots[agent]!, model.hangSlots[other]!, 'hangs');
    }
    const partitions = this.#pairPartitions();
    this.#pairEnvironment(agents);
    this.#pairFaults(partitions);
    this.#partitions = partitions;
  }
  readonly #partitions: ReadonlyMap<Partition, Partition>;

  /** The slot that takes the place of another. */
  of(slot: number): number {
    return this.#slots[slot]!;
  }

  /** Pairs links and timers that came to be; that may make more. True where there were some. */
  attend(): boolean {
    const { links, timed } = this.#model;
    const before = this.#links + this.#timed;
    for (; this.#links < links.length; this.#links++) this.#pairLinks(links[this.#links]!);
    for (const agent of timed) {
      this.#pair(this.#model.timerSlots[agent]!, this.#model.timerSlot(this.#swap.agents[agent]!), 'timers');
    }
    this.#timed = this.#model.timed.length;
    return this.#links + this.#timed !== before;
  }

  #pairLinks(link: Link): void {
    const twin = this.#model.link(this.#swap.agents[link.from]!, this.#swap.agents[link.to]!);
    const what = `the links ${link.name} and ${twin.name}`;
    const { settings, loss, duplication, delays } = link;
    const same =
      JSON.stringify([settings, settings.latency.map(String)]) ===
        JSON.stringify([twin.settings, twin.settings.latency.map(String)]) &&
      (loss === undefined) === (twin.loss === undefined) &&
      loss?.limit === twin.loss?.limit &&
      (duplication === undefined) === (twin.duplication === undefined) &&
      duplication?.limit === twin.duplication?.limit &&
      delays.length === twin.delays.length &&
      delays.every(
        ({ limit, ticks }, at) => limit === twin.delays[at]!.limit && ticks === twin.delays[at]!.ticks,
      ) &&
      link.cuts.length === twin.cuts.length &&
      link.cuts.every((cut) => twin.cuts.includes(this.#partitions.get(cut)!));
    if (!same) throw this.#differ(`${what} are not declared alike`);
    this.#pair(link.slot, twin.slot, what);
    this.#pair(link.lossSlot, twin.lossSlot, `the losses of ${what}`);
    this.#pair(link.duplicationSlot, twin.duplicationSlot, `the duplications of ${what}`);
    for (const [at, slot] of link.delaySlots.entries())
      this.#pair(slot, twin.delaySlots[at]!, `the delays of ${what}`);
  }

  /** Events to one agent and to the other, in the order of their declaration, or where one names what the other does. */
  #pairEnvironment(agents: AgentTwins): void {
    const { environment } = this.#model;
    const key = ({ agent, event }: EnvironmentMove): string =>
      canonicalKey(this.#model.agents[agent]!.events[event]!.event, 'event');
    for (const [agent, other] of this.#swap.agents.entries()) {
      const ours = environment.filter((move) => move.agent === agent);
      const theirs = environment.filter((move) => move.agent === other);
      const what = `what the environment sends to '${this.#model.agents[agent]!.name}'`;
      if (ours.length !== theirs.length) throw this.#differ(`${what} is not the same`);
      for (const [at, move] of ours.entries()) {
        const wanted = renamedKey(this.#model, this.#swap, key(move));
        const inPlace = theirs[at]!;
        const twin =
          key(inPlace) === wanted ? inPlace : (theirs.find((one) => key(one) === wanted) ?? inPlace);
        if (move.limit !== twin.limit) throw this.#differ(`${what} has not the same budget`);
        agents.pairEvents(agent, move.event, twin.event);
        this.#pair(move.slot, twin.slot, `the budgets of ${what}`);
      }
    }
  }

  #pairPartitions(): ReadonlyMap<Partition, Partition> {
    const { partitions, agents } = this.#model;
    const together = ({ groupOf }: Partition, a: number, b: number): boolean | undefined => {
      const [one, two] = [groupOf.get(a), groupOf.get(b)];
      return one === undefined || two === undefined ? undefined : one === two;
    };
    const corresponds = (one: Partition, two: Partition): boolean =>
      one.held === two.held &&
      agents.every((_, a) =>
        agents.every(
          (_other, b) => together(one, a, b) === together(two, this.#swap.agents[a]!, this.#swap.agents[b]!),
        ),
      );
    const pairs = new Map<Partition, Partition>();
    for (const one of partitions) {
      const taken = new Set(pairs.values());
      const candidates = partitions.filter((two) => !taken.has(two) && corresponds(one, two));
      const two = pairs.get(one) ?? (candidates.includes(one) ? one : candidates[0]);
      if (two === undefined) throw this.#differ('no partition cuts the one off as another does the other');
      pairs.set(one, two);
      pairs.set(two, one);
      this.#pair(one.slot, two.slot, 'partitions');
    }
    return pairs;
  }

  #pairFaults(partitions: ReadonlyMap<Partition, Partition>): void {
    const { faults, system } = this.#model;
    const isSynchronous = (system.links ?? []).some(({ order }) => order === 'synchronous');
    const corresponds = (one: FaultMove, two: FaultMove): boolean => {
      if (one.kind !== two.kind || one.limit !== two.limit) return false;
      if ('partition' in one) return partitions.get(one.partition) === (two as typeof one).partition;
      const image = one.agents.map((agent) => this.#swap.agents[agent]!);
      const others = (two as typeof one).agents;
      if (image.length !== others.length || !image.every((agent) => others.includes(agent))) return false;
      if ('overdue' in one && one.overdue !== (two as typeof one).overdue) return false;
      // Agents that are restarted together begin in the order of the group, and may talk at once.
      return one.kind !== 'restart' || !isSynchronous || image.every((agent, at) => agent === others[at]);
    };
    const pairs = new Map<FaultMove, FaultMove>();
    for (const one of faults) {
      const taken = new Set(pairs.values());
      const candidates = faults.filter((two) => !taken.has(two) && corresponds(one, two));
      const two = pairs.get(one) ?? (candidates.includes(one) ? one : candidates[0]);
      if (two === undefined) throw this.#differ(`nothing corresponds to '${one.label}'`);
      pairs.set(one, two);
      pairs.set(two, one);
      this.#pair(one.counterSlot, two.counterSlot, `the budget of '${one.label}'`);
    }
  }

  #pair(slot: number, twin: number, what: string): void {
    if (slot === -1 && twin === -1) return;
    const fits =
      slot !== -1 &&
      twin !== -1 &&
      [UNKNOWN, twin].includes(this.#slots[slot]!) &&
      [UNKNOWN, slot].includes(this.#slots[twin]!);
    if (!fits) throw this.#differ(`${what} do not correspond`);
    this.#slots[slot] = twin;
    this.#slots[twin] = slot;
  }

  #differ(difference: string): Error {
    return notSymmetric(this.#model, this.#swap, difference);
  }
}
