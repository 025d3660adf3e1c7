/**
 * The set of visited states: exact, open-addressed, in flat typed arrays; ids in the order of insertion.
 *
 * Rows are packed, so that most states are told apart by a word or two. When a value does not fit, all rows are
 * packed anew with more bits for its slot; that is rare after the first levels.
 */
import { hashOf } from '../product/row-hash.ts';
import { RowLayout } from './row-layout.ts';
import { RowSegments } from './row-segments.ts';

/** Stands for an empty place of the table. */
const EMPTY = 0;
const FIRST_TABLE = 256;
/** Tables up to this size grow fourfold: entering everything anew costs more than the room. */
const SMALL_TABLE = 1 << 18;

export class StateStore {
  /** Whether the last `add` inserted a new state. */
  fresh = false;
  /** Kept from being optimised away. */
  touched = 0;
  #layout: RowLayout;
  #rows: RowSegments;
  /** id + 1, and above it as much of the hash as there is room for: one look at memory tells most states apart. */
  #table = new Int32Array(FIRST_TABLE);
  #mask = FIRST_TABLE - 1;
  /** What `touch` met in the table. */
  #met = new Int32Array(0);
  /** The packed row of the state that is looked for. */
  #sought: Int32Array;

  constructor(width: number) {
    this.#layout = RowLayout.ofWidth(width);
    this.#rows = new RowSegments(this.#layout.words);
    this.#sought = new Int32Array(this.#layout.words);
  }

  /** Number of states. */
  get size(): number {
    return this.#rows.length;
  }

  /** Where slots are in rows; another one after rows were packed anew. */
  get layout(): RowLayout {
    return this.#layout;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.#rows.bytes + 4 * this.#table.length;
  }

  /** The id of the state in the first `width` slots of `vector`, inserted where it is new. */
  add(vector: Int32Array, width: number): number {
    this.makeRoom(vector, width);
    this.#layout.pack(vector, width, this.#sought);
    return this.addRow(this.#sought, 0, hashOf(this.#sought, 0, this.#sought.length));
  }

  /** Sees to it that the values of `vector` fit into rows. */
  makeRoom(vector: Int32Array, width: number): void {
    if (!this.#layout.holds(vector, width)) this.#widen(vector, width);
  }

  /** The id of a state, or −1. */
  find(vector: Int32Array, width: number): number {
    if (!this.#layout.holds(vector, width)) return -1;
    const sought = this.#sought;
    this.#layout.pack(vector, width, sought);
    return this.#lookUp(sought, 0, hashOf(sought, 0, sought.length));
  }

  /** Copies state `id` into `target`, and clears what lies beyond up to `width`. */
  load(id: number, target: Int32Array, width: number): void {
    this.#layout.unpack(this.#rows.segmentOf(id), this.#rows.offsetOf(id), target, width);
  }

  /** Copies the packed row of state `id` into `row`. */
  loadRow(id: number, row: Int32Array): void {
    const segment = this.#rows.segmentOf(id);
    const offset = this.#rows.offsetOf(id);
    for (let i = 0; i < row.length; i++) row[i] = segment[offset + i]!;
  }

  /** The id of the state in the packed row at `offset` of `rows`, inserted where it is new. */
  addRow(rows: Int32Array, offset: number, hash: number): number {
    const id = this.#lookUp(rows, offset, hash);
    this.fresh = id === -1;
    return this.fresh ? this.#insert(rows, offset, hash) : id;
  }

  /**
   * Writes the ids of the rows from number `first` on, before `end`, into `ids`; those that are new are inserted.
   * An id is that of a new state where it is the size before, or one more than that of the new one before.
   */
  addRows(rows: Int32Array, hashes: Int32Array, first: number, end: number, ids: Int32Array): void {
    const { words } = this.#rows;
    for (let i = first; i < end; i++) {
      const id = this.#lookUp(rows, i * words, hashes[i]!);
      ids[i] = id === -1 ? this.#insert(rows, i * words, hashes[i]!) : id;
    }
  }

  #insert(rows: Int32Array, offset: number, hash: number): number {
    if (3 * this.size > 2 * this.#mask) this.#growTable();
    const table = this.#table;
    const mask = this.#mask;
    let place = hash & mask;
    while (table[place] !== EMPTY) place = (place + 1) & mask;
    const id = this.#rows.push(rows, offset);
    table[place] = (hash & ~mask) | (id + 1);
    return id;
  }

  /**
   * Looks at the places where rows with these hashes would be and at the rows that may be theirs, all at once, so
   * that both are near when they are added.
   */
  touch(hashes: Int32Array, count: number): void {
    const table = this.#table;
    const mask = this.#mask;
    const met = this.#met.length < count ? new Int32Array(2 * count) : this.#met;
    this.#met = met;
    for (let i = 0; i < count; i++) met[i] = table[hashes[i]! & mask]!;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const entry = met[i]!;
      if (entry !== EMPTY && ((entry ^ hashes[i]!) & ~mask) === 0)
        sum += this.#rows.firstWord((entry & mask) - 1);
    }
    this.touched = sum | 0;
  }

  /** The id of a row, or −1. */
  #lookUp(sought: Int32Array, at: number, hash: number): number {
    const table = this.#table;
    const mask = this.#mask;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const entry = table[place]!;
      if (entry === EMPTY) return -1;
      if (((entry ^ hash) & ~mask) !== 0) continue;
      const id = (entry & mask) - 1;
      if (this.#rows.has(id, sought, at)) return id;
    }
  }

  #growTable(): void {
    const size = this.#mask + 1;
    this.#tabulate(size < SMALL_TABLE ? 4 * size : 2 * size);
  }

  /** Makes a table of that size, and enters all rows. */
  #tabulate(size: number): void {
    this.#mask = size - 1;
    this.#table = new Int32Array(size);
    const table = this.#table;
    const mask = this.#mask;
    const { words, length } = this.#rows;
    for (let id = 0; id < length; id++) {
      const hash = hashOf(this.#rows.segmentOf(id), this.#rows.offsetOf(id), words);
      let place = hash & mask;
      while (table[place] !== EMPTY) place = (place + 1) & mask;
      table[place] = (hash & ~mask) | (id + 1);
    }
  }

  /** Packs all rows anew, so that `vector` fits. */
  #widen(vector: Int32Array, width: number): void {
    const old = this.#layout;
    const slots = Math.max(width, old.slots);
    const state = new Int32Array(slots);
    state.set(vector.subarray(0, width));
    const union = new Int32Array(slots);
    old.unpack(this.#rows.union(), 0, union, slots);
    const layout = RowLayout.fitting(union, state);
    this.#layout = layout;
    this.#sought = new Int32Array(layout.words);
    this.#rows.replace(layout.words, (from, fromOffset, to, toOffset) => {
      old.unpack(from, fromOffset, state, slots);
      layout.pack(state, slots, this.#sought);
      for (let i = 0; i < layout.words; i++) to[toOffset + i] = this.#sought[i]!;
    });
    this.#tabulate(this.#mask + 1);
  }
}
