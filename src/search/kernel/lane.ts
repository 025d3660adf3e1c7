/**
 * What one who expands states works by, as the kernel reads it: see `fields.ts`.
 */
import type { Arena } from './arena.ts';
import { LANE_CELLS, STORE } from './fields.ts';

export class Lane {
  readonly arena: Arena;
  readonly pointer: number;
  readonly cells: Int32Array;

  /** @param store pointer to the record of the store that it looks successors up in */
  constructor(arena: Arena, store: number) {
    const { pointer, cells } = arena.allocate(LANE_CELLS);
    this.arena = arena;
    this.pointer = pointer;
    this.cells = cells;
    cells[STORE] = store;
  }
}
