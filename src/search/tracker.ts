/**
 * One run as it goes: its state, the states of the monitors, and what was violated. Random runs, shrinking and
 * replay step through here; the steps themselves are the product's.
 *
 * Along an edge that was walked before the letter is known, and mostly what it does to the monitors too (see
 * `joint-letters.ts`): nothing is read, and no monitor steps, until something comes that is new.
 */

import { type Move, type MoveList, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import { UNNOTED } from '../product/remembered-states.ts';
import type { RunningState } from '../product/running-state.ts';
import type { StateVector } from '../product/state-vector.ts';
import { BEFORE, VIOLATED } from '../property/monitor-automaton.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { type Effect, type Joint, JointLetters, NOTHING_SHOWN, type Shown } from './joint-letters.ts';
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

/** Notes at states. */
const NO_DEADLOCK = 1;
const DEADLOCK = 2;

export class Tracker {
  readonly product: Product;
  readonly watch: Watch;
  /** Where the run is. */
  readonly here: RunningState;
  /** Ticks since the start. */
  time = 0;
  /** Moves taken so far, in all runs. */
  steps = 0;
  /** Ids of properties that were triggered in some run so far. */
  readonly triggered = new Set<string>();
  #shown: Shown = NOTHING_SHOWN;
  readonly #initials: ReturnType<Product['initialStates']>;
  readonly #watchers: readonly Watcher[];
  /** States of the monitors; those without memory stay before the first letter, unless what they are there for is met. */
  readonly #memory: Int32Array;
  /** By monitor: `UNSETTLED`, `SETTLED` or `OVER`. */
  readonly #settled: Uint8Array;
  /** All monitors, and those that time may change. */
  readonly #all: Int32Array;
  readonly #lasting: Int32Array;
  readonly #letter: RunningLetter;
  /** By atom: the monitors that read it. */
  readonly #watchersOf: readonly (readonly number[])[];
  readonly #readsTicks: boolean;
  readonly #joints = new JointLetters();
  /** The states of the monitors as one thing, where it is known; `#memory` is behind where `#isBehind`. */
  #joint: Joint | undefined;
  #isBehind = false;
  /** By initial state: what its letter does. */
  #beginnings: (Effect | undefined)[] = [];
  /** What tells a letter from others: ticks, whether an agent failed, and the truth of the atoms. */
  readonly #letterKey: Int32Array;
  /** What was observed where the run began, until it has moved. */
  #given = NOTHING;
  #hasMoved = false;
  /** Time alone will let something happen: it was no deadlock, and only time has passed since. */
  #wakes = false;

  /** @param remembered how many states are remembered at most */
  constructor(product: Product, watch: Watch, remembered?: number) {
    this.product = product;
    this.watch = watch;
    this.here = product.runningState(remembered);
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
    this.#memory = new Int32Array(this.#watchers.length);
    this.#settled = new Uint8Array(this.#watchers.length);
    this.#all = Int32Array.from(this.#watchers.keys());
    this.#lasting = this.#all.filter((index) => !this.#watchers[index]!.forgets);
    const { predicates } = watch.letters;
    this.#letter = new RunningLetter(predicates, this.state.length);
    this.#letterKey = new Int32Array(2 + Math.ceil(predicates.length / 32));
    this.#watchersOf = predicates.map((_, atom) =>
      [...this.#watchers.keys()].filter((index) => this.#watchers[index]!.atoms.includes(atom)),
    );
    this.#readsTicks = this.#watchers.some(({ claim }) => claim.ticksAreLetters);
  }

  get state(): StateVector {
    return this.here.state;
  }
  /** What the last move did. */
  get observation(): number {
    return this.#hasMoved ? this.here.observation : this.#given;
  }
  /** Ids of properties violated in the last letter. */
  get violated(): ReadonlySet<string> {
    return this.#shown.violated;
  }
  /** Ids of claims that something is possible which the run met in the last letter, and not before. */
  get met(): readonly string[] {
    return this.#shown.met;
  }
  /** States of the monitors, to be read. */
  get memory(): Int32Array {
    if (this.#isBehind) this.#recall();
    return this.#memory;
  }

  get initialStates(): number {
    return this.#initials.length;
  }

  /** Starts a run in initial state `initial`; answers what the first letter violates. */
  begin(initial: number): ReadonlySet<string> {
    const { state, observation, failedAgent } = this.#initials[initial]!;
    this.here.beginIn(initial, state);
    this.#startAt(observation, 0);
    const known = this.#beginnings[initial];
    if (known !== undefined) {
      this.#become(known);
      return known.shown.violated;
    }
    this.#joint = undefined;
    this.#isBehind = false;
    this.#settled.fill(UNSETTLED);
    this.#memory.fill(BEFORE);
    const remembered = this.#read(0, failedAgent);
    const joint = this.#joints.joint(this.#memory);
    this.#joint = joint;
    if (joint !== undefined) this.#beginnings[initial] = { joint, remembered, shown: this.#shown };
    return this.violated;
  }

  /** The moves enabled now; valid until the next move. */
  moves(): MoveList {
    return this.here.moves();
  }

  /** Takes the move at `index` of those that `moves` listed last; answers whether it changed anything. */
  takeListed(index: number, move: Move): boolean {
    this.here.takeListed(index);
    return this.#arrive(ticksOf(move));
  }

  /** Takes an enabled move; answers whether it changed anything. */
  take(move: Move): boolean {
    this.here.take(move);
    return this.#arrive(ticksOf(move));
  }

  #arrive(ticks: number): boolean {
    const { here } = this;
    this.steps++;
    this.#hasMoved = true;
    if (ticks === 0) this.#wakes = false;
    else this.time += ticks;
    const note = here.edgeNote;
    const joint = this.#joint;
    if (note !== UNNOTED && joint !== undefined) {
      const effect = this.#joints.effect(joint, note - 1);
      if (effect !== undefined) {
        this.#become(effect);
        return effect.remembered || here.moved;
      }
    }
    return this.#see(ticks) || here.moved;
  }

  /** Lets the monitors see the letter, and keeps what it does to them where the run went along an edge. */
  #see(ticks: number): boolean {
    const { here } = this;
    if (this.#isBehind) this.#recall();
    const before = this.#joint;
    const triggered = this.triggered.size;
    const remembered = this.#read(ticks, here.failedAgent);
    this.#joint = undefined;
    if (!here.onEdge) return remembered;
    if (here.edgeNote === UNNOTED) here.edgeNote = 1 + this.#letterNumber(ticks, here.failedAgent);
    const joint = this.#joints.joint(this.#memory);
    this.#joint = joint;
    if (joint !== undefined && before !== undefined && this.triggered.size === triggered) {
      this.#joints.keep(before, here.edgeNote - 1, { joint, remembered, shown: this.#shown });
    }
    return remembered;
  }

  #become({ joint, shown }: Effect): void {
    this.#joint = joint;
    this.#isBehind = true;
    this.#shown = shown;
  }

  /** Writes down what the monitors remember. */
  #recall(): void {
    this.#isBehind = false;
    this.#memory.set(this.#joint!.memory);
    this.#settled.fill(UNSETTLED);
  }

  #letterNumber(ticks: number, failedAgent: number): number {
    const key = this.#letterKey.fill(0);
    key[0] = ticks;
    key[1] = Number(failedAgent !== -1);
    if (ticks === 0 || this.#readsTicks) {
      const { values } = this.#letter;
      for (let atom = 0; atom < values.length; atom++) key[2 + (atom >> 5)]! |= values[atom]! << (atom & 31);
    }
    return this.#joints.letter(key);
  }

  /** What the monitors saw before has nothing to do with where the run is now. */
  #startAt(observation: number, time: number): void {
    this.#given = observation;
    this.#hasMoved = false;
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
    this.here.become(state);
    this.#startAt(observation, time);
    this.#joint = undefined;
    this.#isBehind = false;
    this.#memory.set(memory);
    this.#settled.fill(UNSETTLED);
    this.#shown = NOTHING_SHOWN;
  }

  /** Whether the run is at a deadlock; `moves` are those enabled. */
  isDeadlock(moves: MoveList): boolean {
    return this.watch.isDeadlock(this.state, moves);
  }

  /** The same, where `moves` was called last. */
  isDeadlocked(): boolean {
    const { here } = this;
    const { note } = here;
    if (note !== UNNOTED) return note === DEADLOCK;
    const stuck = this.#looksDeadlocked();
    here.note = stuck ? DEADLOCK : NO_DEADLOCK;
    return stuck;
  }

  #looksDeadlocked(): boolean {
    const { state, listed } = this.here;
    if (this.product.canAct(state, listed, this.#changes) || this.#wakes) return false;
    const stuck = this.watch.isDeadlock(state, listed);
    this.#wakes = !stuck && this.watch.timeMakesNoDeadlock;
    return stuck;
  }

  readonly #changes = (index: number): boolean | undefined => this.here.changes(index);

  /** Lets all monitors see the letter; answers whether one remembers it. */
  #read(ticks: number, failedAgent: number): boolean {
    const memory = this.#memory;
    const watchers = this.#watchers;
    const settled = this.#settled;
    this.#shown = NOTHING_SHOWN;
    if (ticks === 0 || this.#readsTicks) this.#readLetter(ticks > 0 ? NOTHING : this.observation);
    let changed = false;
    const asked = ticks === 0 ? this.#all : this.#lasting;
    for (let a = 0; a < asked.length; a++) {
      const i = asked[a]!;
      if (settled[i] === OVER || (ticks === 0 && settled[i] === SETTLED)) continue;
      const { claim, forgets, shows } = watchers[i]!;
      const { monitor, property } = claim;
      if (shows === 'trigger' && this.triggered.has(property.id)) {
        settled[i] = OVER;
        continue;
      }
      const before = memory[i]!;
      let after: number;
      if (ticks === 0) {
        after = monitor.step(before, this.#letterOf(i));
        if (after === before) settled[i] = SETTLED;
      } else if (claim.ticksAreLetters) {
        after = monitor.tick(before, this.#letterOf(i), ticks);
      } else after = monitor.elapse(before, ticks);
      if (after === before || before === VIOLATED) continue;
      if (after === VIOLATED) this.#note(shows, property.id);
      if (!forgets || shows === 'possibility') memory[i] = after;
      if (forgets) continue;
      settled[i] = UNSETTLED;
      changed = true;
    }
    if (failedAgent !== -1 && this.watch.failure !== undefined)
      this.#note('violation', this.watch.failure.id);
    return changed;
  }

  #note(shows: Watcher['shows'], id: string): void {
    const { violated, met } = this.#shown;
    if (shows === 'violation') this.#shown = { violated: new Set([...violated, id]), met };
    else if (shows === 'trigger') this.#trigger(id);
    else this.#shown = { violated, met: [...met, id] };
  }

  /** What was triggered once need not be watched any more: letters do less from now on. */
  #trigger(id: string): void {
    this.triggered.add(id);
    this.#joints.forgetEffects();
    this.#beginnings = [];
  }

  #readLetter(observation: number): void {
    const letter = this.#letter;
    const { here } = this;
    const { state } = here;
    letter.outdate(here.changedSlots, here.changed);
    here.forgetChanges();
    letter.read(state, observation);
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
