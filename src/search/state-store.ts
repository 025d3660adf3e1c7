/**
 * The set of visited states: exact, open-addressed, in flat typed arrays; ids in the order of insertion.
 *
 * Rows are packed, so that most states are told apart by a word or two. When a value does not fit, all rows are
 * packed anew with more bits for its slot; that is rare after the first levels.
 */
import type { Changes } from '../product/changes.ts';
import { LARGEST, PLACE, RowLayout, SHIFT } from './row-layout.ts';

/** Stands for an empty place of the table. */
const EMPTY = 0;

export class StateStore {
  /** Number of states. */
  size = 0;
  /** Whether the last `add` inserted a new state. */
  fresh = false;
  #layout: RowLayout;
  #capacity = 1024;
  #rows: Int32Array;
  /** id + 1, and above it as much of the hash as there is room for: one look at memory tells most states apart. */
  #table = new Int32Array(4096);
  #mask = 4095;
  /** The packed row of the state that is looked for. */
  #sought: Int32Array;
  /** That of the state that was loaded last, and its id. */
  #loaded: Int32Array;
  #loadedId = -1;

  constructor(width: number) {
    this.#layout = RowLayout.ofWidth(width);
    const { words } = this.#layout;
    this.#rows = new Int32Array(words * this.#capacity);
    this.#sought = new Int32Array(words);
    this.#loaded = new Int32Array(words);
  }

  /** Bytes in use. */
  get bytes(): number {
    return 4 * (this.#rows.length + this.#table.length);
  }

  /** The id of the state in the first `width` slots of `vector`, inserted where it is new. */
  add(vector: Int32Array, width: number): number {
    if (!this.#layout.holds(vector, width)) this.#widen(vector, width);
    this.#layout.pack(vector, width, this.#sought);
    return this.#insert();
  }

  /** The same for a state that differs from the one loaded last by `changes` alone. */
  addChanged(vector: Int32Array, width: number, changes: Changes): number {
    const sought = this.#sought;
    const loaded = this.#loaded;
    for (let i = 0; i < sought.length; i++) sought[i] = loaded[i]!;
    const { places } = this.#layout;
    const { slots, before, length } = changes;
    for (let i = 0; i < length; i++) {
      const slot = slots[i]!;
      const value = vector[slot]!;
      const place = slot * PLACE;
      // Also where there is no such slot yet.
      if (place >= places.length || value > places[place + LARGEST]!) return this.add(vector, width);
      sought[places[place]!]! ^= (value ^ before[i]!) << places[place + SHIFT]!;
    }
    return this.#insert();
  }

  /** The id of a state, or −1. */
  find(vector: Int32Array, width: number): number {
    if (!this.#layout.holds(vector, width)) return -1;
    this.#layout.pack(vector, width, this.#sought);
    return (this.#table[this.#placeOf(hashOf(this.#sought))]! & this.#mask) - 1;
  }

  /** Copies state `id` into `target`, and clears what lies beyond up to `width`. */
  load(id: number, target: Int32Array, width: number): void {
    this.#loadedId = id;
    this.#reload();
    this.#layout.unpack(this.#loaded, 0, target, width);
  }

  #insert(): number {
    const hash = hashOf(this.#sought);
    const place = this.#placeOf(hash);
    const known = this.#table[place]!;
    this.fresh = known === EMPTY;
    if (known !== EMPTY) return (known & this.#mask) - 1;
    const id = this.size++;
    if (id === this.#capacity) this.#growRows();
    this.#write(id);
    this.#table[place] = (hash & ~this.#mask) | (id + 1);
    if (3 * this.size > 2 * this.#mask) this.#growTable();
    return id;
  }

  /** Makes what is looked for the row of state `id`. */
  #write(id: number): void {
    const rows = this.#rows;
    const sought = this.#sought;
    const offset = id * sought.length;
    for (let i = 0; i < sought.length; i++) rows[offset + i] = sought[i]!;
  }

  /** Where a state with this hash is in the table, or would be. */
  #placeOf(hash: number): number {
    const table = this.#table;
    const rows = this.#rows;
    const sought = this.#sought;
    const mask = this.#mask;
    const words = sought.length;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const entry = table[place]!;
      if (entry === EMPTY) return place;
      if (((entry ^ hash) & ~mask) !== 0) continue;
      const offset = ((entry & mask) - 1) * words;
      let i = 0;
      while (i < words && rows[offset + i] === sought[i]) i++;
      if (i === words) return place;
    }
  }

  #reload(): void {
    const rows = this.#rows;
    const loaded = this.#loaded;
    const offset = this.#loadedId * loaded.length;
    for (let i = 0; i < loaded.length; i++) loaded[i] = rows[offset + i]!;
  }

  #growRows(): void {
    this.#capacity *= 2;
    const rows = new Int32Array(this.#capacity * this.#layout.words);
    rows.set(this.#rows);
    this.#rows = rows;
  }

  #growTable(): void {
    this.#mask = 2 * this.#mask + 1;
    this.#table = new Int32Array(this.#mask + 1);
    const sought = this.#sought;
    for (let id = 0; id < this.size; id++) {
      const offset = id * sought.length;
      for (let i = 0; i < sought.length; i++) sought[i] = this.#rows[offset + i]!;
      this.#enter(hashOf(sought), id);
    }
  }

  /** Puts a state that is new to the table into it. */
  #enter(hash: number, id: number): void {
    const table = this.#table;
    const mask = this.#mask;
    let place = hash & mask;
    while (table[place] !== EMPTY) place = (place + 1) & mask;
    table[place] = (hash & ~mask) | (id + 1);
  }

  /** Packs all rows anew, so that `vector` fits. */
  #widen(vector: Int32Array, width: number): void {
    const old = this.#layout;
    const rows = this.#rows;
    const slots = Math.max(width, old.slots);
    const state = new Int32Array(slots);
    state.set(vector.subarray(0, width));
    const layout = RowLayout.fitting(this.#union(slots), state);
    this.#layout = layout;
    this.#sought = new Int32Array(layout.words);
    this.#loaded = new Int32Array(layout.words);
    this.#rows = new Int32Array(this.#capacity * layout.words);
    this.#table.fill(EMPTY);
    for (let id = 0; id < this.size; id++) {
      old.unpack(rows, id * old.words, state, slots);
      layout.pack(state, slots, this.#sought);
      this.#write(id);
      this.#enter(hashOf(this.#sought), id);
    }
    if (this.#loadedId !== -1) this.#reload();
  }

  /** The bits that some state has set, slot by slot. */
  #union(slots: number): Int32Array {
    const rows = this.#rows;
    const { words } = this.#layout;
    const union = new Int32Array(words);
    for (let id = 0; id < this.size; id++) {
      for (let i = 0; i < words; i++) union[i]! |= rows[id * words + i]!;
    }
    const state = new Int32Array(slots);
    this.#layout.unpack(union, 0, state, slots);
    return state;
  }
}

/** Murmur’s third hash (Appleby, 2011) over the words of a row. */
function hashOf(words: Int32Array): number {
  let hash = words.length;
  for (let i = 0; i < words.length; i++) {
    let word = Math.imul(words[i]!, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) - 0x19ab949c) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
