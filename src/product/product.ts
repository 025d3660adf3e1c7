/**
 * The product of all agents, links, budgets and the clock: what searches walk.
 */
import type { AnySystem } from '../system/system.ts';
import { hangOf } from './activity.ts';
import { AskedNames } from './asked-names.ts';
import type { Changes } from './changes.ts';
import { EnabledMoves } from './enabled-moves.ts';
import { DELIVER, kindOf, type Move, MoveList, subjectOf, tickMove } from './move.ts';
import type { Observations } from './observation.ts';
import { RecordedMoves } from './recorded-moves.ts';
import { RunningState } from './running-state.ts';
import { type StateVector, sameState } from './state-vector.ts';
import { type InitialState, LOCALS, type StepOutcome, SuccessorFunction } from './successor.ts';
import type { Symmetry } from './symmetry/symmetry.ts';
import { SystemModel } from './system-model.ts';

export interface ComposeOptions {
  /** Whether agents keep which transitions each of their steps takes, for coverage; default false. */
  readonly recorded?: boolean;
  /** Whether predicates may ask only for states and tags that the machines have; default false: variants may lack some. */
  readonly strict?: boolean;
}

export class Product {
  readonly model: SystemModel;
  /** What the last step changed. */
  readonly changes: Changes;
  /** What predicates ask for; absent where they may ask for what is not there. */
  readonly asked: AskedNames | undefined;
  readonly #successor: SuccessorFunction;
  readonly #enabled: EnabledMoves;
  readonly #scratch: StateVector;
  /** For looking ahead: two states, and the moves enabled. */
  readonly #ahead: { readonly here: StateVector; readonly later: StateVector; readonly enabled: MoveList };

  constructor(system: AnySystem, { recorded = false, strict = false }: ComposeOptions = {}) {
    this.model = new SystemModel(system, recorded);
    this.asked = strict ? new AskedNames(this.model) : undefined;
    this.#successor = new SuccessorFunction(this.model);
    this.changes = this.#successor.changes;
    this.#enabled = new EnabledMoves(this.model, this.#successor);
    this.#scratch = this.allocate();
    this.#ahead = { here: this.allocate(), later: this.allocate(), enabled: new MoveList() };
  }

  /** A buffer for one state. */
  allocate(): StateVector {
    return new Int32Array(this.model.capacity);
  }

  /** Number of slots in use; grows when links, timers and counters are first used. */
  get width(): number {
    return this.model.width;
  }

  get xstateCalls(): number {
    return this.model.agents.reduce((sum, agent) => sum + agent.xstateCalls, 0);
  }

  get observations(): Observations {
    return this.#successor.observations;
  }
  /** Whether observations are kept; without readers they cost nothing, and stutters may be dropped. */
  get observed(): boolean {
    return this.#successor.observed;
  }
  set observed(observed: boolean) {
    this.#successor.observed = observed;
  }
  /** What the last move did; `NOTHING` where `observed` is off. */
  get observation(): number {
    return this.#successor.observation;
  }
  /** The last move made an agent fail: its index, or −1. */
  get failedAgent(): number {
    return this.#successor.failedAgent;
  }
  /** Pairs (local state, event) in which an event was delivered and selected nothing, by agent. */
  get unhandled(): readonly ReadonlySet<number>[] {
    return this.#successor.unhandled;
  }

  /** Adds to `unhandled` what happens in the states for which those visited stand. */
  completeUnhandled(symmetry: Symmetry): void {
    symmetry.addTwins(this.#successor.unhandled, LOCALS);
  }

  /** Steps of agents that were taken, or tried, since they were last counted; by agent. */
  get takenSteps(): readonly ReadonlySet<number>[] {
    return this.#successor.taken.map(
      (steps) => new Set([...steps.keys()].filter((step) => steps[step] === 1)),
    );
  }

  /** How many steps of agents were taken since the last time; begins to count anew. */
  countTakenSteps(): number {
    const { taken } = this.#successor;
    const count = taken.reduce((sum, steps) => sum + steps.filter((step) => step === 1).length, 0);
    for (const steps of taken) steps.length = 0;
    return count;
  }

  /**
   * Notes the steps of agents that `act` takes in `taken`, by agent: 1 at the step's id. They do not count for
   * `countTakenSteps`.
   */
  notingSteps(taken: number[][], act: () => void): void {
    const counted = this.#successor.taken;
    this.#successor.taken = taken;
    act();
    this.#successor.taken = counted;
  }

  /** The initial states, one per combination of declared inputs. */
  initialStates(): readonly InitialState[] {
    return this.#successor.initialStates();
  }

  /** Moves and steps for a search that meets many states: recorded as they are met, and replayed. */
  recordedMoves(): RecordedMoves {
    return new RecordedMoves(this.model, this.#successor, this.#enabled);
  }

  /**
   * A state for single runs, all 0 at first: its moves and steps are recorded as they are met, and replayed.
   *
   * @param remembered how many states are remembered at most
   */
  runningState(remembered?: number): RunningState {
    return new RunningState(this.allocate(), this.recordedMoves(), this.#successor, remembered);
  }

  /** Puts the moves enabled in `state` into `moves`, in a fixed order. */
  enabledMoves(state: StateVector, moves: MoveList): void {
    this.#enabled.list(state, moves);
  }

  /** Writes into `next` the state after `move`, which is enabled in `state`. Leaves `state` untouched. */
  successor(state: StateVector, move: Move, next: StateVector): StepOutcome {
    return this.#successor.take(state, move, next);
  }

  /** The same in place: `state` becomes the state after `move`, and `changes` tells what changed. */
  step(state: StateVector, move: Move): StepOutcome {
    return this.#successor.step(state, move);
  }

  /**
   * Whether nothing internal can happen in `state`, now or after any number of ticks.
   *
   * @param moves the moves enabled in `state`
   */
  isQuiescent(state: StateVector, moves: MoveList): boolean {
    const { here, later, enabled } = this.#ahead;
    here.set(state);
    enabled.copy(moves);
    for (;;) {
      if (this.canAct(here, enabled)) return false;
      if (!enabled.ticks) return true;
      this.successor(here, tickMove(1), later);
      if (sameState(here, later, this.width)) return true;
      here.set(later);
      this.enabledMoves(here, enabled);
    }
  }

  /**
   * Whether some internal move is enabled; a delivery on a set that changes nothing is none, watched or not.
   *
   * @param changes whether the move at an index changes anything, where the caller knows
   */
  canAct(state: StateVector, moves: MoveList, changes?: (index: number) => boolean | undefined): boolean {
    for (let i = 0; i < moves.internal; i++) {
      const move = moves.moves[i]!;
      if (kindOf(move) !== DELIVER || !this.model.links[subjectOf(move)]!.isSet) return true;
      if (changes?.(i) ?? this.#changes(state, move)) return true;
    }
    return false;
  }

  #changes(state: StateVector, move: Move): boolean {
    this.successor(state, move, this.#scratch);
    return !sameState(state, this.#scratch, this.width);
  }

  /** Whether an agent is at its end: done, or crashed with no restart declared. */
  isFinal(state: StateVector, agent: number): boolean {
    const { status } = this.model.agents[agent]!.locals[state[agent]!]!;
    if (status === 'done') return true;
    if (status !== 'crashed') return false;
    return !this.model.faults.some((fault) => fault.kind === 'restart' && fault.agents.includes(agent));
  }

  hangOf(state: StateVector, agent: number): number {
    return hangOf(this.model, state, agent);
  }
}
