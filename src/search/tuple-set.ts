/**
 * Tuples of small integers, all of one length, numbered in the order in which they come.
 *
 * Open addressing with linear probing; a slot holds 1 + the number of a tuple, and 0 stands for an empty one.
 */
import { hashOf } from '../product/row-hash.ts';

export class TupleSet {
  /** Whether the last `add` inserted a new tuple. */
  fresh = false;
  readonly #tuples: Int32Array[] = [];
  #hashes = new Int32Array(64);
  #slots = new Int32Array(128);

  get size(): number {
    return this.#tuples.length;
  }

  /** About how many bytes it takes: a tuple, its object, and what finds it. */
  get bytes(): number {
    const held = this.size * (100 + 4 * (this.#tuples[0]?.length ?? 0));
    return held + this.#hashes.byteLength + this.#slots.byteLength;
  }

  /** The number of a tuple, inserted where it is new. */
  add(tuple: Int32Array): number {
    const hash = hashOf(tuple, 0, tuple.length);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let known = slots[slot]!; known !== 0; known = slots[slot]!) {
      if (this.#hashes[known - 1] === hash && isEqual(this.#tuples[known - 1]!, tuple)) {
        this.fresh = false;
        return known - 1;
      }
      slot = (slot + 1) & mask;
    }
    this.fresh = true;
    return this.#insert(tuple, hash, slot);
  }

  /** A tuple, no copy. */
  at(number: number): Int32Array {
    return this.#tuples[number]!;
  }

  #insert(tuple: Int32Array, hash: number, slot: number): number {
    const number = this.#tuples.push(tuple.slice()) - 1;
    this.#slots[slot] = number + 1;
    this.#hashes[number] = hash;
    // Hashes are half as many as slots: where no hash has room any more, every other slot is taken.
    if (this.size === this.#hashes.length) this.#grow();
    return number;
  }

  #grow(): void {
    const hashes = new Int32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    const slots = new Int32Array(2 * hashes.length);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#hashes = hashes;
    this.#slots = slots;
  }
}

function isEqual(one: Int32Array, other: Int32Array): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
