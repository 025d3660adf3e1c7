/**
 * How a store tells rows that it has from new ones.
 */
import type { Arena, Region } from './kernel/arena.ts';
import { BLOCK_BITS, BLOCKS, MASK, PAGE_CELLS, SIZE, TABLE } from './kernel/fields.ts';

/** What a store keeps besides its rows. */
export interface Visited {
  /** Enters all rows into a new table of so many cells, where several threads can and it is to be done. */
  enterTogether?: ((cells: number) => void) | undefined;
  /** So many rows there may be before `makeRoomFor` is needed. */
  readonly limit: number;
  /** @throws ArenaFull where there is no room for so many rows */
  makeRoomFor(rows: number): void;
  /** Rows look otherwise than they did. */
  renew(): void;
}

const FIRST_TABLE = 1 << 10;

/**
 * How many times larger a table gets that has so many places. Entering everything anew costs time, and room costs
 * memory: up to sixteen megabytes, which the process has several times over, time counts.
 */
function growthOf(places: number): number {
  if (places < 1 << 22) return 16;
  return places < 1 << 24 ? 4 : 2;
}

/** Exactly: for each row its id, and as much of its hash as there is room for. */
export class VisitedTable implements Visited {
  enterTogether: ((cells: number) => void) | undefined;
  readonly #arena: Arena;
  readonly #store: Region;
  #table: Region;

  /** @param store the record of the store */
  constructor(arena: Arena, store: Region) {
    this.#arena = arena;
    this.#store = store;
    this.#table = this.#tableOf(FIRST_TABLE);
  }

  get limit(): number {
    return Math.floor((2 * this.#size) / 3);
  }

  makeRoomFor(rows: number): void {
    const before = this.#size;
    let size = before;
    while (3 * rows > 2 * size) size *= growthOf(size);
    if (size > before) this.#grow(size);
  }

  renew(): void {
    this.#table.cells.fill(0);
    this.#enterAll();
  }

  get #size(): number {
    return this.#store.cells[MASK]! + 1;
  }

  /** The old table is given back first: all that it had is told by the rows. */
  #grow(size: number): void {
    const before = this.#table.cells.length;
    this.#arena.release(this.#table);
    try {
      this.#table = this.#tableOf(size);
    } catch (error) {
      this.#table = this.#tableOf(before);
      throw error;
    } finally {
      this.#enterAll();
    }
  }

  #enterAll(): void {
    if (this.enterTogether !== undefined) {
      this.enterTogether(this.#size);
      return;
    }
    // A page that is read before it is written is mapped twice, and the second time other threads are interrupted.
    const { cells } = this.#table;
    for (let cell = 0; cell < cells.length; cell += PAGE_CELLS) cells[cell] = 0;
    const hashes = this.#arena.allocate(256);
    this.#arena.kernel.enter(this.#store.pointer, 0, this.#store.cells[SIZE]!, hashes.pointer);
    this.#arena.release(hashes);
  }

  #tableOf(size: number): Region {
    const table = this.#arena.allocate(size);
    this.#store.cells[TABLE] = table.pointer;
    this.#store.cells[MASK] = size - 1;
    return table;
  }
}

/** Rows look otherwise than those whose bits are set, or there are more bits for them: whoever explores begins anew. */
export class BitsOutdated extends Error {}

/** Blocks at first, and so many times more each time that a row no longer has so many bits. */
const FEW_BLOCKS = 1 << 14;
const GROWTH = 8;
const BITS_A_ROW = 128;

/**
 * By some bits for each row that was ever added (Holzmann, An analysis of bitstate hashing, FMSD 1998): rows may be
 * taken away then, and are held to be visited still. One that was never added may be held to be, too.
 */
export class VisitedBits implements Visited {
  readonly limit = Number.POSITIVE_INFINITY;
  readonly #arena: Arena;
  readonly #store: Region;
  readonly #bits: Region;
  readonly #most: number;

  /**
   * @param store the record of the store
   * @param megabytes of bits
   */
  constructor(arena: Arena, store: Region, megabytes: number) {
    this.#arena = arena;
    this.#store = store;
    this.#most = Math.max(1, Math.floor((megabytes * 1e6) / 2 ** BLOCK_BITS));
    this.#bits = arena.allocate(this.#most * 2 ** (BLOCK_BITS - 2));
    store.cells[TABLE] = this.#bits.pointer;
    store.cells[BLOCKS] = Math.min(FEW_BLOCKS, this.#most);
  }

  makeRoomFor(): void {}

  /** @throws BitsOutdated where there are rows */
  renew(): void {
    if (this.#store.cells[SIZE] === 0) return;
    this.clear();
    throw new BitsOutdated();
  }

  /**
   * Sees to it that so many rows, those that are gone too, have as many bits as there may be: no more memory is touched
   * than is needed.
   *
   * @throws BitsOutdated where there are more for them now
   */
  spread(rows: number): void {
    const blocks = this.#store.cells[BLOCKS]!;
    if (blocks === this.#most || rows * BITS_A_ROW <= blocks * 2 ** (BLOCK_BITS + 3)) return;
    this.clear();
    this.#store.cells[BLOCKS] = Math.min(GROWTH * blocks, this.#most);
    throw new BitsOutdated();
  }

  /** No row was ever added. */
  clear(): void {
    this.#bits.cells.fill(0, 0, this.#store.cells[BLOCKS]! * 2 ** (BLOCK_BITS - 2));
  }

  /** How likely it is that a row that was never added is held to be, if hashes are like chance. */
  get likelihood(): number {
    return this.#arena.kernel.likelihood(this.#store.pointer);
  }
}
