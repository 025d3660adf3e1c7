/**
 * The moves enabled in a state of which a few slots change at a time: only the sources of moves that read one of them
 * list again.
 */
import { lengthened } from './lengthened.ts';
import { MoveList, OUTCOME } from './move.ts';
import { LIST_HEAD, LISTED, type RecordedMoves } from './recorded-moves.ts';
import type { StateVector } from './state-vector.ts';

/** Stands for the place of a move that is in no tree: the tick, and all moves where one source is not recorded. */
export const NOWHERE = 0;

export class RunningList {
  readonly moves = new MoveList();
  /** Of each move listed: the place of its tree, or `NOWHERE`. */
  places = new Int32Array(64);
  readonly #recorded: RecordedMoves;
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

  constructor(recorded: RecordedMoves) {
    this.#recorded = recorded;
  }

  /** Whether there are other sources now than when it began. */
  get isOutdated(): boolean {
    return this.#recorded.structure !== this.#structure;
  }

  /** Prepares for the present sources: all have to list. */
  begin(slots: number): void {
    const sources = this.#recorded.attend();
    this.#structure = this.#recorded.structure;
    this.#closed = sources.filter(({ kind }) => kind <= OUTCOME).length;
    this.#lists = new Int32Array(sources.length);
    this.#stale = Int32Array.from(sources.keys());
    this.#stales = sources.length;
    this.#isStale = new Uint8Array(sources.length).fill(1);
    this.#readers = Array.from({ length: slots }, () => []);
  }

  /** A slot has changed: the sources that read it have to list again. */
  outdate(slot: number): void {
    const readers = this.#readers[slot];
    if (readers === undefined) return;
    for (let r = 0; r < readers.length; r++) {
      const source = readers[r]!;
      if (this.#isStale[source] === 1) continue;
      this.#isStale[source] = 1;
      this.#stale[this.#stales++] = source;
    }
  }

  /** Lists them, in the order of `EnabledMoves`. */
  list(state: StateVector): MoveList {
    const { moves } = this;
    if (this.#stales > 0 && !this.#listStale(state)) {
      this.#recorded.listUnrecorded(state, moves);
      this.#makeRoom(moves.length);
      this.places.fill(NOWHERE, 0, moves.length);
      return moves;
    }
    const lists = this.#lists;
    const { cells } = this.#recorded;
    let target = moves.moves;
    let places = this.places;
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
        places = this.places;
      }
      for (let at = list + LIST_HEAD, end = at + LISTED * count; at < end; at += LISTED) {
        target[length] = cells[at]!;
        places[length++] = at + 1;
      }
    }
    if (this.#closed === lists.length) moves.internal = length;
    moves.length = length;
    places[length] = NOWHERE;
    if (this.#recorded.timed) this.#recorded.listTick(state, moves, due === 1);
    return moves;
  }

  /** False where it cannot be told from what is recorded, and nothing more is. */
  #listStale(state: StateVector): boolean {
    const recorded = this.#recorded;
    while (this.#stales > 0) {
      const source = this.#stale[this.#stales - 1]!;
      const known = recorded.listOf(source, state);
      const list = known === 0 ? this.#learn(source, state) : known;
      if (list === 0) return false;
      this.#lists[source] = list;
      this.#isStale[source] = 0;
      this.#stales--;
    }
    return true;
  }

  #learn(source: number, state: StateVector): number {
    const list = this.#recorded.learnList(source, state);
    const slots = new Set<number>();
    this.#recorded.addSlotsOfList(source, state, slots);
    for (const slot of slots) {
      if (!this.#readers[slot]!.includes(source)) this.#readers[slot]!.push(source);
    }
    return list;
  }

  #makeRoom(length: number): void {
    this.moves.makeRoom(length);
    if (length <= this.places.length) return;
    this.places = lengthened(this.places, 2 * length);
  }
}
