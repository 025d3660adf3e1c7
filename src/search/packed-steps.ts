/**
 * Recorded steps as they change packed rows: for each step and each word of a row the bits that it turns over.
 */
import type { RecordedSteps } from '../product/recorded-steps.ts';
import type { Region } from './kernel/arena.ts';
import { DELTAS } from './kernel/fields.ts';
import type { Lane } from './kernel/lane.ts';
import type { RowLayout } from './row-layout.ts';

export class PackedSteps {
  /** Word by word, step by step. */
  #deltas: Region;
  readonly #lane: Lane;
  readonly #recorded: RecordedSteps;
  #size = 0;
  #layout: RowLayout | undefined;

  constructor(recorded: RecordedSteps, lane: Lane) {
    this.#recorded = recorded;
    this.#lane = lane;
    this.#deltas = lane.arena.allocate(1024);
    lane.cells[DELTAS] = this.#deltas.pointer;
  }

  /** Whether steps were recorded that are not packed yet. */
  get behind(): boolean {
    return this.#size < this.#recorded.size;
  }

  /** Puts into `state` what the steps not yet packed write: what rows need room for. */
  newestValues(state: Int32Array): void {
    for (let step = this.#size; step < this.#recorded.size; step++) {
      this.#recorded.eachWrite(step, (slot, _, after) => {
        state[slot]! |= after;
      });
    }
  }

  /** Packs the steps that are new, or all where the layout is. */
  pack(layout: RowLayout): void {
    if (layout !== this.#layout) this.#size = 0;
    this.#layout = layout;
    const { words } = layout;
    const end = words * this.#recorded.size;
    if (end > this.#deltas.cells.length) {
      this.#deltas = this.#lane.arena.lengthened(this.#deltas, 2 * end);
      this.#lane.cells[DELTAS] = this.#deltas.pointer;
    }
    const deltas = this.#deltas.cells;
    deltas.fill(0, words * this.#size, end);
    for (; this.#size < this.#recorded.size; this.#size++) {
      const at = words * this.#size;
      this.#recorded.eachWrite(this.#size, (slot, before, after) => {
        deltas[at + layout.wordOf(slot)]! ^= layout.bitsOf(slot, before ^ after);
      });
    }
  }
}
