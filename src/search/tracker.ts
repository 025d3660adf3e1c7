/**
 * One run as it goes: its state, the states of the monitors, and what was violated. Random runs, shrinking and
 * replay step through here; the steps themselves are the product's.
 */

import { type Move, type MoveList, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { BEFORE, VIOLATED } from '../property/monitor-automaton.ts';
import type { RunClaim } from '../property/run-claim.ts';
import type { Watch } from './watch.ts';

/** A letter of a run: its state and those of the monitors. */
export interface Place {
  readonly state: StateVector;
  readonly memory: Int32Array;
  readonly observation: number;
  readonly time: number;
}

/** A claim with the atoms that it reads. */
interface Watcher {
  readonly claim: RunClaim;
  readonly atoms: readonly number[];
  /** Without memory its monitor is asked about each letter by itself. */
  readonly forgets: boolean;
  /** What its violation shows: that of the property, that the property was triggered, or that something is possible. */
  readonly shows: 'violation' | 'trigger' | 'possibility';
}

export class Tracker {
  readonly product: Product;
  readonly watch: Watch;
  readonly state: StateVector;
  /** What the last move did. */
  observation = NOTHING;
  /** Ticks since the start. */
  time = 0;
  /** Moves taken so far, in all runs. */
  steps = 0;
  /** Ids of properties violated in the last letter. */
  readonly violated = new Set<string>();
  /** Ids of properties that were triggered in some run so far. */
  readonly triggered = new Set<string>();
  /** Ids of claims that something is possible which this run has met. */
  readonly met = new Set<string>();
  readonly #initials: ReturnType<Product['initialStates']>;
  readonly #watchers: readonly Watcher[];
  /** States of the monitors, to be read; those without memory stay before the first letter. */
  readonly memory: Int32Array;
  readonly #values: Uint8Array;

  constructor(product: Product, watch: Watch) {
    this.product = product;
    this.watch = watch;
    this.state = product.allocate();
    this.#initials = product.initialStates();
    const watcher = (claim: RunClaim, shows: Watcher['shows']): Watcher => ({
      claim,
      atoms: claim.atoms.map((atom) => watch.letters.indexOf(atom)),
      forgets: claim.isInvariant,
      shows,
    });
    this.#watchers = [
      ...[...watch.invariants, ...watch.safety, ...watch.liveness].map((claim) =>
        watcher(claim, 'violation'),
      ),
      ...watch.vacuities.map((claim) => watcher(claim, 'trigger')),
      ...watch.sightings.map((claim) => watcher(claim, 'possibility')),
    ];
    this.memory = new Int32Array(this.#watchers.length);
    this.#values = new Uint8Array(watch.letters.width);
  }

  get initialStates(): number {
    return this.#initials.length;
  }

  /** Starts a run in initial state `initial`; answers what the first letter violates. */
  begin(initial: number): ReadonlySet<string> {
    const { state, observation, failedAgent } = this.#initials[initial]!;
    this.state.set(state);
    this.observation = observation;
    this.time = 0;
    if (this.violated.size > 0) this.violated.clear();
    this.met.clear();
    this.memory.fill(BEFORE);
    this.#letter(0, failedAgent);
    return this.violated;
  }

  /** Takes an enabled move; answers whether it changed anything. */
  take(move: Move): boolean {
    const { product } = this;
    if (this.violated.size > 0) this.violated.clear();
    product.step(this.state, move);
    this.steps++;
    this.observation = product.observation;
    const ticks = ticksOf(move);
    this.time += ticks;
    const remembered = this.#letter(ticks, product.failedAgent);
    return remembered || product.changes.differ(this.state);
  }

  /** Whether something still has to happen for a claim. */
  owes(claim: RunClaim): boolean {
    const index = this.#watchers.findIndex((watcher) => watcher.claim === claim);
    return claim.monitor.owes(this.memory[index]!);
  }

  /** The state of a claim's monitor; always that before the first letter where it needs no memory. */
  monitorState(claim: RunClaim): number {
    return this.memory[this.#watchers.findIndex((watcher) => watcher.claim === claim)]!;
  }

  /** Where the run stands, to come back to. */
  place(): Place {
    const { state, observation, time } = this;
    return { state: state.slice(), memory: this.memory.slice(), observation, time };
  }

  /** Goes back to a place of an earlier run or letter. */
  goTo({ state, memory, observation, time }: Place): void {
    this.state.set(state);
    this.memory.set(memory);
    this.observation = observation;
    this.time = time;
    this.violated.clear();
  }

  isDeadlock(moves: MoveList): boolean {
    return this.watch.isDeadlock(this.state, moves);
  }

  /** Lets all monitors see the letter; answers whether one remembers it. */
  #letter(ticks: number, failedAgent: number): boolean {
    const { memory } = this;
    const watchers = this.#watchers;
    let read = false;
    let changed = false;
    for (let i = 0; i < watchers.length; i++) {
      const { claim, atoms, forgets, shows } = watchers[i]!;
      const { id } = claim.property;
      if (shows !== 'violation' && (shows === 'trigger' ? this.triggered : this.met).has(id)) continue;
      const before = memory[i]!;
      let after = before;
      if (ticks > 0 && !claim.ticksAreLetters) {
        if (forgets) continue;
        after = claim.monitor.elapse(before, ticks);
      } else {
        if (!read) {
          this.watch.letters.read(this.state, ticks > 0 ? NOTHING : this.observation, this.#values);
          read = true;
        }
        let letter = 0;
        for (let bit = 0; bit < atoms.length; bit++) letter |= this.#values[atoms[bit]!]! << bit;
        after = ticks > 0 ? claim.monitor.tick(before, letter, ticks) : claim.monitor.step(before, letter);
      }
      if (after === before || before === VIOLATED) continue;
      if (after === VIOLATED) {
        if (shows === 'violation') this.violated.add(id);
        else if (shows === 'trigger') this.triggered.add(id);
        else this.met.add(id);
      }
      if (forgets) continue;
      memory[i] = after;
      changed = true;
    }
    if (failedAgent !== -1 && this.watch.failure !== undefined) this.violated.add(this.watch.failure.id);
    return changed;
  }
}
