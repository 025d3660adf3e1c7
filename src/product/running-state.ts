/**
 * A state that a run goes through, with the moves enabled in it: what searches of single runs step through.
 *
 * Steps are recorded (see `recorded-moves.ts`), and so are moves (see `running-list.ts`). Where a run goes along edges
 * that were walked before, from one remembered state to another, nothing is written at all until somebody asks for the
 * state.
 */

import type { Changes } from './changes.ts';
import type { Move, MoveList } from './move.ts';
import type { RecordedMoves } from './recorded-moves.ts';
import { WRITE } from './recorded-steps.ts';
import { MOST_STATES, RememberedStates, UNNOTED, UNWALKED } from './remembered-states.ts';
import { NOWHERE, RunningList } from './running-list.ts';
import type { StateVector } from './state-vector.ts';
import type { SuccessorFunction } from './successor.ts';

export class RunningState {
  /** The slots that may have changed since `forgetChanges`: the first `changed` of them. */
  readonly changedSlots: Int32Array;
  changed = 0;
  readonly #isChanged: Uint8Array;
  /** Whether the last step changed anything. */
  moved = false;
  /** The moves listed last. */
  listed: MoveList;
  /** Changed through here alone. */
  readonly #state: StateVector;
  readonly #recorded: RecordedMoves;
  readonly #successor: SuccessorFunction;
  readonly #list: RunningList;
  #observation = 0;
  #failedAgent = -1;
  readonly #most: number;
  /** Where the numbers of states and edges are from; and whether more are to come: not where most are met but once. */
  #remembered: RememberedStates;
  #remembers = true;
  /** The number of the present state, where it is remembered. */
  #number = UNWALKED;
  /** It is that state, whatever is written. */
  #behind = false;
  /** The edge that the last step went along. */
  #edge = UNWALKED;
  /** How the run came here, where that is to be remembered: the edge, or what the beginning is called. */
  #via = UNWALKED;
  #beginning = UNWALKED;

  /**
   * @param state a buffer of its own
   * @param most how many states are remembered at most
   */
  constructor(state: StateVector, recorded: RecordedMoves, successor: SuccessorFunction, most = MOST_STATES) {
    this.#most = most;
    this.#state = state;
    this.changedSlots = new Int32Array(state.length);
    this.#isChanged = new Uint8Array(state.length);
    this.#recorded = recorded;
    this.#successor = successor;
    this.#remembered = new RememberedStates(0, 0);
    this.#list = new RunningList(recorded);
    this.listed = this.#list.moves;
  }

  /** The present state, in one buffer for all. */
  get state(): StateVector {
    if (this.#behind) this.#catchUp();
    return this.#state;
  }

  /** What is in one of its slots. */
  slot(slot: number): number {
    return this.#behind ? this.#remembered.slotOf(this.#number, slot) : this.#state[slot]!;
  }

  /** What `Product` says of the last step. */
  get observation(): number {
    return this.#edge === UNWALKED
      ? this.#observation
      : this.#recorded.recorded.observations[this.#remembered.steps[this.#edge]!]!;
  }
  get failedAgent(): number {
    return this.#edge === UNWALKED
      ? this.#failedAgent
      : this.#recorded.recorded.failedAgents[this.#remembered.steps[this.#edge]!]!;
  }

  /** Whether the last step went along an edge, at which notes are kept. */
  get onEdge(): boolean {
    return this.#edge !== UNWALKED;
  }
  /** What was noted of that edge. */
  get edgeNote(): number {
    return this.#edge === UNWALKED ? UNNOTED : this.#remembered.edgeNotes[this.#edge]!;
  }
  set edgeNote(note: number) {
    if (this.#edge !== UNWALKED) this.#remembered.edgeNotes[this.#edge] = note;
  }

  /** What was noted of the state whose moves were listed last. */
  get note(): number {
    return this.#number === UNWALKED ? UNNOTED : this.#remembered.notes[this.#number]!;
  }
  set note(note: number) {
    if (this.#number !== UNWALKED) this.#remembered.notes[this.#number] = note;
  }

  /** From now on only slots that change after this count as changed. */
  forgetChanges(): void {
    const { changedSlots, changed } = this;
    for (let i = 0; i < changed; i++) this.#isChanged[changedSlots[i]!] = 0;
    this.changed = 0;
  }

  /** Becomes another state: a place of an earlier run. */
  become(other: StateVector): void {
    this.#behind = false;
    this.#lose();
    const { width } = this.#recorded;
    for (let slot = 0; slot < width; slot++) this.#write(slot, other[slot]!);
  }

  /** Becomes a state that many runs begin in; the same for the same number. */
  beginIn(beginning: number, state: StateVector): void {
    const known = this.#remembered.beginnings[beginning];
    if (known === undefined) {
      this.become(state);
      this.#beginning = beginning;
      return;
    }
    this.#lose();
    this.#number = known;
    this.#behind = true;
  }

  /** The moves enabled, in the order of `EnabledMoves`; valid until the next call. */
  moves(): MoveList {
    if (this.#list.isOutdated) this.#begin();
    const remembered = this.#remembered;
    remembered.walked++;
    if (this.#number === UNWALKED) {
      if (!this.#remembers) return this.#listAnew();
      this.#number = remembered.find(this.#state);
      if (this.#number === UNWALKED) this.#number = this.#remember();
      if (this.#number === UNWALKED) return this.listed;
      if (this.#via !== UNWALKED) remembered.targets[this.#via] = this.#number;
      if (this.#beginning !== UNWALKED) remembered.beginnings[this.#beginning] = this.#number;
    }
    this.listed = remembered.lists[this.#number]!;
    return this.listed;
  }

  /** Lists, and remembers what is listed where that pays and there is room. */
  #remember(): number {
    this.#listAnew();
    if (this.#remembered.isFutile) this.#remembers = false;
    const number = this.#remembers
      ? this.#remembered.add(this.#state, this.listed, this.#list.places)
      : UNWALKED;
    if (number === UNWALKED) this.#lose();
    return number;
  }

  #listAnew(): MoveList {
    this.listed = this.#list.list(this.#state);
    return this.listed;
  }

  /** Whether the move that `moves` listed at `index` changes anything; undefined where that is not recorded. */
  changes(index: number): boolean | undefined {
    const step = this.#stepAt(index);
    return step < 0 ? undefined : this.#recorded.recorded.changes(step);
  }

  /** Takes the move that `moves` listed at `index`. */
  takeListed(index: number): void {
    const from = this.#number;
    if (from === UNWALKED) {
      const step = this.#stepAt(index);
      if (step >= 0) this.#retake(step);
      else this.take(this.listed.moves[index]!);
      return;
    }
    const { edges, steps, targets } = this.#remembered;
    const edge = edges[from]! + index;
    const target = targets[edge]!;
    if (target !== UNWALKED) {
      this.#edge = edge;
      this.#number = target;
      this.#behind = true;
      this.moved = target !== from;
      return;
    }
    if (this.#behind) this.#catchUp();
    const step = steps[edge] === UNWALKED ? this.#stepAt(index) : steps[edge]!;
    if (step >= 0) this.#retake(step);
    else this.take(this.listed.moves[index]!);
    steps[edge] = step >= 0 ? step : this.#keep(this.listed.moves[index]!);
    this.#number = UNWALKED;
    this.#beginning = UNWALKED;
    this.#edge = edge;
    this.#via = edge;
  }

  /** Takes an enabled move. */
  take(move: Move): void {
    const { state } = this;
    const successor = this.#successor;
    successor.step(state, move);
    this.#lose();
    this.#observation = successor.observation;
    this.#failedAgent = successor.failedAgent;
    this.#note(successor.changes);
  }

  #retake(step: number): void {
    const { recorded } = this.#recorded;
    const { writes } = recorded;
    const begin = recorded.beginOf(step);
    const end = recorded.beginOf(step + 1);
    for (let at = begin; at < end; at += WRITE) this.#write(writes[at]!, writes[at + 2]!);
    this.moved = end > begin;
    this.#edge = UNWALKED;
    this.#observation = recorded.observations[step]!;
    this.#failedAgent = recorded.failedAgents[step]!;
  }

  /** Writes down what the state is. */
  #catchUp(): void {
    this.#behind = false;
    const remembered = this.#remembered;
    const { width } = remembered;
    for (let slot = 0; slot < width; slot++) this.#write(slot, remembered.slotOf(this.#number, slot));
  }

  /** Records the step that was just taken, for the state that it was taken in alone. */
  #keep(move: Move): number {
    return this.#recorded.recorded.add(move, this.#state, this.#successor);
  }

  /** Nothing is known of how the run came here. */
  #lose(): void {
    this.#observation = this.observation;
    this.#failedAgent = this.failedAgent;
    this.#edge = UNWALKED;
    this.#number = UNWALKED;
    this.#via = UNWALKED;
    this.#beginning = UNWALKED;
  }

  /** The recorded step of a listed move, or less than 0. */
  #stepAt(index: number): number {
    const remembered = this.#remembered;
    const place =
      this.#number === UNWALKED
        ? this.#list.places[index]!
        : remembered.places[remembered.edges[this.#number]! + index]!;
    return place === NOWHERE ? -1 : this.#recorded.stepAt(place, this.listed.moves[index]!, this.state);
  }

  #note({ slots, before, length }: Changes): void {
    this.moved = false;
    for (let i = 0; i < length; i++) {
      const slot = slots[i]!;
      if (this.#state[slot] === before[i]) continue;
      this.moved = true;
      this.#outdate(slot);
    }
  }

  #write(slot: number, value: number): void {
    if (this.#state[slot] === value) return;
    this.#state[slot] = value;
    this.#outdate(slot);
  }

  /** A slot has changed. */
  #outdate(slot: number): void {
    if (this.#isChanged[slot] === 0) {
      this.#isChanged[slot] = 1;
      this.changedSlots[this.changed++] = slot;
    }
    this.#list.outdate(slot);
  }

  /** Prepares for other sources. */
  #begin(): void {
    if (this.#behind) this.#catchUp();
    this.#lose();
    this.#list.begin(this.#state.length);
    this.#remembered = new RememberedStates(this.#recorded.width, this.#most);
    this.#remembers = true;
  }
}
