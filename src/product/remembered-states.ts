/**
 * States that single runs come through again and again, each with its moves and where they lead: a part of the state
 * graph, as far as it has been walked.
 *
 * A state has an edge for each of its moves. Who walks along them may leave a note at an edge, or at a state: what it
 * found out there is the same the next time.
 */
import { lengthened } from './lengthened.ts';
import { MoveList } from './move.ts';
import { hashOf } from './row-hash.ts';
import type { StateVector } from './state-vector.ts';

/** Stands for a step, a state, or an edge, that is not known yet. */
export const UNWALKED = -1;
/** No note. */
export const UNNOTED = 0;

/** What is remembered at most, unless somebody says otherwise. */
export const MOST_STATES = 1 << 15;
/** So many steps are judged at once: where hardly any of them led to a remembered state, looking for it does not pay. */
const STEPS = 1 << 14;

export class RememberedStates {
  /** The number of slots in use. */
  readonly width: number;
  readonly #most: number;
  /** By state: its moves. */
  readonly lists: MoveList[] = [];
  /** By state: its first edge; the others follow it. */
  edges = new Int32Array(64);
  /** By state: what was noted of it. */
  notes = new Int32Array(64);
  /** By edge: the place of its move’s tree, its step, the state that it leads to, and what was noted of it. */
  places = new Int32Array(256);
  steps = new Int32Array(256);
  targets = new Int32Array(256);
  edgeNotes = new Int32Array(256);
  /** The states that runs begin in, by what they are called. */
  readonly beginnings: (number | undefined)[] = [];
  /** Steps since they were judged last. */
  walked = 0;
  #missed = 0;
  #edgeCount = 0;
  #vectors: Int32Array;
  /** By hash: 1 + the number of a state. */
  #table = new Int32Array(1 << 12);

  /**
   * @param width the number of slots in use
   * @param most what is remembered at most
   */
  constructor(width: number, most: number) {
    this.width = width;
    this.#most = most;
    this.#vectors = new Int32Array(64 * width);
  }

  /** Whether three in four steps lead to states that there is no room for. */
  get isFutile(): boolean {
    if (this.walked < STEPS) return false;
    const futile = 4 * this.#missed > 3 * this.walked;
    this.walked = 0;
    this.#missed = 0;
    return futile;
  }

  /** What is in a slot of the state with this number. */
  slotOf(number: number, slot: number): number {
    return this.#vectors[number * this.width + slot]!;
  }

  /** The number of a state, or `UNWALKED`. */
  find(state: StateVector): number {
    return this.#table[this.#cellOf(state)]! - 1;
  }

  /** Remembers a state that is not, with its moves; answers its number, `UNWALKED` where there is no room. */
  add(state: StateVector, moves: MoveList, places: Int32Array): number {
    const number = this.lists.length;
    if (number === this.#most) {
      this.#missed++;
      return UNWALKED;
    }
    this.#makeRoom(number + 1, this.#edgeCount + moves.length);
    this.#vectors.set(state.subarray(0, this.width), number * this.width);
    const copy = new MoveList(Math.max(1, moves.length));
    copy.copy(moves);
    this.lists.push(copy);
    const edge = this.#edgeCount;
    this.edges[number] = edge;
    this.places.set(places.subarray(0, moves.length), edge);
    this.#edgeCount += moves.length;
    if (4 * number > this.#table.length) this.#widen();
    this.#table[this.#cellOf(state)] = number + 1;
    return number;
  }

  #makeRoom(states: number, edges: number): void {
    if (states > this.edges.length) {
      this.edges = lengthened(this.edges, 2 * states);
      this.notes = lengthened(this.notes, 2 * states);
    }
    if (states * this.width > this.#vectors.length) {
      this.#vectors = lengthened(this.#vectors, 2 * this.#vectors.length);
    }
    if (edges > this.steps.length) {
      this.places = lengthened(this.places, 2 * edges);
      this.steps = lengthened(this.steps, 2 * edges);
      this.targets = lengthened(this.targets, 2 * edges);
      this.edgeNotes = lengthened(this.edgeNotes, 2 * edges);
    }
    this.steps.fill(UNWALKED, this.#edgeCount, edges);
    this.targets.fill(UNWALKED, this.#edgeCount, edges);
  }

  #widen(): void {
    this.#table = new Int32Array(4 * this.#table.length);
    for (let number = 0; number < this.lists.length - 1; number++) {
      const at = number * this.width;
      this.#table[this.#cellOf(this.#vectors.subarray(at, at + this.width))] = number + 1;
    }
  }

  /** The cell of the table where the state is, or would be. */
  #cellOf(state: StateVector): number {
    const mask = this.#table.length - 1;
    let cell = hashOf(state, 0, this.width) & mask;
    for (; this.#table[cell] !== 0; cell = (cell + 1) & mask) {
      if (this.#isAt(this.#table[cell]! - 1, state)) break;
    }
    return cell;
  }

  #isAt(number: number, state: StateVector): boolean {
    const at = number * this.width;
    for (let slot = 0; slot < this.width; slot++) {
      if (this.#vectors[at + slot] !== state[slot]) return false;
    }
    return true;
  }
}
