/**
 * The set of visited states: exact, open-addressed, in flat typed arrays; ids in the order of insertion.
 *
 * Rows are as wide as the widest state so far. A slot that is 0 adds nothing to the hash, so that states keep their
 * identity when slots are added.
 */

const EMPTY = -1;

export class StateStore {
  /** Number of states. */
  size = 0;
  /** Whether the last `add` inserted a new state. */
  fresh = false;
  #stride: number;
  #rows: Int32Array;
  #hashes: Int32Array;
  #table: Int32Array;

  constructor(width: number) {
    this.#stride = width;
    this.#rows = new Int32Array(width * 1024);
    this.#hashes = new Int32Array(1024);
    this.#table = new Int32Array(4096).fill(EMPTY);
  }

  /** Bytes in use. */
  get bytes(): number {
    return 4 * (this.#rows.length + this.#hashes.length + this.#table.length);
  }

  /** The id of the state in the first `width` slots of `vector`, inserted where it is new. */
  add(vector: Int32Array, width: number): number {
    if (width > this.#stride) this.#widen(width);
    const hash = hashOf(vector, width);
    const slot = this.#slotOf(vector, width, hash);
    const known = this.#table[slot]!;
    this.fresh = known === EMPTY;
    if (known !== EMPTY) return known;
    const id = this.size++;
    if (id === this.#hashes.length) this.#growRows();
    const offset = id * this.#stride;
    for (let i = 0; i < width; i++) this.#rows[offset + i] = vector[i]!;
    this.#hashes[id] = hash;
    this.#table[slot] = id;
    if (2 * this.size > this.#table.length) this.#growTable();
    return id;
  }

  /** The id of a state, or −1. */
  find(vector: Int32Array, width: number): number {
    if (width > this.#stride) this.#widen(width);
    return this.#table[this.#slotOf(vector, width, hashOf(vector, width))]!;
  }

  /** Copies state `id` into `target`, and clears what lies beyond up to `width`. */
  load(id: number, target: Int32Array, width: number): void {
    const stride = this.#stride;
    const offset = id * stride;
    const shared = Math.min(stride, width);
    for (let i = 0; i < shared; i++) target[i] = this.#rows[offset + i]!;
    for (let i = shared; i < width; i++) target[i] = 0;
  }

  #slotOf(vector: Int32Array, width: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = table[slot]!;
      if (id === EMPTY) return slot;
      if (this.#hashes[id] === hash && this.#equals(id, vector, width)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #equals(id: number, vector: Int32Array, width: number): boolean {
    const rows = this.#rows;
    const offset = id * this.#stride;
    for (let i = 0; i < width; i++) if (rows[offset + i] !== vector[i]) return false;
    return true;
  }

  #growRows(): void {
    const capacity = this.#hashes.length * 2;
    this.#hashes = grown(this.#hashes, capacity);
    this.#rows = grown(this.#rows, capacity * this.#stride);
  }

  #growTable(): void {
    const table = new Int32Array(this.#table.length * 2).fill(EMPTY);
    const mask = table.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = this.#hashes[id]! & mask;
      while (table[slot] !== EMPTY) slot = (slot + 1) & mask;
      table[slot] = id;
    }
    this.#table = table;
  }

  /** Rare: a link, timer or counter was used for the first time. */
  #widen(width: number): void {
    const stride = width + 2;
    const rows = new Int32Array(this.#hashes.length * stride);
    for (let id = 0; id < this.size; id++) {
      rows.set(this.#rows.subarray(id * this.#stride, (id + 1) * this.#stride), id * stride);
    }
    this.#rows = rows;
    this.#stride = stride;
  }
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
}

function hashOf(vector: Int32Array, width: number): number {
  let hash = 0;
  for (let i = 0; i < width; i++) {
    const value = vector[i]!;
    if (value === 0) continue;
    hash = Math.imul(hash ^ Math.imul(value + Math.imul(i + 1, 0x9e3779b1), 0x85ebca6b), 0xc2b2ae35);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return hash ^ (hash >>> 16);
}
