/**
 * A state that a run goes through, with the moves enabled in it: what searches of single runs step through.
 *
 * A move changes a few slots of many. Only the sources of moves that read one of them list again, and what they list,
 * and the steps themselves, are recorded (see `recorded-moves.ts`).
 */

import type { Changes } from './changes.ts';
import { lengthened } from './lengthened.ts';
import { type Move, MoveList, OUTCOME } from './move.ts';
import { LIST_HEAD, LISTED, type RecordedMoves } from './recorded-moves.ts';
import { WRITE } from './recorded-steps.ts';
import { MOST_STATES, type RememberedState, RememberedStates, UNWALKED } from './remembered-states.ts';
import type { StateVector } from './state-vector.ts';
import type { SuccessorFunction } from './successor.ts';

/** Stands for the place of a move that is in no tree: the tick, and all moves where one source is not recorded. */
const NOWHERE = 0;

export class RunningState {
  /** Changed through here alone. */
  readonly state: StateVector;
  /** The slots that the last step or jump changed: the first `changed` of them. */
  readonly changedSlots: Int32Array;
  changed = 0;
  /** What `Product` says of the last step. */
  observation = 0;
  failedAgent = -1;
  readonly #recorded: RecordedMoves;
  readonly #successor: SuccessorFunction;
  /** The moves listed last. */
  listed: MoveList;
  readonly #own = new MoveList();
  /** Undefined where most states are met but once. */
  #remembered: RememberedStates | undefined;
  /** The present state as it is remembered, and its number. */
  #here: RememberedState | undefined;
  #number = UNWALKED;
  /** Where the run came from, by which of its moves. */
  #origin: RememberedState | undefined;
  #via = 0;
  /** Of each move listed: the place of its tree, or `NOWHERE`. */
  #places = new Int32Array(64);
  #structure = -1;
  /** By source: what it lists. */
  #lists = new Int32Array(0);
  /** The number of sources of internal moves, which come first. */
  #closed = 0;
  /** By slot: the sources that read it in some state met so far. */
  #readers: number[][] = [];
  /** The sources that have to list again: the first `#stales` of them, each once. */
  #stale = new Int32Array(0);
  #stales = 0;
  #isStale = new Uint8Array(0);

  readonly #most: number;

  /**
   * @param state a buffer of its own
   * @param most how many states are remembered at most
   */
  constructor(state: StateVector, recorded: RecordedMoves, successor: SuccessorFunction, most = MOST_STATES) {
    this.#most = most;
    this.state = state;
    this.changedSlots = new Int32Array(state.length);
    this.#recorded = recorded;
    this.#successor = successor;
    this.listed = this.#own;
  }

  /** Becomes another state: the beginning of a run, or a place of an earlier one. */
  become(other: StateVector): void {
    const { state, changedSlots } = this;
    const { width } = this.#recorded;
    let changed = 0;
    for (let slot = 0; slot < width; slot++) {
      const value = other[slot]!;
      if (state[slot] === value) continue;
      state[slot] = value;
      changedSlots[changed++] = slot;
    }
    this.changed = changed;
    this.#lose();
    this.#outdate();
  }

  /** The moves enabled, in the order of `EnabledMoves`; valid until the next call. */
  moves(): MoveList {
    if (this.#recorded.structure !== this.#structure) this.#begin();
    const remembered = this.#remembered;
    if (remembered === undefined) return this.#list();
    if (this.#number === UNWALKED) {
      this.#number = remembered.find(this.state);
      if (this.#number === UNWALKED) this.#number = this.#remember(remembered);
      if (this.#number === UNWALKED) return this.listed;
      if (this.#origin !== undefined) this.#origin.targets[this.#via] = this.#number;
    }
    this.#here = remembered.at(this.#number);
    this.listed = this.#here.moves;
    return this.listed;
  }

  /** Lists, and remembers what is listed where that pays and there is room. */
  #remember(remembered: RememberedStates): number {
    this.#list();
    if (remembered.isFutile) this.#remembered = undefined;
    const number = this.#remembered?.add(this.state, this.listed, this.#places) ?? UNWALKED;
    if (number === UNWALKED) this.#lose();
    return number;
  }

  #list(): MoveList {
    const moves = this.#own;
    this.listed = moves;
    if (this.#stales > 0 && !this.#listStale()) {
      this.#recorded.listUnrecorded(this.state, moves);
      this.#makeRoom(moves.length);
      this.#places.fill(NOWHERE, 0, moves.length);
      return moves;
    }
    const lists = this.#lists;
    const { cells } = this.#recorded;
    let target = moves.moves;
    let places = this.#places;
    let due = 0;
    let length = 0;
    for (let source = 0; source < lists.length; source++) {
      if (source === this.#closed) moves.internal = length;
      const list = lists[source]!;
      const count = cells[list]!;
      if (count === 0) continue;
      due |= cells[list + 1]!;
      // One more: there is always room for the tick.
      if (length + count >= places.length) {
        this.#makeRoom(length + count + 1);
        target = moves.moves;
        places = this.#places;
      }
      for (let at = list + LIST_HEAD, end = at + LISTED * count; at < end; at += LISTED) {
        target[length] = cells[at]!;
        places[length++] = at + 1;
      }
    }
    if (this.#closed === lists.length) moves.internal = length;
    moves.length = length;
    places[length] = NOWHERE;
    if (this.#recorded.timed) this.#recorded.listTick(this.state, moves, due === 1);
    return moves;
  }

  /** Whether the move that `moves` listed at `index` changes anything; undefined where that is not recorded. */
  changes(index: number): boolean | undefined {
    const step = this.#stepAt(index);
    return step < 0 ? undefined : this.#recorded.recorded.changes(step);
  }

  /** Takes the move that `moves` listed at `index`. */
  takeListed(index: number): void {
    const here = this.#here;
    const walked = here === undefined ? UNWALKED : here.steps[index]!;
    const step = walked === UNWALKED ? this.#stepAt(index) : walked;
    if (step >= 0) this.#retake(step);
    else this.take(this.listed.moves[index]!);
    if (here === undefined) return;
    if (walked === UNWALKED) here.steps[index] = step >= 0 ? step : this.#keep(this.listed.moves[index]!);
    this.#number = here.targets[index]!;
    this.#origin = here;
    this.#via = index;
  }

  /** Takes an enabled move. */
  take(move: Move): void {
    const successor = this.#successor;
    successor.step(this.state, move);
    this.observation = successor.observation;
    this.failedAgent = successor.failedAgent;
    this.#note(successor.changes);
    this.#lose();
    this.#outdate();
  }

  #retake(step: number): void {
    const { recorded } = this.#recorded;
    const { writes } = recorded;
    const { state, changedSlots } = this;
    let changed = 0;
    for (let at = recorded.beginOf(step), end = recorded.beginOf(step + 1); at < end; at += WRITE) {
      const slot = writes[at]!;
      state[slot] = writes[at + 2]!;
      changedSlots[changed++] = slot;
    }
    this.changed = changed;
    this.observation = recorded.observations[step]!;
    this.failedAgent = recorded.failedAgents[step]!;
    this.#outdate();
  }

  /** Records the step that was just taken, for the state that it was taken in alone. */
  #keep(move: Move): number {
    return this.#recorded.recorded.add(move, this.state, this.#successor);
  }

  /** Nothing is known of how the run came here. */
  #lose(): void {
    this.#number = UNWALKED;
    this.#origin = undefined;
    this.#here = undefined;
  }

  /** The recorded step of a listed move, or less than 0. */
  #stepAt(index: number): number {
    const place = (this.#here?.places ?? this.#places)[index]!;
    return place === NOWHERE ? -1 : this.#recorded.stepAt(place, this.listed.moves[index]!, this.state);
  }

  #note({ slots, before, length }: Changes): void {
    this.changed = 0;
    for (let i = 0; i < length; i++) {
      if (this.state[slots[i]!] !== before[i]) this.changedSlots[this.changed++] = slots[i]!;
    }
  }

  /** The sources that read what changed have to list again. */
  #outdate(): void {
    const { changedSlots, changed } = this;
    for (let i = 0; i < changed; i++) {
      const readers = this.#readers[changedSlots[i]!];
      if (readers === undefined) continue;
      for (let r = 0; r < readers.length; r++) {
        const source = readers[r]!;
        if (this.#isStale[source] === 1) continue;
        this.#isStale[source] = 1;
        this.#stale[this.#stales++] = source;
      }
    }
  }

  /** Prepares for other sources: all have to list. */
  #begin(): void {
    const sources = this.#recorded.attend();
    this.#structure = this.#recorded.structure;
    this.#closed = sources.filter(({ kind }) => kind <= OUTCOME).length;
    this.#lists = new Int32Array(sources.length);
    this.#stale = Int32Array.from(sources.keys());
    this.#stales = sources.length;
    this.#isStale = new Uint8Array(sources.length).fill(1);
    this.#readers = Array.from(this.state, () => []);
    this.#remembered = new RememberedStates(this.#recorded.width, this.#most);
    this.#lose();
  }

  /** False where it cannot be told from what is recorded, and nothing more is. */
  #listStale(): boolean {
    const recorded = this.#recorded;
    while (this.#stales > 0) {
      const source = this.#stale[this.#stales - 1]!;
      const known = recorded.listOf(source, this.state);
      const list = known === 0 ? this.#learn(source) : known;
      if (list === 0) return false;
      this.#lists[source] = list;
      this.#isStale[source] = 0;
      this.#stales--;
    }
    return true;
  }

  #learn(source: number): number {
    const list = this.#recorded.learnList(source, this.state);
    const slots = new Set<number>();
    this.#recorded.addSlotsOfList(source, this.state, slots);
    for (const slot of slots) {
      if (!this.#readers[slot]!.includes(source)) this.#readers[slot]!.push(source);
    }
    return list;
  }

  #makeRoom(length: number): void {
    this.#own.makeRoom(length);
    if (length <= this.#places.length) return;
    this.#places = lengthened(this.#places, 2 * length);
  }
}
