/**
 * A table keyed by some of the slots of packed rows: those under its mask. Open addressing in one typed array.
 */
import { mixed } from '../product/row-hash.ts';
import type { RowLayout } from './row-layout.ts';

/** What is not in the table. */
export const ABSENT = 0;

export class MaskedTable {
  size = 0;
  readonly #slots = new Set<number>();
  /** Words of a row that have slots of the key, and which bits of them. */
  #words = new Int32Array(0);
  #masks = new Int32Array(0);
  /** Its value, then the words of a key. */
  #entries = new Int32Array(0);
  /** Cells of an entry; four where a key is short. */
  #width = 4;
  #mask = 0;
  /** The first two of the words: most keys have no more. */
  #short = true;
  #first = 0;
  #firstMask = 0;
  #second = 0;
  #secondMask = 0;

  get bytes(): number {
    return 4 * this.#entries.length;
  }

  /** Whether the key has all these slots. */
  covers(slots: Iterable<number>): boolean {
    for (const slot of slots) if (!this.#slots.has(slot)) return false;
    return true;
  }

  /** Gives the key more slots, and forgets all entries. */
  clear(layout: RowLayout, slots: Iterable<number> = []): void {
    for (const slot of slots) this.#slots.add(slot);
    const masks = new Int32Array(layout.words);
    for (const slot of this.#slots) masks[layout.wordOf(slot)]! |= layout.maskOf(slot);
    const words = [...masks.keys()].filter((word) => masks[word] !== 0);
    this.#words = Int32Array.from(words);
    this.#masks = Int32Array.from(words, (word) => masks[word]!);
    this.#short = words.length <= 2;
    [this.#first = 0, this.#second = 0] = this.#words;
    [this.#firstMask = 0, this.#secondMask = 0] = this.#masks;
    this.#width = Math.max(4, words.length + 1);
    this.#mask = 63;
    this.#entries = new Int32Array(64 * this.#width);
    this.size = 0;
  }

  /** The value for a row, or `ABSENT`. */
  find(row: Int32Array, offset: number): number {
    if (!this.#short) return this.#entries[this.#placeOf(row, offset)]!;
    const entries = this.#entries;
    const mask = this.#mask;
    const first = row[offset + this.#first]! & this.#firstMask;
    const second = row[offset + this.#second]! & this.#secondMask;
    for (let place = mixed(mixed(0, first), second); ; place++) {
      const at = (place & mask) << 2;
      const value = entries[at]!;
      if (value === ABSENT || (entries[at + 1] === first && entries[at + 2] === second)) return value;
    }
  }

  /** Sets the value of a row that has none. */
  set(row: Int32Array, offset: number, value: number): void {
    if (2 * this.size > this.#mask) this.#grow();
    this.#put(row, offset, value);
    this.size++;
  }

  #put(row: Int32Array, offset: number, value: number): void {
    const words = this.#words;
    const place = this.#placeOf(row, offset);
    this.#entries[place] = value;
    for (let i = 0; i < words.length; i++) {
      this.#entries[place + 1 + i] = row[offset + words[i]!]! & this.#masks[i]!;
    }
  }

  #placeOf(row: Int32Array, offset: number): number {
    const words = this.#words;
    const masks = this.#masks;
    const entries = this.#entries;
    const { length } = words;
    let hash = 0;
    // As `find` does: a short key has two words.
    for (let i = 0; i < Math.max(2, length); i++) {
      hash = mixed(hash, i < length ? row[offset + words[i]!]! & masks[i]! : 0);
    }
    for (let place = hash; ; place++) {
      const at = (place & this.#mask) * this.#width;
      if (entries[at] === ABSENT) return at;
      let i = 0;
      while (i < length && entries[at + 1 + i] === (row[offset + words[i]!]! & masks[i]!)) i++;
      if (i === length) return at;
    }
  }

  #grow(): void {
    const old = this.#entries;
    const words = this.#words;
    this.#mask = 4 * (this.#mask + 1) - 1;
    this.#entries = new Int32Array((this.#mask + 1) * this.#width);
    const row = new Int32Array(words.length === 0 ? 1 : words.at(-1)! + 1);
    for (let at = 0; at < old.length; at += this.#width) {
      const value = old[at]!;
      if (value === ABSENT) continue;
      for (let i = 0; i < words.length; i++) row[words[i]!] = old[at + 1 + i]!;
      this.#put(row, 0, value);
    }
  }
}
