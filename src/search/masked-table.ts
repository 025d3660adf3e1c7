/**
 * A table keyed by some of the slots of packed rows: those under its mask. Open addressing in one typed array.
 */
import { mixed } from './row-hash.ts';
import type { RowLayout } from './row-layout.ts';

/** What is not in the table. */
export const ABSENT = 0;

export class MaskedTable {
  size = 0;
  readonly #slots = new Set<number>();
  /** Words of a row that have slots of the key, and which bits of them. */
  #words = new Int32Array(0);
  #masks = new Int32Array(0);
  /** The words of a key, then its value. */
  #entries = new Int32Array(0);
  #mask = 0;

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
    this.#mask = 63;
    this.#entries = new Int32Array(64 * (words.length + 1));
    this.size = 0;
  }

  /** The value for a row, or `ABSENT`. */
  find(row: Int32Array, offset: number): number {
    return this.#entries[this.#placeOf(row, offset) + this.#words.length]!;
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
    for (let i = 0; i < words.length; i++) {
      this.#entries[place + i] = row[offset + words[i]!]! & this.#masks[i]!;
    }
    this.#entries[place + words.length] = value;
  }

  #placeOf(row: Int32Array, offset: number): number {
    const words = this.#words;
    const masks = this.#masks;
    const entries = this.#entries;
    const { length } = words;
    let hash = 0;
    for (let i = 0; i < length; i++) hash = mixed(hash, row[offset + words[i]!]! & masks[i]!);
    for (let place = hash & this.#mask; ; place = (place + 1) & this.#mask) {
      const at = place * (length + 1);
      if (entries[at + length] === ABSENT) return at;
      let i = 0;
      while (i < length && entries[at + i] === (row[offset + words[i]!]! & masks[i]!)) i++;
      if (i === length) return at;
    }
  }

  #grow(): void {
    const old = this.#entries;
    const words = this.#words;
    this.#mask = 4 * (this.#mask + 1) - 1;
    this.#entries = new Int32Array((this.#mask + 1) * (words.length + 1));
    const row = new Int32Array(words.length === 0 ? 0 : words.at(-1)! + 1);
    for (let at = 0; at < old.length; at += words.length + 1) {
      const value = old[at + words.length]!;
      if (value === ABSENT) continue;
      for (let i = 0; i < words.length; i++) row[words[i]!] = old[at + i]!;
      this.#put(row, 0, value);
    }
  }
}
