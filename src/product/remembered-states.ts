/**
 * States that single runs come through again and again, each with its moves and where they lead: a part of the state
 * graph, as far as it has been walked.
 */
import { lengthened } from './lengthened.ts';
import { MoveList } from './move.ts';
import { hashOf } from './row-hash.ts';
import type { StateVector } from './state-vector.ts';

/** Stands for a step, or for a state, that is not known yet. */
export const UNWALKED = -1;

/** Of a move: the place of its tree, its step, and the state that it leads to. */
export interface RememberedState {
  readonly moves: MoveList;
  readonly places: Int32Array;
  readonly steps: Int32Array;
  readonly targets: Int32Array;
}

/** What is remembered at most, unless somebody says otherwise. */
export const MOST_STATES = 1 << 15;
/** So many steps are judged at once: where hardly any of them led to a remembered state, remembering does not pay. */
const STEPS = 1 << 14;

export class RememberedStates {
  readonly #width: number;
  readonly #most: number;
  readonly #states: RememberedState[] = [];
  #vectors: Int32Array;
  /** By hash: 1 + the number of a state. */
  #table = new Int32Array(1 << 12);
  #steps = 0;
  #missed = 0;

  /**
   * @param width the number of slots in use
   * @param most what is remembered at most
   */
  constructor(width: number, most: number) {
    this.#width = width;
    this.#most = most;
    this.#vectors = new Int32Array(64 * width);
  }

  /** Whether three in four steps still lead to states that are not remembered. */
  get isFutile(): boolean {
    if (this.#steps < STEPS) return false;
    const futile = 4 * this.#missed > 3 * this.#steps;
    this.#steps = 0;
    this.#missed = 0;
    return futile;
  }

  /** The state with this number. */
  at(number: number): RememberedState {
    this.#steps++;
    return this.#states[number]!;
  }

  /** The number of a state, or `UNWALKED`. */
  find(state: StateVector): number {
    this.#steps++;
    const known = this.#table[this.#cellOf(state)]! - 1;
    if (known < 0) this.#missed++;
    return known;
  }

  /** Remembers a state that is not, with its moves; answers its number, `UNWALKED` where there is no room. */
  add(state: StateVector, moves: MoveList, places: Int32Array): number {
    const number = this.#states.length;
    if (number === this.#most) return UNWALKED;
    const width = this.#width;
    if ((number + 1) * width > this.#vectors.length) {
      this.#vectors = lengthened(this.#vectors, 2 * this.#vectors.length);
    }
    for (let slot = 0; slot < width; slot++) this.#vectors[number * width + slot] = state[slot]!;
    const copy = new MoveList(Math.max(1, moves.length));
    copy.copy(moves);
    this.#states.push({
      moves: copy,
      places: places.slice(0, moves.length),
      steps: new Int32Array(moves.length).fill(UNWALKED),
      targets: new Int32Array(moves.length).fill(UNWALKED),
    });
    if (4 * number > this.#table.length) this.#widen();
    this.#table[this.#cellOf(state)] = number + 1;
    return number;
  }

  #widen(): void {
    this.#table = new Int32Array(4 * this.#table.length);
    for (let number = 0; number < this.#states.length - 1; number++) {
      const at = number * this.#width;
      this.#table[this.#cellOf(this.#vectors.subarray(at, at + this.#width))] = number + 1;
    }
  }

  /** The cell of the table where the state is, or would be. */
  #cellOf(state: StateVector): number {
    const mask = this.#table.length - 1;
    let cell = hashOf(state, 0, this.#width) & mask;
    for (; this.#table[cell] !== 0; cell = (cell + 1) & mask) {
      if (this.#isAt(this.#table[cell]! - 1, state)) break;
    }
    return cell;
  }

  #isAt(number: number, state: StateVector): boolean {
    const at = number * this.#width;
    for (let slot = 0; slot < this.#width; slot++) {
      if (this.#vectors[at + slot] !== state[slot]) return false;
    }
    return true;
  }
}
