/**
 * One run as it goes: its state, the states of the monitors, and what was violated. Random runs, shrinking and
 * replay step through here; the steps themselves are the product's.
 */

import { type Move, type MoveList, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { RunningState } from '../product/running-state.ts';
import type { StateVector } from '../product/state-vector.ts';
import { BEFORE, VIOLATED } from '../property/monitor-automaton.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { RunningLetter } from './running-letter.ts';
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

/** Has to see the next letter. */
const UNSETTLED = 0;
/** The present letter, once more, would leave it as it is. */
const SETTLED = 1;
/** Has shown what it is there to show. */
const OVER = 2;

export class Tracker {
  readonly product: Product;
  readonly watch: Watch;
  readonly #running: RunningState;
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
  /** By monitor: `UNSETTLED`, `SETTLED` or `OVER`. */
  readonly #settled: Uint8Array;
  /** All monitors, and those that time may change. */
  readonly #all: Int32Array;
  readonly #lasting: Int32Array;
  readonly #letter: RunningLetter;
  /** By atom: the monitors that read it. */
  readonly #watchersOf: readonly (readonly number[])[];
  readonly #readsTicks: boolean;
  #observation = NOTHING;
  /** Time alone will let something happen: it was no deadlock, and only time has passed since. */
  #wakes = false;

  constructor(product: Product, watch: Watch) {
    this.product = product;
    this.watch = watch;
    this.#running = product.runningState();
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
    this.#settled = new Uint8Array(this.#watchers.length);
    this.#all = Int32Array.from(this.#watchers.keys());
    this.#lasting = this.#all.filter((index) => !this.#watchers[index]!.forgets);
    const { predicates } = watch.letters;
    this.#letter = new RunningLetter(predicates, this.state.length);
    this.#watchersOf = predicates.map((_, atom) =>
      [...this.#watchers.keys()].filter((index) => this.#watchers[index]!.atoms.includes(atom)),
    );
    this.#readsTicks = this.#watchers.some(({ claim }) => claim.ticksAreLetters);
  }

  get state(): StateVector {
    return this.#running.state;
  }
  /** What the last move did. */
  get observation(): number {
    return this.#observation;
  }

  get initialStates(): number {
    return this.#initials.length;
  }

  /** Starts a run in initial state `initial`; answers what the first letter violates. */
  begin(initial: number): ReadonlySet<string> {
    const { state, observation, failedAgent } = this.#initials[initial]!;
    this.#become(state, observation, 0);
    if (this.violated.size > 0) this.violated.clear();
    if (this.met.size > 0) this.met.clear();
    this.memory.fill(BEFORE);
    this.#read(0, failedAgent);
    return this.violated;
  }

  /** The moves enabled now; valid until the next move. */
  moves(): MoveList {
    return this.#running.moves();
  }

  /** Takes the move at `index` of those that `moves` listed last; answers whether it changed anything. */
  takeListed(index: number, move: Move): boolean {
    this.#running.takeListed(index);
    return this.#arrive(ticksOf(move));
  }

  /** Takes an enabled move; answers whether it changed anything. */
  take(move: Move): boolean {
    this.#running.take(move);
    return this.#arrive(ticksOf(move));
  }

  #arrive(ticks: number): boolean {
    const { observation, failedAgent, changedSlots, changed } = this.#running;
    if (this.violated.size > 0) this.violated.clear();
    this.steps++;
    this.#observation = observation;
    if (ticks === 0) this.#wakes = false;
    this.time += ticks;
    this.#letter.outdate(changedSlots, changed);
    return this.#read(ticks, failedAgent) || changed > 0;
  }

  /** Jumps to another state; what the monitors saw before has nothing to do with it. */
  #become(state: StateVector, observation: number, time: number): void {
    const running = this.#running;
    running.become(state);
    this.#letter.outdate(running.changedSlots, running.changed);
    this.#settled.fill(UNSETTLED);
    this.#observation = observation;
    this.#wakes = false;
    this.time = time;
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
    this.#become(state, observation, time);
    this.memory.set(memory);
    this.violated.clear();
  }

  /** Whether the run is at a deadlock; `moves` are those enabled. */
  isDeadlock(moves: MoveList): boolean {
    return this.watch.isDeadlock(this.state, moves);
  }

  /** The same, where `moves` was called last. */
  isDeadlocked(): boolean {
    const { state, listed } = this.#running;
    if (this.product.canAct(state, listed, this.#changes) || this.#wakes) return false;
    const stuck = this.watch.isDeadlock(state, listed);
    this.#wakes = !stuck && this.watch.timeMakesNoDeadlock;
    return stuck;
  }

  readonly #changes = (index: number): boolean | undefined => this.#running.changes(index);

  /** Lets all monitors see the letter; answers whether one remembers it. */
  #read(ticks: number, failedAgent: number): boolean {
    const { memory } = this;
    const watchers = this.#watchers;
    const settled = this.#settled;
    if (ticks === 0 || this.#readsTicks) this.#readLetter(ticks > 0 ? NOTHING : this.#observation);
    let changed = false;
    const asked = ticks === 0 ? this.#all : this.#lasting;
    for (let a = 0; a < asked.length; a++) {
      const i = asked[a]!;
      if (settled[i] === OVER || (ticks === 0 && settled[i] === SETTLED)) continue;
      const { claim, forgets, shows } = watchers[i]!;
      const { monitor, property } = claim;
      const before = memory[i]!;
      let after: number;
      if (ticks === 0) {
        if (this.#isOver(shows, property.id)) {
          settled[i] = OVER;
          continue;
        }
        after = monitor.step(before, this.#letterOf(i));
        if (after === before) settled[i] = SETTLED;
      } else if (claim.ticksAreLetters) {
        after = monitor.tick(before, this.#letterOf(i), ticks);
      } else after = monitor.elapse(before, ticks);
      if (after === before || before === VIOLATED) continue;
      if (after === VIOLATED) this.#note(shows, property.id);
      if (forgets) continue;
      memory[i] = after;
      settled[i] = UNSETTLED;
      changed = true;
    }
    if (failedAgent !== -1 && this.watch.failure !== undefined) this.violated.add(this.watch.failure.id);
    return changed;
  }

  /** Whether a monitor has shown what it is there to show. */
  #isOver(shows: Watcher['shows'], id: string): boolean {
    return shows !== 'violation' && (shows === 'trigger' ? this.triggered : this.met).has(id);
  }

  #note(shows: Watcher['shows'], id: string): void {
    if (shows === 'violation') this.violated.add(id);
    else if (shows === 'trigger') this.triggered.add(id);
    else this.met.add(id);
  }

  #readLetter(observation: number): void {
    const letter = this.#letter;
    letter.read(this.state, observation);
    for (let i = 0; i < letter.changed; i++) {
      const readers = this.#watchersOf[letter.changedAtoms[i]!]!;
      for (let r = 0; r < readers.length; r++) {
        if (this.#settled[readers[r]!] === SETTLED) this.#settled[readers[r]!] = UNSETTLED;
      }
    }
  }

  /** The letter as monitor `index` sees it: bit n is the truth of its atom n. */
  #letterOf(index: number): number {
    const { atoms } = this.#watchers[index]!;
    const { values } = this.#letter;
    let letter = 0;
    for (let bit = 0; bit < atoms.length; bit++) letter |= values[atoms[bit]!]! << bit;
    return letter;
  }
}
