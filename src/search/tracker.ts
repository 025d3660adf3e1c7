/**
 * One run as it goes: its state, the states of the monitors, and what was violated. Random runs, shrinking and
 * replay step through here; the steps themselves are the product's.
 */

import { type Move, type MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { IDLE, type Monitor, VIOLATED } from '../property/monitor.ts';
import type { Watch } from './watch.ts';

/** A letter of a run: its state and those of the monitors. */
export interface Place {
  readonly state: StateVector;
  readonly memory: Int32Array;
  readonly observation: number;
  readonly time: number;
}

export class Tracker {
  readonly product: Product;
  readonly watch: Watch;
  readonly state: StateVector;
  /** What the last move did. */
  observation = 0;
  /** Ticks since the start. */
  time = 0;
  /** Ids of properties violated in the last letter. */
  readonly violated = new Set<string>();
  readonly #initials: ReturnType<Product['initialStates']>;
  readonly #monitors: readonly Monitor[];
  readonly #memoryless: readonly Monitor[];
  readonly #memory: Int32Array;

  constructor(product: Product, watch: Watch) {
    this.product = product;
    this.watch = watch;
    this.state = product.allocate();
    this.#initials = product.initialStates();
    this.#monitors = watch.remembering;
    this.#memoryless = watch.memoryless;
    this.#memory = new Int32Array(this.#monitors.length);
  }

  get initialStates(): number {
    return this.#initials.length;
  }

  /** The states of the monitors with memory, in order. */
  get memory(): Int32Array {
    return this.#memory;
  }

  /** Starts a run in initial state `initial`; answers what the first letter violates. */
  begin(initial: number): ReadonlySet<string> {
    const { state, observation, failedAgent } = this.#initials[initial]!;
    this.state.set(state);
    this.observation = observation;
    this.time = 0;
    if (this.violated.size > 0) this.violated.clear();
    this.#memory.fill(IDLE);
    this.#letter(0, failedAgent);
    return this.violated;
  }

  /** Takes an enabled move; answers whether it changed anything. */
  take(move: Move): boolean {
    const { product } = this;
    if (this.violated.size > 0) this.violated.clear();
    product.step(this.state, move);
    this.observation = product.observation;
    const ticks = ticksOf(move);
    this.time += ticks;
    const remembered = this.#letter(ticks, product.failedAgent);
    return remembered || product.changes.differ(this.state);
  }

  /** Where the run stands, to come back to. */
  place(): Place {
    const { state, observation, time } = this;
    return { state: state.slice(), memory: this.#memory.slice(), observation, time };
  }

  /** Goes back to a place of an earlier run or letter. */
  goTo({ state, memory, observation, time }: Place): void {
    this.state.set(state);
    this.#memory.set(memory);
    this.observation = observation;
    this.time = time;
    this.violated.clear();
  }

  isDeadlock(moves: MoveList): boolean {
    return this.watch.isDeadlock(this.state, moves);
  }

  /** Lets all monitors see the letter; answers whether one remembers it. */
  #letter(ticks: number, failedAgent: number): boolean {
    const { state, observation } = this;
    const memory = this.#memory;
    let changed = false;
    for (let i = 0; i < this.#monitors.length; i++) {
      const before = memory[i]!;
      const after = this.#monitors[i]!.step(before, state, observation, ticks);
      if (after === before) continue;
      memory[i] = after;
      changed = true;
      if (after === VIOLATED) this.violated.add(this.#monitors[i]!.property.id);
    }
    for (let i = 0; i < this.#memoryless.length; i++) {
      const monitor = this.#memoryless[i]!;
      if (monitor.step(IDLE, state, observation, ticks) === VIOLATED) this.violated.add(monitor.property.id);
    }
    if (failedAgent !== -1 && this.watch.failure !== undefined) this.violated.add(this.watch.failure.id);
    return changed;
  }
}
