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
import type { RunClaim } from '../property/run-claim.ts';
import { type Effect, type Joint, JointLetters, NOTHING_SHOWN, type Shown } from './joint-letters.ts';
import { RunningMonitors } from './running-monitors.ts';
import type { Watch } from './watch.ts';

/** A letter of a run: its state and those of the monitors. */
export interface Place {
  readonly state: StateVector;
  readonly memory: Int32Array;
  readonly observation: number;
  readonly time: number;
}

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
  readonly #initials: ReturnType<Product['initialStates']>;
  readonly #monitors: RunningMonitors;
  readonly #joints = new JointLetters();
  /** What the monitors remember, as one thing, where that is known; they themselves may be behind. */
  #joint: Joint | undefined;
  #isBehind = false;
  /** By initial state: what its letter does. */
  #beginnings: (Effect | undefined)[] = [];
  #shown: Shown = NOTHING_SHOWN;
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
    this.#monitors = new RunningMonitors(watch, this.state.length);
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
  /** Ids of properties that were triggered in some run so far. */
  get triggered(): ReadonlySet<string> {
    return this.#monitors.triggered;
  }
  /** States of the monitors, to be read. */
  get memory(): Int32Array {
    if (this.#isBehind) this.#catchUp();
    return this.#monitors.memory;
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
    if (known !== undefined) this.#become(known);
    else {
      this.#isBehind = false;
      this.#monitors.begin();
      const remembered = this.#read(0, observation, failedAgent);
      const joint = this.#joints.joint(this.memory);
      this.#joint = joint;
      if (joint !== undefined) this.#beginnings[initial] = { joint, remembered, shown: this.#shown };
    }
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
    if (note !== UNNOTED && this.#joint !== undefined) {
      const effect = this.#joints.effect(this.#joint, note - 1);
      if (effect !== undefined) {
        this.#become(effect);
        return effect.remembered || here.moved;
      }
    }
    return this.#see(ticks) || here.moved;
  }

  #become({ joint, shown }: Effect): void {
    this.#joint = joint;
    this.#isBehind = true;
    this.#shown = shown;
  }

  /** Lets the monitors see the letter, and keeps what it does to them where the run went along an edge. */
  #see(ticks: number): boolean {
    const { here } = this;
    const { failedAgent, onEdge } = here;
    if (this.#isBehind) this.#catchUp();
    const before = this.#joint;
    const triggered = this.triggered.size;
    const remembered = this.#read(ticks, here.observation, failedAgent);
    if (onEdge && here.edgeNote === UNNOTED) {
      here.edgeNote = 1 + this.#joints.letter(this.#monitors.letterKey(ticks, failedAgent));
    }
    const joint = onEdge ? this.#joints.joint(this.memory) : undefined;
    this.#joint = joint;
    if (joint !== undefined && before !== undefined && this.triggered.size === triggered) {
      this.#joints.keep(before, here.edgeNote - 1, { joint, remembered, shown: this.#shown });
    }
    return remembered;
  }

  #read(ticks: number, observation: number, failedAgent: number): boolean {
    const triggered = this.triggered.size;
    const remembered = this.#monitors.read(this.here, ticks, observation, failedAgent);
    this.#shown = this.#monitors.shown;
    if (this.triggered.size > triggered) {
      // What was triggered once need not be watched any more: letters do less from now on.
      this.#joints.forgetEffects();
      this.#beginnings = [];
    }
    return remembered;
  }

  /** Lets the monitors know what they remember. */
  #catchUp(): void {
    this.#isBehind = false;
    this.#monitors.resume(this.#joint!.memory);
  }

  /** What happened before has nothing to do with where the run is now. */
  #startAt(observation: number, time: number): void {
    this.#given = observation;
    this.#hasMoved = false;
    this.#wakes = false;
    this.time = time;
  }

  /** Whether something still has to happen for a claim. */
  owes(claim: RunClaim): boolean {
    return claim.monitor.owes(this.monitorState(claim));
  }

  /** The state of a claim's monitor; always that before the first letter where it needs no memory. */
  monitorState(claim: RunClaim): number {
    return this.memory[this.#monitors.indexOf(claim)]!;
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
    this.#monitors.resume(memory);
    this.#shown = NOTHING_SHOWN;
  }

  /** Whether the run is at a deadlock; `moves` are those enabled. */
  isDeadlock(moves: MoveList): boolean {
    return this.watch.isDeadlock(this.state, moves);
  }

  /** The same, where `moves` was called last. */
  isDeadlocked(): boolean {
    const { note } = this.here;
    if (note !== UNNOTED) return note === DEADLOCK;
    const stuck = this.#looksDeadlocked();
    this.here.note = stuck ? DEADLOCK : NO_DEADLOCK;
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
}
