/**
 * The successors of several states as packed rows, before anyone looks whether they are known.
 *
 * They are made first and looked up then, many at once: what is looked up next depends on nothing that was looked up
 * before, and so the memory’s delays overlap.
 */
import type { Move } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type RecordedMoves, UNRECORDED } from '../product/recorded-moves.ts';
import type { RecordedSteps } from '../product/recorded-steps.ts';
import { finished, hashOf, mixed } from '../product/row-hash.ts';
import { type StateVector, sameState } from '../product/state-vector.ts';
import { MoveGroups } from './move-groups.ts';
import { PackedSteps } from './packed-steps.ts';
import type { StateStore } from './state-store.ts';

/** From this length on a batch is looked up. */
const ENOUGH = 1024;

/** A step that is not recorded. */
interface OtherStep {
  readonly move: Move;
  readonly observation: number;
  readonly failedAgent: number;
}

export class SuccessorBatch {
  /** Number of successors. */
  length = 0;
  /** Whom they follow, one origin behind the other: each, and where its successors end. */
  origins = 0;
  originAt: Int32Array = new Int32Array(ENOUGH);
  endAt: Int32Array = new Int32Array(ENOUGH);
  /** Of each successor the hash of its row, and room for its id. */
  hashes: Int32Array = new Int32Array(2 * ENOUGH);
  ids: Int32Array = new Int32Array(2 * ENOUGH);
  /** One packed row behind the other. */
  rows: Int32Array = new Int32Array(4 * ENOUGH);
  /** Whether an agent fails in one of the steps. */
  failing = false;
  /** Of each successor its step: the number of a recorded one, or −1 less the index of another. */
  #steps: Int32Array = new Int32Array(2 * ENOUGH);
  readonly #others: OtherStep[] = [];
  /** Those that are the very state that they follow; noted where one state stands for several. */
  readonly #still = new Set<number>();
  /** The moves that were listed last. */
  readonly listed: MoveGroups;
  readonly recorded: RecordedSteps;
  readonly #moves: RecordedMoves;
  readonly #product: Product;
  readonly #store: StateStore;
  readonly #packed: PackedSteps;
  readonly #settle: () => void;
  readonly #canonicalise: ((state: StateVector) => void) | undefined;
  readonly #next: StateVector;
  /** All that recorded steps write, bit by bit: rows have room for it, also where a step was not taken yet. */
  readonly #written: StateVector;
  /** The row of the state whose moves were listed last, and the state itself where somebody asked. */
  #row: Int32Array = new Int32Array(1);
  readonly #state: StateVector;
  #unpacked = false;

  /**
   * @param settle looks up the batch, and empties it
   * @param canonicalise replaces a state by the one that stands for it, where one does for several
   * @param moves what is recorded of them so far
   */
  constructor(
    product: Product,
    store: StateStore,
    settle: () => void,
    canonicalise?: (state: StateVector) => void,
    moves = product.recordedMoves(),
  ) {
    this.#product = product;
    this.#store = store;
    this.#settle = settle;
    this.#canonicalise = canonicalise;
    this.#state = product.allocate();
    this.#next = product.allocate();
    this.#written = product.allocate();
    this.#moves = moves;
    this.recorded = moves.recorded;
    this.listed = new MoveGroups(moves, product.model.clock.timed, () => this.state);
    this.#packed = new PackedSteps(this.recorded);
  }

  /** An empty batch of states in the same store that knows of moves what this one does. */
  sharingMoves(settle: () => void): SuccessorBatch {
    return new SuccessorBatch(this.#product, this.#store, settle, this.#canonicalise, this.#moves);
  }

  /** The state whose moves were listed last. */
  get state(): StateVector {
    if (!this.#unpacked) this.#store.layout.unpack(this.#row, 0, this.#state, this.#product.width);
    this.#unpacked = true;
    return this.#state;
  }

  get isFull(): boolean {
    return this.length >= ENOUGH || this.origins >= ENOUGH - 1;
  }
  get bytes(): number {
    return this.listed.bytes + this.#packed.bytes + 4 * (3 * this.hashes.length + this.rows.length);
  }

  /** Lists the moves of system state `system`. */
  list(system: number): void {
    this.#loadRow(system);
    this.#unpacked = false;
    this.listed.list(this.#row, this.#store.layout);
    if (this.#packed.behind) this.#admit(system);
  }

  /** Adds the successors of `system`, which was listed last: all, or those whose flag in `flags` is `wanted`. */
  add(system: number, origin: number, flags?: Uint8Array, wanted = 1): void {
    const { steps } = this.listed;
    const { moves, length } = this.listed.moves;
    this.#makeRoom(this.length + length);
    for (let i = 0; i < length; ) {
      if (flags !== undefined && flags[i] !== wanted) i++;
      else if (steps[i] === UNRECORDED) this.#step(system, origin, moves[i++]!);
      else if (this.#canonicalise === undefined) i = this.#turn(i, flags === undefined ? length : i + 1);
      else this.#replay(system, origin, steps[i++]!);
    }
    this.#close(origin);
  }

  /** Empties it. */
  clear(): void {
    this.length = 0;
    this.origins = 0;
    this.failing = false;
    this.#still.clear();
    this.#others.length = 0;
  }

  /** Copies successor number `index` into `state`. */
  load(index: number, state: StateVector): void {
    const { layout } = this.#store;
    layout.unpack(this.rows, index * layout.words, state, this.#product.width);
  }

  /**
   * Whether successor number `index` is the very state that it follows: one that is as much as that, and not only one
   * that the same state stands for.
   *
   * @param system the system state that it follows
   */
  isStill(index: number, system: number): boolean {
    return this.#canonicalise === undefined ? this.ids[index] === system : this.#still.has(index);
  }

  moveOf(index: number): Move {
    const step = this.#steps[index]!;
    return step < 0 ? this.#others[-1 - step]!.move : this.recorded.moves[step]!;
  }
  observationOf(index: number): number {
    const step = this.#steps[index]!;
    return step < 0 ? this.#others[-1 - step]!.observation : this.recorded.observations[step]!;
  }
  failedAgentOf(index: number): number {
    const step = this.#steps[index]!;
    return step < 0 ? this.#others[-1 - step]!.failedAgent : this.recorded.failedAgents[step]!;
  }

  #close(origin: number): void {
    this.originAt[this.origins] = origin;
    this.endAt[this.origins++] = this.length;
  }

  /** Adds the listed row as it is after each recorded step from number `first` on; answers where they end. */
  #turn(first: number, end: number): number {
    const row = this.#row;
    const { rows, hashes } = this;
    const { deltas } = this.#packed;
    const { steps } = this.listed;
    const { failedAgents } = this.recorded;
    const taken = this.#steps;
    const words = row.length;
    let n = this.length;
    let i = first;
    for (; i < end; i++) {
      const step = steps[i]!;
      if (step === UNRECORDED) break;
      const from = step * words;
      const to = n * words;
      let hash = 0;
      for (let word = 0; word < words; word++) {
        const turned = row[word]! ^ deltas[from + word]!;
        rows[to + word] = turned;
        hash = mixed(hash, turned);
      }
      taken[n] = step;
      hashes[n++] = finished(hash);
      if (failedAgents[step]! !== -1) this.failing = true;
    }
    this.length = n;
    return i;
  }

  /** Adds the listed state as it is after a move that is not recorded. */
  #step(system: number, origin: number, move: Move): void {
    const product = this.#product;
    const next = this.#next;
    product.successor(this.state, move, next);
    const { observation, failedAgent } = product;
    this.#append(system, origin, next);
    if (failedAgent !== -1) this.failing = true;
    this.#steps[this.length - 1] = -this.#others.push({ move, observation, failedAgent });
  }

  /** Adds what stands for the listed state after a recorded step. */
  #replay(system: number, origin: number, step: number): void {
    const next = this.#next;
    next.set(this.state);
    this.recorded.eachWrite(step, (slot, _, after) => {
      next[slot] = after;
    });
    this.#append(system, origin, next);
    if (this.recorded.failedAgents[step]! !== -1) this.failing = true;
    this.#steps[this.length - 1] = step;
  }

  #append(system: number, origin: number, next: StateVector): void {
    const still = this.#canonicalise !== undefined && sameState(next, this.state, this.#product.width);
    this.#canonicalise?.(next);
    // What stands for it may have slots that came to be just now.
    const { width } = this.#product;
    if (!this.#store.layout.holds(next, width)) {
      this.#close(origin);
      this.#settle();
      for (let slot = 0; slot < width; slot++) this.#written[slot]! |= next[slot]!;
      this.#store.makeRoom(this.#written, width);
      this.#packed.pack(this.#store.layout);
      this.#loadRow(system);
      this.#makeRoom(this.listed.moves.length);
    }
    if (still) this.#still.add(this.length);
    const { layout } = this.#store;
    const at = this.length * layout.words;
    layout.pack(next, width, this.rows.subarray(at, at + layout.words));
    this.hashes[this.length++] = hashOf(this.rows, at, layout.words);
  }

  /** Sees to it that what newly recorded steps write fits into rows. */
  #admit(system: number): void {
    this.#packed.newestValues(this.#written);
    const { width } = this.#product;
    if (!this.#store.layout.holds(this.#written, width)) {
      this.#settle();
      this.#store.makeRoom(this.#written, width);
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
      this.ids = longer(this.ids, length);
      this.#steps = longer(this.#steps, length);
    }
    const cells = length * this.#store.layout.words;
    if (cells > this.rows.length) this.rows = longer(this.rows, cells);
  }
}
