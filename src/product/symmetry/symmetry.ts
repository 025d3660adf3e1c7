/**
 * The declared symmetry of a system, at work: what a state becomes when two units change places.
 *
 * Each swap is checked to be an automorphism of the moves: slots correspond because they are declared alike, what is in
 * them because the steps of agents in the tables correspond. Links, timers, counters and the clock treat all alike.
 */
import { type StateVector, sameState } from '../state-vector.ts';
import type { SystemModel } from '../system-model.ts';
import { AgentTwins } from './agent-twins.ts';
import { notSymmetric } from './not-symmetric.ts';
import type { Replicas, Swap } from './replicas.ts';
import { SlotTwins } from './slot-twins.ts';

/** What a slot holds; a counter or a flag where nothing is noted. */
type Holder =
  | { readonly of: 'local'; readonly agent: number }
  | { readonly of: 'timers'; readonly agent: number }
  | { readonly of: 'link'; readonly link: number };

export class Symmetry {
  readonly replicas: Replicas;
  readonly #model: SystemModel;
  readonly #agents: readonly AgentTwins[];
  readonly #slots: readonly SlotTwins[];
  readonly #holders: (Holder | undefined)[] = [];
  /** By swap, slot and value: one more than the value in its place. */
  readonly #images: readonly number[][][];
  #width = 0;
  #computed = -1;

  /** @throws ModelError `NOT_SYMMETRIC` where the declarations or the initial states differ */
  constructor(model: SystemModel, initial: readonly StateVector[]) {
    this.#model = model;
    this.replicas = model.replicas;
    const { swaps } = this.replicas;
    this.#agents = swaps.map((swap) => new AgentTwins(model, swap));
    this.#slots = swaps.map((swap, index) => new SlotTwins(model, swap, this.#agents[index]!));
    this.#images = swaps.map(() => []);
    this.attend();
    this.#checkInitial(initial);
  }

  get swaps(): readonly Swap[] {
    return this.replicas.swaps;
  }

  /**
   * Compares what the tables have learned since the last time with what the twins do, and theirs with what theirs do,
   * until nothing is new.
   *
   * @throws ModelError `NOT_SYMMETRIC`
   */
  attend(): void {
    for (;;) {
      const computed = this.#model.agents.reduce(
        (sum, { computed: steps, begins, crashes, restarts }) =>
          sum + steps.length + begins.size + crashes.size + restarts.size,
        0,
      );
      if (computed === this.#computed && this.#width === this.#model.width) return;
      this.#computed = computed;
      this.#width = this.#model.width;
      for (const agents of this.#agents) agents.attend();
      for (const slots of this.#slots) slots.attend();
      this.#noteHolders();
    }
  }

  /** Writes into `to` what `from` becomes by swap number `swap`. Both have all slots in use. */
  exchange(swap: number, from: StateVector, to: StateVector): void {
    const slots = this.#slots[swap]!;
    const { width } = this.#model;
    for (let slot = 0; slot < width; slot++) to[slots.of(slot)] = this.imageOf(swap, slot, from[slot]!);
  }

  /** The slot that takes the place of `slot`. */
  slotOf(swap: number, slot: number): number {
    return this.#slots[swap]!.of(slot);
  }

  /** What is in that slot then. */
  imageOf(swap: number, slot: number, value: number): number {
    const known = this.#images[swap]![slot]?.[value];
    if (known !== undefined) return known;
    const image = this.#imageOf(swap, slot, value);
    (this.#images[swap]![slot] ??= [])[value] = image;
    return image;
  }

  /** Whether a slot holds nothing with this value, so that nobody can be told by it. */
  isEmpty(slot: number, value: number): boolean {
    return value === 0 && this.#holders[slot]?.of !== 'local';
  }

  /** Adds what corresponds to each of some pairs (local state, event), by agent. */
  addTwins(pairs: readonly Set<number>[], radix: number): void {
    this.attend();
    for (let added = true; added; ) {
      added = false;
      for (const [index, { agents }] of this.swaps.entries()) {
        for (const [agent, own] of pairs.entries()) {
          for (const pair of own) {
            const local = this.#agents[index]!.local(agent, Math.floor(pair / radix));
            const event = this.#agents[index]!.event(agent, pair % radix);
            const twin = local * radix + event;
            const others = pairs[agents[agent]!]!;
            if (others.has(twin)) continue;
            others.add(twin);
            added = true;
          }
        }
      }
    }
  }

  #imageOf(swap: number, slot: number, value: number): number {
    const { agents } = this.#model;
    const twins = this.#agents[swap]!;
    const holder = this.#holders[slot];
    if (holder === undefined || this.isEmpty(slot, value)) return value;
    switch (holder.of) {
      case 'local':
        return known(twins.local(holder.agent, value));
      case 'timers': {
        const other = this.swaps[swap]!.agents[holder.agent]!;
        return agents[holder.agent]!.timers.translated(value, agents[other]!.timers, (kind) =>
          known(twins.timer(holder.agent, kind)),
        );
      }
      case 'link': {
        const { table, to, from } = this.#model.links[holder.link]!;
        const map = this.swaps[swap]!.agents;
        const other = this.#model.link(map[from]!, map[to]!).table;
        return table.translated(value, other, (event) => known(twins.event(to, event)));
      }
    }
  }

  #noteHolders(): void {
    const { agents, links, timerSlots } = this.#model;
    for (const { index: agent } of agents) {
      this.#holders[agent] = { of: 'local', agent };
      if (timerSlots[agent] !== -1) this.#holders[timerSlots[agent]!] = { of: 'timers', agent };
    }
    for (const { index: link, slot } of links) this.#holders[slot] = { of: 'link', link };
  }

  #checkInitial(initial: readonly StateVector[]): void {
    const image = new Int32Array(this.#model.capacity);
    for (const [index, swap] of this.swaps.entries()) {
      for (const state of initial) {
        this.exchange(index, state, image);
        if (initial.some((other) => sameState(other, image, this.#model.width))) continue;
        throw notSymmetric(
          this.#model,
          swap,
          'what the agents have sent before the first move tells them apart, or their inputs do',
        );
      }
    }
  }
}

/** Steps are compared before what they lead to is asked for. */
function known(twin: number): number {
  if (twin === -1) throw new Error('a state has a component whose twin is not known');
  return twin;
}
