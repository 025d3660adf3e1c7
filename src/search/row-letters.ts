/**
 * What predicates tell of packed rows, remembered for the slots that they read.
 *
 * A search meets each system state as a row; most of what predicates ask is answered by a few bits of it, and the
 * state need not be unpacked.
 */
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { LetterTable } from './letter-table.ts';
import { ABSENT, MaskedTable } from './masked-table.ts';
import type { RowLayout } from './row-layout.ts';
import type { StateStore } from './state-store.ts';
import type { SuccessorBatch } from './successor-batch.ts';
import type { Watch } from './watch.ts';

/** So many rows that were not remembered are judged at once. */
const MISSES = 1 << 16;
/** What is remembered at most. */
const MOST = 1 << 18;

export class RowLetters {
  readonly #letters: LetterTable;
  readonly #store: StateStore;
  readonly #batch: SuccessorBatch;
  readonly #table = new MaskedTable();
  #layout: RowLayout | undefined;
  /** The successor that is looked at, and the state that it is, where somebody asked. */
  #index = 0;
  #unpacked = false;
  readonly #state: StateVector;
  /** Predicates read too much of too many rows: nothing is remembered. */
  #loose = false;
  #asked = 0;
  #missed = 0;

  constructor(product: Product, { letters, states }: Watch, batch: SuccessorBatch) {
    this.#letters = letters;
    this.#store = states;
    this.#batch = batch;
    this.#state = product.allocate();
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** From now on it is asked about successor number `index` of the batch. */
  lookAt(index: number): void {
    this.#index = index;
    this.#unpacked = false;
  }

  /** The letter of that successor, given what the move to it did. */
  readonly letterOf = (observation: number): number => {
    const letters = this.#letters;
    const prefix = this.#loose ? letters.prefixOf(this.#unpack(), observation) : this.#prefixOf(observation);
    return letters.letterAfter(prefix, this.#unpack, observation);
  };

  #prefixOf(observation: number): number {
    const { layout } = this.#store;
    if (layout !== this.#layout) this.#table.clear(layout);
    this.#layout = layout;
    this.#asked++;
    const { rows } = this.#batch;
    const offset = this.#index * layout.words;
    const known = this.#table.find(rows, offset);
    if (known !== ABSENT) return known - 1;
    const prefix = this.#letters.prefixOf(this.#unpack(), observation);
    this.#remember(rows, offset, layout, this.#letters.slotsRead(this.#state), prefix + 1);
    return prefix;
  }

  readonly #unpack = (): StateVector => {
    if (!this.#unpacked) this.#batch.load(this.#index, this.#state);
    this.#unpacked = true;
    return this.#state;
  };

  #remember(
    rows: Int32Array,
    offset: number,
    layout: RowLayout,
    slots: ReadonlySet<number>,
    known: number,
  ): void {
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
