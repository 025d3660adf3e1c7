/**
 * The successors of several states as packed rows, before anyone looks whether they are known.
 *
 * They are made first and looked up then, many at once: what is looked up next depends on nothing that was looked up
 * before, and so the memory’s delays overlap.
 */
import { UNRECORDED } from '../product/recorded-moves.ts';
import type { Product } from '../product/product.ts';
import type { RecordedSteps } from '../product/recorded-steps.ts';
import type { StateVector } from '../product/state-vector.ts';
import { MoveGroups } from './move-groups.ts';
import { PackedSteps } from './packed-steps.ts';
import { finished, hashOf, mixed } from './row-hash.ts';
import type { StateStore } from './state-store.ts';

/** From this length on a batch is looked up. */
const ENOUGH = 1024;

export class SuccessorBatch {
  length = 0;
  /** Of each successor: the hash of its row, whom it follows, by which move, and what is known of the step. */
  hashes = new Int32Array(2 * ENOUGH);
  origins = new Int32Array(2 * ENOUGH);
  moves = new Int32Array(2 * ENOUGH);
  observations = new Int32Array(2 * ENOUGH);
  failedAgents = new Int32Array(2 * ENOUGH);
  /** One packed row behind the other. */
  rows: Int32Array = new Int32Array(4 * ENOUGH);
  /** The moves that were listed last. */
  readonly listed: MoveGroups;
  readonly #recorded: RecordedSteps;
  readonly #product: Product;
  readonly #store: StateStore;
  readonly #packed: PackedSteps;
  readonly #settle: () => void;
  /** The row of the state whose moves were listed last, and the state itself where somebody asked. */
  #row: Int32Array = new Int32Array(1);
  readonly #state: StateVector;
  #unpacked = false;

  /** @param settle looks up the batch, and empties it */
  constructor(product: Product, store: StateStore, settle: () => void) {
    this.#product = product;
    this.#store = store;
    this.#settle = settle;
    this.#state = product.allocate();
    const recorded = product.recordedMoves();
    this.#recorded = recorded.recorded;
    this.listed = new MoveGroups(recorded, product.model.clock.timed, () => this.state);
    this.#packed = new PackedSteps(this.#recorded);
  }

  /** The state whose moves were listed last. */
  get state(): StateVector {
    if (!this.#unpacked) this.#store.layout.unpack(this.#row, 0, this.#state, this.#product.width);
    this.#unpacked = true;
    return this.#state;
  }

  get isFull(): boolean {
    return this.length >= ENOUGH;
  }
  get bytes(): number {
    return this.listed.bytes + this.#packed.bytes + 4 * (5 * this.hashes.length + this.rows.length);
  }

  /** Lists the moves of system state `system`. */
  list(system: number): void {
    this.#loadRow(system);
    this.#unpacked = false;
    this.listed.list(this.#row, this.#store.layout);
    if (this.#packed.behind) this.#admit(system);
  }

  /** Adds the successors of `system`, which was listed last. */
  add(system: number, origin: number): void {
    const { moves, length } = this.listed.moves;
    const { steps } = this.listed;
    const { observations, failedAgents } = this.#recorded;
    this.#makeRoom(this.length + length);
    for (let i = 0; i < length; i++) {
      const move = moves[i]!;
      const step = steps[i]!;
      if (step === UNRECORDED) {
        this.#step(system, move);
      } else {
        this.#turn(step);
        this.observations[this.length] = observations[step]!;
        this.failedAgents[this.length] = failedAgents[step]!;
      }
      this.moves[this.length] = move;
      this.origins[this.length++] = origin;
    }
  }

  /** Copies successor number `index` into `state`. */
  load(index: number, state: StateVector): void {
    const { layout } = this.#store;
    layout.unpack(this.rows, index * layout.words, state, this.#product.width);
  }

  /** Makes the next row the present one after a recorded step. */
  #turn(step: number): void {
    const row = this.#row;
    const { deltas } = this.#packed;
    const rows = this.rows;
    const words = row.length;
    const to = this.length * words;
    const from = step * words;
    let hash = 0;
    for (let i = 0; i < words; i++) {
      const word = row[i]! ^ deltas[from + i]!;
      rows[to + i] = word;
      hash = mixed(hash, word);
    }
    this.hashes[this.length] = finished(hash);
  }

  /** Makes the next row the present one after a move that is not recorded. */
  #step(system: number, move: number): void {
    const product = this.#product;
    const { state } = this;
    product.step(state, move);
    if (!this.#store.layout.holds(state, product.width)) {
      this.#settle();
      this.#store.makeRoom(state, product.width);
      this.#packed.pack(this.#store.layout);
      this.#loadRow(system);
      this.#makeRoom(this.listed.moves.length);
    }
    const { layout } = this.#store;
    const at = this.length * layout.words;
    layout.pack(state, product.width, this.rows.subarray(at, at + layout.words));
    this.hashes[this.length] = hashOf(this.rows, at, layout.words);
    this.observations[this.length] = product.observation;
    this.failedAgents[this.length] = product.failedAgent;
    product.changes.undo(state);
  }

  /** Sees to it that what newly recorded steps write fits into rows. */
  #admit(system: number): void {
    const values = this.#product.allocate();
    this.#packed.newestValues(values);
    const { width } = this.#product;
    if (!this.#store.layout.holds(values, width)) {
      this.#settle();
      this.#store.makeRoom(values, width);
      this.#loadRow(system);
    }
    this.#packed.pack(this.#store.layout);
  }

  #loadRow(system: number): void {
    if (this.#row.length !== this.#store.layout.words) this.#row = new Int32Array(this.#store.layout.words);
    this.#store.loadRow(system, this.#row);
  }

  #makeRoom(length: number): void {
    const longer = (array: Int32Array, enough: number): Int32Array<ArrayBuffer> => {
      const copy = new Int32Array(2 * enough);
      copy.set(array);
      return copy;
    };
    if (length > this.hashes.length) {
      this.hashes = longer(this.hashes, length);
      this.origins = longer(this.origins, length);
      this.moves = longer(this.moves, length);
      this.observations = longer(this.observations, length);
      this.failedAgents = longer(this.failedAgents, length);
    }
    const cells = length * this.#store.layout.words;
    if (cells > this.rows.length) this.rows = longer(this.rows, cells);
  }
}
