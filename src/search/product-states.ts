/**
 * The visited product states of a search, and from which of them each was reached first.
 *
 * A product state is a row: the id of a system state, then the states of the monitors with memory. Without such
 * monitors it is the system state, and no row is kept.
 */
import { Ancestry } from './ancestry.ts';
import { IntList } from './int-list.ts';
import { StateStore } from './state-store.ts';

export class ProductStates {
  readonly systemStates: StateStore;
  /** Length of a row. */
  readonly width: number;
  /** The system states where there are no rows. */
  readonly #rows: StateStore;
  readonly #ancestry: Ancestry;
  /** The first product state that has a system state; where there are no rows it is the same. */
  readonly #firstWith = new IntList();

  /** @param remembering number of monitors with memory */
  constructor(systemStates: StateStore, remembering: number) {
    this.systemStates = systemStates;
    this.width = 1 + remembering;
    this.#rows = remembering === 0 ? systemStates : new StateStore(this.width, systemStates.arena);
    this.#ancestry = new Ancestry(this.#rows);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.systemStates.bytes + this.#firstWith.bytes;
  }

  /** Keeps the product state of initial state number `initial`, where it is new. */
  addInitial(row: Int32Array, freshSystem: boolean, initial: number): void {
    if (this.#insert(row, freshSystem) !== -1) this.#ancestry.addInitial(initial);
  }

  /**
   * Keeps a product state, where it is new.
   *
   * @param freshSystem whether its system state was new
   * @param from the product state that it was reached from; never one before that of an earlier call
   */
  add(row: Int32Array, freshSystem: boolean, from: number): void {
    const id = this.#insert(row, freshSystem);
    if (id !== -1) this.#ancestry.add(id, from);
  }

  /** The id of a new product state; −1 where it is known. */
  #insert(row: Int32Array, freshSystem: boolean): number {
    if (this.width === 1) return freshSystem ? row[0]! : -1;
    const id = this.#rows.add(row, this.width);
    if (!this.#rows.fresh) return -1;
    if (freshSystem) this.#firstWith.push(id);
    return id;
  }

  /** Writes the row of product state `id` into `row`. */
  load(id: number, row: Int32Array): void {
    if (this.width === 1) row[0] = id;
    else this.#rows.load(id, row, this.width);
  }

  /** The id of a product state, or −1. */
  find(row: Int32Array): number {
    return this.width === 1 ? row[0]! : this.#rows.find(row, this.width);
  }

  /** The number of the initial state that product state `id` is, or −1. */
  initialOf(id: number): number {
    return this.#ancestry.initialOf(id);
  }

  /** The first and the last product state from which `id`, no initial one, may have been reached first. */
  candidates(id: number): readonly [number, number] {
    return this.#ancestry.candidates(id);
  }

  firstWith(system: number): number {
    return this.width === 1 ? system : this.#firstWith.at(system);
  }
}
