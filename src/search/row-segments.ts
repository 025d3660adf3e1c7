/**
 * Rows of equal length, one behind the other, in segments: to grow copies nothing, and what the kernel reads stays
 * where it is. At the head of a segment there is room for a note on each so many rows.
 */
import type { Arena, Region } from './kernel/arena.ts';
import { DIRECTORY, NOTE_BITS, NOTES, ROW_BITS, SIZE, WORDS } from './kernel/fields.ts';

import { MOVE_CELLS } from './row-layout.ts';

/** Rows of a segment. */
const ROWS = 1 << ROW_BITS;
/** Segments that a directory has room for at first. */
const FIRST = 16;

export class RowSegments {
  readonly #arena: Arena;
  /** The record of the store. */
  readonly #record: Int32Array;
  #segments: readonly Region[] = [];
  #directory: Region;

  constructor(arena: Arena, record: Int32Array, words: number) {
    this.#arena = arena;
    this.#record = record;
    this.#directory = arena.allocate(FIRST);
    record[DIRECTORY] = this.#directory.pointer;
    record[WORDS] = words;
  }

  get length(): number {
    return this.#record[SIZE]!;
  }
  get words(): number {
    return this.#record[WORDS]!;
  }
  /** Rows that have room. */
  get capacity(): number {
    return ROWS * this.#segments.length;
  }

  segmentOf(row: number): Int32Array {
    return this.#segments[row >>> ROW_BITS]!.cells;
  }

  /** Where a row begins in its segment. */
  offsetOf(row: number): number {
    return NOTES + (row & (ROWS - 1)) * this.words;
  }

  /** Where a row begins in memory. */
  pointerOf(row: number): number {
    return this.#segments[row >>> ROW_BITS]!.pointer + 4 * this.offsetOf(row);
  }

  /** What was noted of number `note` of each so many rows. */
  noteAt(note: number): number {
    return this.segmentOf(note << NOTE_BITS)[note & (NOTES - 1)]!;
  }
  setNote(note: number, value: number): void {
    this.segmentOf(note << NOTE_BITS)[note & (NOTES - 1)] = value;
  }

  /** Sees to it that so many rows have room. */
  makeRoom(rows: number): void {
    while (this.capacity < rows) this.#add(this.#arena.allocate(NOTES + ROWS * this.words));
  }

  /** The bits that some row has set. */
  union(): Int32Array {
    const { words } = this;
    const bits = this.#arena.allocate(words);
    for (const [index, { pointer }] of this.#segments.entries()) {
      const rows = Math.min(ROWS, this.length - index * ROWS);
      if (rows > 0) this.#arena.kernel.unite(pointer + 4 * NOTES, words, rows, bits.pointer);
    }
    const union = bits.cells.slice();
    this.#arena.release(bits);
    return union;
  }

  /**
   * Makes all rows `words` long; `moves` tells how bits of the old ones come to new ones: see `RowLayout`. Where they
   * are as long as before, they stay where they are.
   */
  replace(words: number, moves: Int32Array): void {
    const before = this.words;
    const old = this.#segments;
    const replaced = words === before ? old : this.#allocateAll(old.length, NOTES + ROWS * words);
    const told = this.#arena.allocate(moves.length);
    const scratch = this.#arena.allocate(words);
    told.cells.set(moves);
    for (const [index, { pointer, cells }] of replaced.entries()) {
      const from = old[index]!;
      if (from.cells !== cells) cells.set(from.cells.subarray(0, NOTES));
      this.#arena.kernel.repack(
        from.pointer + 4 * NOTES,
        before,
        pointer + 4 * NOTES,
        words,
        Math.max(0, Math.min(ROWS, this.length - index * ROWS)),
        told.pointer,
        moves.length / MOVE_CELLS,
        scratch.pointer,
      );
    }
    this.#arena.release(told);
    this.#arena.release(scratch);
    if (replaced === old) return;
    for (const segment of old) this.#arena.release(segment);
    this.#record[WORDS] = words;
    this.#segments = replaced;
    for (const [index, { pointer }] of replaced.entries()) this.#directory.cells[index] = pointer;
  }

  /** All or none. */
  #allocateAll(count: number, cells: number): readonly Region[] {
    const regions: Region[] = [];
    try {
      for (let i = 0; i < count; i++) regions.push(this.#arena.allocate(cells));
      return regions;
    } catch (error) {
      for (const region of regions) this.#arena.release(region);
      throw error;
    }
  }

  #add(segment: Region): void {
    const index = this.#segments.length;
    if (index === this.#directory.cells.length) this.#lengthenDirectory();
    this.#directory.cells[index] = segment.pointer;
    this.#segments = [...this.#segments, segment];
  }

  #lengthenDirectory(): void {
    this.#directory = this.#arena.lengthened(this.#directory, 2 * this.#directory.cells.length);
    this.#record[DIRECTORY] = this.#directory.pointer;
  }
}
