/**
 * A table keyed by some of the slots of packed rows: those under its mask. Open addressing, in the memory of a kernel.
 */
import type { Arena, Region } from './kernel/arena.ts';
import {
  ABSENT,
  ENTRIES,
  ENTRY_CELLS,
  ENTRY_MASK,
  ENTRY_SHIFT,
  FIRST,
  FIRST_MASK,
  KEY_WORDS,
  KEYS,
  LOOSE,
  MASKED_CELLS,
  SECOND,
  SECOND_MASK,
  WHOLE_MASK,
} from './kernel/fields.ts';
import { MOVE_CELLS, type RowLayout } from './row-layout.ts';

/** Entries at first. */
const FEW = 64;
/** So many times as many when half of them are in use. */
const GROWTH = 2;
/** Cells of an entry before the words of its key; entries with short keys have the size of two words. */
const HEAD = 2;

export class MaskedTable {
  size = 0;
  /** What the kernel knows it by. */
  readonly pointer: number;
  readonly #record: Int32Array;
  readonly #arena: Arena;
  readonly #slots = new Set<number>();
  #layout: RowLayout | undefined;
  #entries: Region | undefined;
  #keys: Region | undefined;
  /** A row, to write keys into. */
  #row: Region | undefined;

  /**
   * @param arena that of the rows
   * @param loose the kernel is not to look anything up in it
   */
  constructor(arena: Arena, loose = false) {
    this.#arena = arena;
    const { pointer, cells } = arena.allocate(MASKED_CELLS);
    this.pointer = pointer;
    this.#record = cells;
    cells[LOOSE] = Number(loose);
  }

  /** Whether the key has all these slots. */
  covers(slots: Iterable<number>): boolean {
    for (const slot of slots) if (!this.#slots.has(slot)) return false;
    return true;
  }

  /** Gives the key more slots, and forgets all entries. */
  clear(layout: RowLayout, slots: Iterable<number> = []): void {
    for (const slot of slots) this.#slots.add(slot);
    this.release();
    this.#lay(layout);
    this.#begin(FEW);
  }

  /**
   * Has the entries for rows of another layout. Those with a value for which there is no room go: no row has it now, as
   * where rows were taken away, and without some of its bits it would be taken for another one.
   */
  relay(layout: RowLayout): void {
    const before = this.#layout!;
    const narrower = [...this.#slots].filter((slot) => !layout.holdsAt(slot, before.largestOf(slot)));
    const fits = (row: Int32Array): boolean =>
      narrower.every((slot) => layout.holdsAt(slot, before.valueOf(row, slot)));
    const old = [...this.entries()].filter(({ row }) => fits(row));
    this.release();
    this.#lay(layout);
    let entries = FEW;
    while (2 * old.length > entries - 1) entries *= GROWTH;
    this.#begin(entries);
    const { kernel } = this.#arena;
    const moves = before.movesTo(layout);
    const regions = [before.words, layout.words, layout.words, moves.length].map((cells) =>
      this.#arena.allocate(cells),
    );
    const [from, to, scratch, how] = regions as [Region, Region, Region, Region];
    how.cells.set(moves);
    for (const { row, value, besides } of old) {
      from.cells.set(row);
      const count = moves.length / MOVE_CELLS;
      kernel.repack(
        from.pointer,
        before.words,
        to.pointer,
        layout.words,
        1,
        how.pointer,
        count,
        scratch.pointer,
      );
      this.set(to.pointer, value, besides);
    }
    for (const region of regions) this.#arena.release(region);
  }

  /** All entries, each with a row that has its key. */
  *entries(): Generator<{ readonly row: Int32Array; readonly value: number; readonly besides: number }> {
    const cells = this.#entries!.cells;
    const keys = this.#keys!.cells;
    const size = this.#record[ENTRY_CELLS]!;
    for (let at = 0; at < cells.length; at += size) {
      if (cells[at] === ABSENT) continue;
      const row = new Int32Array(this.#layout!.words);
      for (let word = 0; 2 * word < keys.length; word++) row[keys[2 * word]! / 4] = cells[at + HEAD + word]!;
      yield { row, value: cells[at]!, besides: cells[at + 1]! };
    }
  }

  #lay(layout: RowLayout): void {
    this.#layout = layout;
    const masks = new Int32Array(layout.words);
    for (const slot of this.#slots) masks[layout.wordOf(slot)]! |= layout.maskOf(slot);
    // Of rows of two words keys have both: the kernel reads them as one.
    const words = [...masks.keys()].filter((word) => layout.words === 2 || masks[word] !== 0);
    this.#keys = this.#arena.allocate(2 * words.length);
    this.#keys.cells.set(words.flatMap((word) => [4 * word, masks[word]!]));
    this.#row = this.#arena.allocate(layout.words);
    const [first = 0, second = first] = words;
    const record = this.#record;
    record[KEYS] = this.#keys.pointer;
    record[KEY_WORDS] = words.length;
    record[ENTRY_CELLS] = HEAD + Math.max(2, words.length);
    record[FIRST] = 4 * first;
    record[FIRST_MASK] = words.length > 0 ? masks[first]! : 0;
    record[SECOND] = 4 * second;
    record[SECOND_MASK] = words.length > 1 ? masks[second]! : 0;
    record[WHOLE_MASK] = masks[0]!;
    record[WHOLE_MASK + 1] = masks[1] ?? 0;
    this.size = 0;
  }

  /** The value for the row at `row` in memory, or `ABSENT`. */
  find(row: number): number {
    return this.#arena.kernel.valueOf(this.pointer, row);
  }

  /** Sets the value of a row that has none, and what the kernel is told besides. */
  set(row: number, value: number, besides = 0): void {
    if (2 * this.size > this.#record[ENTRY_MASK]!) this.#grow();
    this.#arena.kernel.setValue(this.pointer, row, value, besides);
    this.size++;
  }

  /** Gives the memory of its entries back; it is to be cleared before it is used again. */
  release(): void {
    for (const region of [this.#entries, this.#keys, this.#row]) {
      if (region !== undefined) this.#arena.release(region);
    }
    this.#entries = undefined;
    this.#keys = undefined;
    this.#row = undefined;
  }

  #begin(entries: number): void {
    this.#entries = this.#arena.allocate(entries * this.#record[ENTRY_CELLS]!);
    this.#record[ENTRIES] = this.#entries.pointer;
    this.#record[ENTRY_MASK] = entries - 1;
    this.#record[ENTRY_SHIFT] = 64 - Math.log2(entries);
  }

  #grow(): void {
    const old = this.#entries!;
    const entries = this.#record[ENTRY_MASK]! + 1;
    this.#begin(GROWTH * entries);
    this.#arena.kernel.enterAnew(this.pointer, old.pointer, entries, this.#row!.pointer);
    this.#arena.release(old);
  }
}
