/**
 * What predicates tell of packed rows, remembered for the slots that they read.
 *
 * A search meets each system state as a row; most of what predicates ask is answered by a few bits of it, and the
 * state need not be unpacked.
 */
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { ABSENT, LETTERS } from './kernel/fields.ts';
import type { LetterTable } from './letter-table.ts';
import { MaskedTable } from './masked-table.ts';
import type { RowLayout } from './row-layout.ts';
import type { StateStore } from './state-store.ts';
import type { SuccessorBatch } from './successor-batch.ts';
import type { Watch } from './watch.ts';

/** So many rows that were not remembered are judged at once. */
const MISSES = 1 << 16;
/** What is remembered at most. */
const MOST = 1 << 20;
/** The id of a state of which none is kept. */
const NOBODY = -1;

export class RowLetters {
  readonly #letters: LetterTable;
  readonly #store: StateStore;
  readonly #batch: SuccessorBatch;
  readonly #table: MaskedTable;
  #layout: RowLayout | undefined;
  /** What is looked at: its row, its number in the batch or else its id, and its state where somebody asked. */
  #row = 0;
  #index = 0;
  #isStored = false;
  /** By which letters know it. */
  #id = NOBODY;
  #unpacked = false;
  readonly #state: StateVector;
  readonly #width: () => number;
  /** Predicates read too much of too many rows: nothing is remembered. */
  #loose = false;
  #asked = 0;
  /** How much was read when the key was last looked at. */
  #read = 0;
  #missed = 0;

  constructor(product: Product, { letters, states }: Watch, batch: SuccessorBatch) {
    this.#letters = letters;
    this.#store = states;
    this.#batch = batch;
    this.#width = () => product.width;
    this.#state = product.allocate();
    this.#table = new MaskedTable(states.arena);
    if (letters.width > 0) batch.lane.cells[LETTERS] = this.#table.pointer;
  }

  /**
   * Sees to it that the kernel is told nothing of rows as they were, and that the key has all slots that predicates
   * have read: states that differ in others are held to be alike.
   */
  attend(): void {
    const { layout } = this.#store;
    const read = this.#letters.slotsReadSoFar;
    if (layout === this.#layout && read === this.#read) return;
    if (read === this.#read && this.#layout !== undefined) this.#table.relay(layout);
    else this.#table.clear(layout, this.#letters.slotsRead);
    this.#layout = layout;
    this.#read = read;
  }

  /** Forgets all: what was judged is to be judged again. */
  forget(): void {
    this.#layout = undefined;
  }

  /** Whether the kernel cannot tell letters: each has to be asked for. */
  get loose(): boolean {
    return this.#loose;
  }

  /** So many rows were told by the kernel alone. */
  noteTold(rows: number): void {
    this.#asked += rows;
  }

  /**
   * From now on it is asked about successor number `index` of the batch.
   *
   * @param id that of its state, where what it tells is to be kept: 4 bytes for each state
   */
  lookAt(index: number, id = NOBODY): void {
    this.#row = this.#batch.rowAt(index);
    this.#index = index;
    this.#isStored = false;
    this.#id = id;
    this.#unpacked = false;
  }

  /** From now on it is asked about a state that is stored. */
  lookAtState(id: number): void {
    this.#row = this.#store.pointerOf(id);
    this.#index = id;
    this.#isStored = true;
    this.#id = NOBODY;
    this.#unpacked = false;
  }

  /** The letter of that state, given what the move to it did. */
  readonly letterOf = (observation: number): number => {
    const letters = this.#letters;
    if (this.#id !== NOBODY) return letters.letterOfStored(this.#id, this.#unpack, observation, this.#prefix);
    return letters.letterAfter(this.#prefix(observation), this.#unpack, observation);
  };

  /** The letter of a stored state, and keeps what it tells. */
  letterOfState(id: number, observation: number): number {
    this.lookAtState(id);
    this.#id = id;
    return this.letterOf(observation);
  }

  readonly #prefix = (observation: number): number =>
    this.#loose ? this.#letters.prefixOf(this.#unpack(), observation) : this.#prefixOf(observation);

  #prefixOf(observation: number): number {
    this.attend();
    this.#asked++;
    const known = this.#table.find(this.#row);
    if (known !== ABSENT) return known - 1;
    const prefix = this.#letters.prefixOf(this.#unpack(), observation);
    this.#remember(prefix + 1);
    return prefix;
  }

  readonly #unpack = (): StateVector => {
    if (this.#unpacked) return this.#state;
    if (this.#isStored) this.#store.load(this.#index, this.#state, this.#width());
    else this.#batch.load(this.#index, this.#state);
    this.#unpacked = true;
    return this.#state;
  };

  #remember(known: number): void {
    const table = this.#table;
    this.attend();
    if (table.size > MOST) table.clear(this.#store.layout);
    table.set(this.#row, known);
    if (++this.#missed < MISSES) return;
    this.#loose = 2 * this.#missed > this.#asked;
    if (this.#loose) table.clear(this.#store.layout);
    this.#asked = 0;
    this.#missed = 0;
  }
}
