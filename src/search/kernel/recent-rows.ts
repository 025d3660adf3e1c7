/**
 * Rows that one who expands states met not long ago: they are known, and need not be looked up.
 */
import type { Arena, Region } from './arena.ts';
import { RECENT, RECENT_MASK } from './fields.ts';
import type { Lane } from './lane.ts';

/** Cells of all of them: half of what the fast memory of a processor’s core has room for. */
const CELLS = 1 << 16;

export class RecentRows {
  readonly #arena: Arena;
  readonly #lane: Lane;
  #rows: Region;
  #layout: object | undefined;

  constructor(lane: Lane) {
    const { arena } = lane;
    this.#arena = arena;
    this.#lane = lane;
    this.#rows = arena.allocate(1);
  }

  /** Forgets all where rows look otherwise than they did. */
  attend(layout: { readonly words: number }): void {
    if (layout === this.#layout) return;
    this.#layout = layout;
    const places = 2 ** Math.floor(Math.log2(CELLS / layout.words));
    const cells = places * layout.words;
    if (cells !== this.#rows.cells.length) {
      this.#arena.release(this.#rows);
      this.#rows = this.#arena.allocate(cells);
      this.#lane.cells[RECENT] = this.#rows.pointer;
    }
    // Places for rows of another length may have as many cells.
    this.#lane.cells[RECENT_MASK] = places - 1;
    this.#rows.cells.fill(0);
    this.#arena.kernel.forget(this.#lane.pointer);
  }

  /** Forgets all. */
  clear(): void {
    this.#layout = undefined;
  }
}
