/**
 * A table from pairs of small integers to a third: open addressing in one typed array.
 */
/** The value of a pair that has none. */
export const UNKNOWN = -1;
const FREE = -1;

export class PairTable {
  #entries = new Int32Array(3 * 1024).fill(FREE);
  #mask = 1023;
  #size = 0;

  get bytes(): number {
    return 4 * this.#entries.length;
  }

  /** The value of a pair of integers that are not negative, or `UNKNOWN`. */
  get(a: number, b: number): number {
    const entries = this.#entries;
    const mask = this.#mask;
    for (let place = hashOf(a, b) & mask; ; place = (place + 1) & mask) {
      const at = 3 * place;
      if (entries[at] === FREE) return UNKNOWN;
      if (entries[at] === a && entries[at + 1] === b) return entries[at + 2]!;
    }
  }

  /** Sets the value of a pair that has none. */
  set(a: number, b: number, value: number): void {
    if (2 * this.#size > this.#mask) this.#grow();
    this.#put(a, b, value);
    this.#size++;
  }

  #put(a: number, b: number, value: number): void {
    let place = hashOf(a, b) & this.#mask;
    while (this.#entries[3 * place] !== FREE) place = (place + 1) & this.#mask;
    this.#entries[3 * place] = a;
    this.#entries[3 * place + 1] = b;
    this.#entries[3 * place + 2] = value;
  }

  #grow(): void {
    const old = this.#entries;
    this.#mask = 4 * (this.#mask + 1) - 1;
    this.#entries = new Int32Array(3 * (this.#mask + 1)).fill(FREE);
    for (let at = 0; at < old.length; at += 3) {
      if (old[at] !== FREE) this.#put(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }
}

function hashOf(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
