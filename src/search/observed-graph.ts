/**
 * The graph of a product as the claims of a suite see it, found state by state as somebody asks, and kept.
 *
 * An edge has its label as a number, the letter that claims read of it, the agent that failed, and how many ticks it
 * takes. Stutters, moves that change nothing and of which no claim reads anything, are no edges.
 */
import { lengthened } from '../product/lengthened.ts';
import { type Move, tickMove, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { SharedLabels } from '../product/shared-labels.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Property } from '../property/property.ts';
import { IntList } from './int-list.ts';
import { SuccessorBatch } from './successor-batch.ts';
import { Watch } from './watch.ts';

/** Where a move leads, or a run begins, and what is seen of it. */
export interface Arrival {
  readonly state: number;
  readonly letter: number;
  /** The agent that failed, or −1. */
  readonly failed: number;
}

/** An edge has its label, its ticks, the state that it leads to, its letter, and the agent that fails in it or −1. */
export const EDGE = 5;

export class ObservedGraph {
  readonly product: Product;
  readonly watch: Watch;
  /** One edge behind the other, `EDGE` cells each. */
  readonly edges = new IntList();
  readonly #numberOf: (state: StateVector, move: Move) => number;
  readonly #batch: SuccessorBatch;
  /** Of each state where its edges begin and end; an end of 0 stands for a state that was not explored. */
  #first = new Int32Array(1024);
  #end = new Int32Array(1024);
  readonly #deadlocks = new Set<number>();
  /** The state that is explored, and its number. */
  #origin = -1;
  readonly #state: StateVector;
  readonly #next: StateVector;

  constructor(product: Product, properties: readonly Property[], labels: SharedLabels) {
    // What moves do is part of what claims can see.
    product.observed = true;
    this.product = product;
    this.watch = new Watch(product, properties);
    this.#numberOf = labels.of(product);
    this.#state = product.allocate();
    this.#next = product.allocate();
    this.#batch = new SuccessorBatch(product, this.watch.states, () => this.#settle());
    // So that no end is 0.
    for (let cell = 0; cell < EDGE; cell++) this.edges.push(0);
  }

  initial(index: number): Arrival {
    const { state, observation, failedAgent } = this.product.initialStates()[index]!;
    return this.#arrival(state, observation, failedAgent);
  }

  /** Finds the edges of a state, unless it was done before. */
  explore(id: number): void {
    if (id < this.#end.length && this.#end[id] !== 0) return;
    this.#makeRoom(id);
    const batch = this.#batch;
    this.#origin = id;
    this.#first[id] = this.edges.length;
    batch.list(id);
    this.#state.set(batch.state);
    const { watch } = this;
    if (watch.deadlock !== undefined && watch.isDeadlock(this.#state, batch.listed.moves)) {
      this.#deadlocks.add(id);
    }
    batch.add(id);
    this.#settle();
    this.#end[id] = this.edges.length;
  }

  /** Where the edges of an explored state begin in `edges`, and where they end. */
  firstOf(id: number): number {
    return this.#first[id]!;
  }
  endOf(id: number): number {
    return this.#end[id]!;
  }

  /** Whether an explored state is a deadlock; seen where a claim is about deadlocks. */
  isDeadlocked(id: number): boolean {
    return this.#deadlocks.has(id);
  }

  /** Where a state is after so many ticks, no more than its own edge takes. */
  waited(id: number, ticks: number): Arrival {
    const { product } = this;
    this.watch.states.load(id, this.#state, product.width);
    product.successor(this.#state, tickMove(ticks), this.#next);
    return this.#arrival(this.#next, NOTHING, product.failedAgent);
  }

  #arrival(next: StateVector, observation: number, failed: number): Arrival {
    const { states, letters } = this.watch;
    const state = states.add(next, this.product.width);
    return { state, letter: letters.letterOf(state, next, observation), failed };
  }

  /** Turns what the batch holds into edges of the state that is explored. */
  #settle(): void {
    const batch = this.#batch;
    const { edges, watch } = this;
    batch.touch();
    batch.lookUp(0, batch.length, this.#origin);
    for (let i = 0; i < batch.length; i++) {
      const move = batch.moveOf(i);
      const state = batch.idOf(i);
      const failed = batch.failedAgentOf(i);
      const ticks = ticksOf(move);
      const seen = ticks > 0 ? NOTHING : batch.observationOf(i);
      const letter = watch.letters.letterOfStored(state, () => this.#successor(i), seen);
      const still = state === this.#origin && ticks === 0 && failed === -1;
      if (still && letter === watch.letters.stillLetterOf(state, this.#state)) continue;
      edges.push(this.#numberOf(this.#state, move));
      edges.push(ticks);
      edges.push(state);
      edges.push(letter);
      edges.push(failed);
    }
    batch.clear();
  }

  #successor(index: number): StateVector {
    this.#batch.load(index, this.#next);
    return this.#next;
  }

  #makeRoom(id: number): void {
    if (id < this.#end.length) return;
    const length = 2 * (id + 1);
    this.#first = lengthened(this.#first, length);
    this.#end = lengthened(this.#end, length);
  }
}
