/**
 * The visited product states of a search, and from which of them each was reached first.
 *
 * A product state is a row: the id of a system state, then the states of the monitors with memory. Without such
 * monitors it is the system state, and no row is kept.
 */
import { StateStore } from './state-store.ts';

export class ProductStates {
  readonly systemStates: StateStore;
  /** Length of a row. */
  readonly width: number;
  readonly #rows: StateStore;
  #parents = new Int32Array(1024);
  /** The first product state that has a system state; where there are no rows it is the same. */
  #firstWith = new Int32Array(1024);

  /** @param remembering number of monitors with memory */
  constructor(systemStates: StateStore, remembering: number) {
    this.systemStates = systemStates;
    this.width = 1 + remembering;
    this.#rows = new StateStore(this.width);
  }

  get size(): number {
    return this.width === 1 ? this.systemStates.size : this.#rows.size;
  }

  /** Bytes in use. */
  get bytes(): number {
    const rows = this.width === 1 ? 0 : this.#rows.bytes;
    return this.systemStates.bytes + rows + 4 * (this.#parents.length + this.#firstWith.length);
  }

  /**
   * The id of a new product state; −1 where it is known.
   *
   * @param freshSystem whether its system state was new
   * @param parent the product state that it was reached from, or −1 less the number of an initial state
   */
  add(row: Int32Array, freshSystem: boolean, parent: number): number {
    let id = row[0]!;
    if (this.width === 1) {
      if (!freshSystem) return -1;
    } else {
      id = this.#rows.add(row, this.width);
      if (!this.#rows.fresh) return -1;
      if (freshSystem) {
        const system = row[0]!;
        while (system >= this.#firstWith.length) this.#firstWith = lengthened(this.#firstWith);
        this.#firstWith[system] = id;
      }
    }
    if (id >= this.#parents.length) this.#parents = lengthened(this.#parents);
    this.#parents[id] = parent;
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

  /** The product state from which `id` was reached first, or −1 less the number of an initial state. */
  parentOf(id: number): number {
    return this.#parents[id]!;
  }

  firstWith(system: number): number {
    return this.width === 1 ? system : this.#firstWith[system]!;
  }
}

function lengthened(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
