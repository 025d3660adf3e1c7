/**
 * The set of visited states: exact, open-addressed, in flat typed arrays; ids in the order of insertion.
 *
 * Rows are as wide as the widest state so far. A slot that is 0 adds nothing to the hash, so that states keep their
 * identity when slots are added.
 */

/** An id one less than the first stands for an empty place of the table. */
const EMPTY = 0;

export class StateStore {
  /** Number of states. */
  size = 0;
  /** Whether the last `add` inserted a new state. */
  fresh = false;
  #stride: number;
  #capacity = 1024;
  #rows: Int32Array;
  /** Pairs (hash, id + 1): one look at memory tells most states apart. */
  #table = new Int32Array(2 * 4096);
  #mask = 4095;

  constructor(width: number) {
    this.#stride = width;
    this.#rows = new Int32Array(width * this.#capacity);
  }

  /** Bytes in use. */
  get bytes(): number {
    return 4 * (this.#rows.length + this.#table.length);
  }

  /**
   * The id of the state in the first `width` slots of `vector`, inserted where it is new.
   *
   * @param hash its `hashOf`, where the caller knows it
   */
  add(vector: Int32Array, width: number, hash: number = hashOf(vector, width)): number {
    if (width > this.#stride) this.#widen(width);
    const place = this.#placeOf(vector, width, hash);
    const known = this.#table[place + 1]!;
    this.fresh = known === EMPTY;
    if (known !== EMPTY) return known - 1;
    const id = this.size++;
    if (id === this.#capacity) this.#growRows();
    const rows = this.#rows;
    const offset = id * this.#stride;
    for (let i = 0; i < width; i++) rows[offset + i] = vector[i]!;
    this.#table[place] = hash;
    this.#table[place + 1] = id + 1;
    if (2 * this.size > this.#mask) this.#growTable();
    return id;
  }

  /** The id of a state, or −1. */
  find(vector: Int32Array, width: number): number {
    if (width > this.#stride) this.#widen(width);
    return this.#table[this.#placeOf(vector, width, hashOf(vector, width)) + 1]! - 1;
  }

  /** Copies state `id` into `target`, and clears what lies beyond up to `width`. */
  load(id: number, target: Int32Array, width: number): void {
    const stride = this.#stride;
    const rows = this.#rows;
    const offset = id * stride;
    const shared = Math.min(stride, width);
    for (let i = 0; i < shared; i++) target[i] = rows[offset + i]!;
    for (let i = shared; i < width; i++) target[i] = 0;
  }

  #placeOf(vector: Int32Array, width: number, hash: number): number {
    const table = this.#table;
    const rows = this.#rows;
    const stride = this.#stride;
    const mask = this.#mask;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = 2 * slot;
      const id = table[place + 1]!;
      if (id === EMPTY) return place;
      if (table[place] !== hash) continue;
      const offset = (id - 1) * stride;
      let i = 0;
      while (i < width && rows[offset + i] === vector[i]) i++;
      if (i === width) return place;
    }
  }

  #growRows(): void {
    this.#capacity *= 2;
    const rows = new Int32Array(this.#capacity * this.#stride);
    rows.set(this.#rows);
    this.#rows = rows;
  }

  #growTable(): void {
    const old = this.#table;
    const table = new Int32Array(2 * old.length);
    const mask = 2 * this.#mask + 1;
    for (let place = 0; place < old.length; place += 2) {
      if (old[place + 1] === EMPTY) continue;
      let slot = old[place]! & mask;
      while (table[2 * slot + 1] !== EMPTY) slot = (slot + 1) & mask;
      table[2 * slot] = old[place]!;
      table[2 * slot + 1] = old[place + 1]!;
    }
    this.#table = table;
    this.#mask = mask;
  }

  /** Rare: a link, timer or counter was used for the first time. */
  #widen(width: number): void {
    const stride = width + 2;
    const rows = new Int32Array(this.#capacity * stride);
    for (let id = 0; id < this.size; id++) {
      rows.set(this.#rows.subarray(id * this.#stride, (id + 1) * this.#stride), id * stride);
    }
    this.#rows = rows;
    this.#stride = stride;
  }
}

/** The hash of a state: the exclusive or over its slots, so that a move changes it where it changes the state. */
export function hashOf(vector: Int32Array, width: number): number {
  let hash = 0;
  for (let slot = 0; slot < width; slot++) hash ^= hashOfSlot(slot, vector[slot]!);
  return hash;
}

/** The hash of `after`, from that of `before`. */
export function hashAfter(hash: number, before: Int32Array, after: Int32Array, width: number): number {
  let result = hash;
  for (let slot = 0; slot < width; slot++) {
    const old = before[slot]!;
    const now = after[slot]!;
    if (old !== now) result ^= hashOfSlot(slot, old) ^ hashOfSlot(slot, now);
  }
  return result;
}

/** Zobrist’s hash (1970) with the random table replaced by Murmur’s finaliser; an unused slot adds nothing. */
function hashOfSlot(slot: number, value: number): number {
  if (value === 0) return 0;
  let x = Math.imul(value ^ Math.imul(slot + 1, 0x9e3779b1), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
