/**
 * Two-phase commit searched by a program written for nothing else: how fast JavaScript gets where the model, its
 * moves, its packing and its property are known in advance. Breadth-first, agreement checked, no way back to a trace.
 *
 * A state is two words: two bits for each resource manager; and the manager’s two, whom it heard of, who has said
 * that it is prepared, and what was decided.
 */
const WORKING = 0;
const PREPARED = 1;
const COMMITTED = 2;
const ABORTED = 3;

const BATCH = 2048;

/** The visited states: a pair of words in an open-addressed table, and all of them in the order found. */
class Visited {
  size = 0;
  touched = 0;
  readonly queue: Int32Array;
  readonly #table: Int32Array;
  readonly #mask: number;

  constructor(capacity: number) {
    this.queue = new Int32Array(2 * capacity);
    const places = 2 ** Math.ceil(Math.log2(1.5 * capacity));
    this.#table = new Int32Array(2 * places);
    this.#mask = places - 1;
  }

  /** Adds those of `count` pairs that are new. No state has a second word of 0 once 1 is added to it. */
  addAll(pairs: Int32Array, hashes: Int32Array, count: number): void {
    const table = this.#table;
    const mask = this.#mask;
    const queue = this.queue;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += table[2 * (hashes[i]! & mask)]!;
    this.touched = sum | 0;
    let { size } = this;
    for (let i = 0; i < count; i++) {
      const a = pairs[2 * i]!;
      const b = pairs[2 * i + 1]! + 1;
      let place = hashes[i]! & mask;
      let known: number;
      while ((known = table[2 * place + 1]!) !== 0 && !(known === b && table[2 * place] === a)) {
        place = (place + 1) & mask;
      }
      if (known !== 0) continue;
      table[2 * place] = a;
      table[2 * place + 1] = b;
      queue[2 * size] = a;
      queue[2 * size + 1] = b - 1;
      size++;
    }
    this.size = size;
  }
}

/** The number of distinct states; `capacity` is at least that. */
export function countByHand(resourceManagers: number, capacity: number): number {
  const n = resourceManagers;
  const everyone = 2 ** n - 1;
  const heardAt = 2;
  const saidAt = 2 + n;
  const commitSent = 1 << (2 + 2 * n);
  const abortSent = 2 << (2 + 2 * n);
  const visited = new Visited(capacity);
  const { queue } = visited;
  const pairs = new Int32Array(2 * BATCH + 8 * n);
  const hashes = new Int32Array(BATCH + 4 * n);
  let length = 0;
  const add = (a: number, b: number): void => {
    pairs[2 * length] = a;
    pairs[2 * length + 1] = b;
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    hashes[length++] = hash ^ (hash >>> 13);
  };
  add(0, 0);
  visited.addAll(pairs, hashes, length);
  length = 0;
  for (let next = 0; ; next++) {
    if (next === visited.size || length >= BATCH) {
      visited.addAll(pairs, hashes, length);
      length = 0;
      if (next === visited.size) break;
    }
    const a = queue[2 * next]!;
    const b = queue[2 * next + 1]!;
    const committed = a & ~(a << 1) & 0xaaaaaaaa;
    const aborted = a & (a << 1) & 0xaaaaaaaa;
    if (committed !== 0 && aborted !== 0) throw new Error('No agreement.');
    const manager = b & 3;
    for (let i = 0; i < n; i++) {
      const state = (a >>> (2 * i)) & 3;
      if (state === WORKING) {
        add(a ^ ((WORKING ^ PREPARED) << (2 * i)), b | (1 << (saidAt + i)));
        add(a ^ ((WORKING ^ ABORTED) << (2 * i)), b);
      }
      if (state === WORKING || state === PREPARED) {
        if ((b & commitSent) !== 0) add(a ^ ((state ^ COMMITTED) << (2 * i)), b);
        if ((b & abortSent) !== 0) add(a ^ ((state ^ ABORTED) << (2 * i)), b);
      }
      if (manager === WORKING && ((b >>> (saidAt + i)) & 1) === 1 && ((b >>> (heardAt + i)) & 1) === 0) {
        add(a, b | (1 << (heardAt + i)));
      }
    }
    if (manager !== WORKING) continue;
    if (((b >>> heardAt) & everyone) === everyone) add(a, b ^ (COMMITTED | commitSent));
    add(a, b ^ (ABORTED | abortSent));
  }
  return visited.size;
}
