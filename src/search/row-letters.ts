/**
 * What predicates tell of packed rows, remembered for the slots that they read.
 *
 * A search meets each system state as a row; most of what predicates ask is answered by a few bits of it, and the
 * state need not be unpacked.
 */
import type { StateVector } from '../product/state-vector.ts';
import type { LetterTable } from './letter-table.ts';
import { ABSENT, MaskedTable } from './masked-table.ts';
import type { RowLayout } from './row-layout.ts';

/** So many rows that were not remembered are judged at once. */
const MISSES = 1 << 16;
/** What is remembered at most. */
const MOST = 1 << 18;

export class RowLetters {
  readonly #letters: LetterTable;
  readonly #table = new MaskedTable();
  #layout: RowLayout | undefined;
  /** Predicates read too much of too many rows: nothing is remembered. */
  #loose = false;
  #asked = 0;
  #missed = 0;

  constructor(letters: LetterTable) {
    this.#letters = letters;
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** The letter of the state in the row at `offset` of `rows`, which `unpacked` answers, after an observation. */
  letterOf(
    rows: Int32Array,
    offset: number,
    layout: RowLayout,
    observation: number,
    unpacked: () => StateVector,
  ): number {
    const letters = this.#letters;
    if (this.#loose) return letters.letterAfter(letters.prefixOf(unpacked(), observation), unpacked, observation);
    if (layout !== this.#layout) {
      this.#layout = layout;
      this.#table.clear(layout);
    }
    this.#asked++;
    let known = this.#table.find(rows, offset);
    if (known === ABSENT) {
      const state = unpacked();
      known = 1 + letters.prefixOf(state, observation);
      this.#remember(rows, offset, layout, letters.slotsRead(state), known);
    }
    return letters.letterAfter(known - 1, unpacked, observation);
  }

  #remember(rows: Int32Array, offset: number, layout: RowLayout, slots: ReadonlySet<number>, known: number): void {
    const table = this.#table;
    if (!table.covers(slots) || table.size > MOST) table.clear(layout, slots);
    table.set(rows, offset, known);
    if (++this.#missed < MISSES) return;
    this.#loose = 2 * this.#missed > this.#asked;
    if (this.#loose) table.clear(layout);
    this.#asked = 0;
    this.#missed = 0;
  }
}
