/**
 * Rows that one who expands states met not long ago: they are known, and need not be looked up.
 */
import type { Arena, Region } from './arena.ts';
import { RECENT, RECENT_MASK } from './assembly/fields.ts';
import type { Lane } from './lane.ts';

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
    const cells = (RECENT_MASK + 1) * layout.words;
    if (cells !== this.#rows.cells.length) {
      this.#arena.release(this.#rows);
      this.#rows = this.#arena.allocate(cells);
      this.#lane.cells[RECENT] = this.#rows.pointer;
    }
    this.#rows.cells.fill(0);
    this.#arena.kernel.forget(this.#lane.pointer);
  }

  /** Forgets all. */
  clear(): void {
    this.#layout = undefined;
  }
}
