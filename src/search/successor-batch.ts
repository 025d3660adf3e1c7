/**
 * The successors of several states as packed rows, before anyone looks whether they are known.
 *
 * They are made first and looked up then, many at once: what is looked up next depends on nothing that was looked up
 * before, and so the memory’s delays overlap.
 */
import { DELIVER, ENVIRONMENT, isInternal, kindOf, type Move, subjectOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type RecordedMoves, UNRECORDED } from '../product/recorded-moves.ts';
import type { RecordedSteps } from '../product/recorded-steps.ts';
import { type StateVector, sameState } from '../product/state-vector.ts';
import type { Region } from './kernel/arena.ts';
import {
  ACTING,
  AT_ONCE,
  ATTENTION,
  BLOCK,
  BLOCK_ROWS,
  DUE,
  ENDS,
  ENOUGH as ENOUGH_FIELD,
  FAILING,
  HASHES,
  IDS,
  LENGTH,
  LIMIT,
  NEWS,
  NEWS_COUNT,
  ORIGIN_COUNT,
  ORIGINS,
  PENDING,
  REASON,
  REQUIRED,
  ROWS,
  SHORT,
  STEPS,
  STILL,
  TRANSITIONS,
  UNTOLD,
} from './kernel/fields.ts';
import { Lane } from './kernel/lane.ts';
import { RecentRows } from './kernel/recent-rows.ts';
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
  /** Whether an agent fails in one of the steps. */
  failing = false;
  readonly #others: OtherStep[] = [];
  /** Those that are the very state that they follow; noted where one state stands for several. */
  readonly #still = new Set<number>();
  /** The moves that were listed last. */
  readonly listed: MoveGroups;
  readonly recorded: RecordedSteps;
  readonly lane: Lane;
  readonly #moves: RecordedMoves;
  readonly #product: Product;
  readonly #store: StateStore;
  readonly #packed: PackedSteps;
  readonly #recent: RecentRows;
  readonly #settle: () => void;
  readonly #canonicalise: ((state: StateVector) => void) | undefined;
  readonly #next: StateVector;
  /** All that recorded steps write, bit by bit: rows have room for it, also where a step was not taken yet. */
  readonly #written: StateVector;
  /** The state whose moves were listed last, and its components where somebody asked. */
  #system = 0;
  readonly #state: StateVector;
  #unpacked = false;
  /** Of each successor: its row, the hash of it, room for its id, and its step: a recorded one, or −1 less the index of another. */
  #rows: Region;
  #hashes: Region;
  #ids: Region;
  #steps: Region;
  /** Room for their numbers. */
  #pending: Region;
  /** Numbers of successors that are news. */
  #news: Region;
  /** Whom they follow, one origin behind the other: each, and where its successors end. */
  readonly #origins: Region;
  readonly #ends: Region;
  /** Rows that the kernel expands together. */
  #block: Region;

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
    const { arena } = store;
    this.lane = new Lane(arena, store.pointer);
    this.listed = new MoveGroups(
      moves,
      this.lane,
      product.model.clock.timed,
      () => this.state,
      product.allocate(),
      (move, step) => this.#acts(move, step),
    );
    this.#packed = new PackedSteps(this.recorded, this.lane);
    this.#recent = new RecentRows(this.lane);
    this.#hashes = arena.allocate(2 * ENOUGH);
    this.#ids = arena.allocate(2 * ENOUGH);
    this.#steps = arena.allocate(2 * ENOUGH);
    this.#pending = arena.allocate(2 * ENOUGH);
    this.#news = arena.allocate(2 * ENOUGH);
    this.#rows = arena.allocate(4 * ENOUGH);
    this.#origins = arena.allocate(ENOUGH);
    this.#ends = arena.allocate(ENOUGH);
    this.#block = arena.allocate(2 * BLOCK);
    this.lane.cells[ENOUGH_FIELD] = ENOUGH;
    this.lane.cells[ATTENTION] = UNTOLD | FAILING;
    // Where time may pass, the tick has to be listed.
    this.lane.cells[REQUIRED] = product.model.clock.timed ? DUE : 0;
    this.lane.cells[ORIGINS] = this.#origins.pointer;
    this.lane.cells[ENDS] = this.#ends.pointer;
    this.#name();
  }

  /** An empty batch of states in the same store that knows of moves what this one does. */
  sharingMoves(settle: () => void): SuccessorBatch {
    return new SuccessorBatch(this.#product, this.#store, settle, this.#canonicalise, this.#moves);
  }

  /** Number of successors. */
  get length(): number {
    return this.lane.cells[LENGTH]!;
  }
  /** Number of states that they follow. */
  get origins(): number {
    return this.lane.cells[ORIGIN_COUNT]!;
  }
  originAt(index: number): number {
    return this.#origins.cells[index]!;
  }
  endAt(index: number): number {
    return this.#ends.cells[index]!;
  }
  /** What a look-up answered: the id of a successor, or −1 less the id where it was new. */
  get ids(): Int32Array {
    return this.#ids.cells;
  }
  /** The id of a successor that was looked up. */
  idOf(index: number): number {
    const met = this.ids[index]!;
    return met < 0 ? ~met : met;
  }
  /** Where the row of a successor is in memory. */
  rowAt(index: number): number {
    return this.#rows.pointer + 4 * index * this.#store.layout.words;
  }

  /** The state whose moves were listed last. */
  get state(): StateVector {
    if (!this.#unpacked) this.#store.load(this.#system, this.#state, this.#product.width);
    this.#unpacked = true;
    return this.#state;
  }

  get isFull(): boolean {
    return this.length >= ENOUGH || this.origins >= ENOUGH - 1;
  }
  /** Besides what is in the memory of the store. */
  get bytes(): number {
    return this.listed.bytes;
  }

  /** Lists the moves of system state `system`. */
  list(system: number): void {
    this.#system = system;
    this.#unpacked = false;
    this.listed.list(this.#store.pointerOf(system), this.#store.layout);
    if (this.#packed.behind) this.#admit();
  }

  /** Adds the successors of the state that was listed last: all, or those whose flag in `flags` is `wanted`. */
  add(origin: number, flags?: Uint8Array, wanted = 1): void {
    const { steps } = this.listed;
    const { moves, length } = this.listed.moves;
    this.#makeRoom(this.length + length);
    for (let i = 0; i < length; ) {
      if (flags !== undefined && flags[i] !== wanted) i++;
      else if (steps[i] === UNRECORDED) this.#step(origin, moves[i++]!);
      else if (this.#canonicalise === undefined) i = this.#turn(i, flags === undefined ? length : i + 1);
      else this.#replay(origin, steps[i++]!);
    }
    this.#close(origin);
  }

  /** Empties it. */
  clear(): void {
    this.lane.cells[LENGTH] = 0;
    this.lane.cells[ORIGIN_COUNT] = 0;
    this.lane.cells[STILL] = 0;
    this.failing = false;
    this.#still.clear();
    this.#others.length = 0;
  }

  /** Empties it, and sees to it that what it knows of moves fits into rows, which there are none of. */
  renew(): void {
    this.clear();
    this.#recent.clear();
    this.#admit();
  }

  /**
   * Adds the successors of the states from number `first` on, before `end`, looks them up, and empties the batch; as
   * far as everything is recorded. Answers the first that was not expanded: `reason` says why. To be prepared first.
   *
   * @param most so many states there may be
   */
  sweep(first: number, end: number, most: number): number {
    const { lane } = this;
    lane.cells[LIMIT] = Math.min(this.#store.limit, most);
    lane.cells[TRANSITIONS] = 0;
    lane.cells[NEWS_COUNT] = 0;
    const { arena, layout } = this.#store;
    const { kernel } = arena;
    const stop =
      layout.words === SHORT
        ? kernel.sweepShort(lane.pointer, first, end)
        : kernel.sweep(lane.pointer, first, end);
    this.noteSwept(stop - first);
    return stop;
  }

  /** Sees to it that the kernel knows what is recorded; answers how many successors a batch has at most. */
  prepare(): number {
    this.listed.attend(this.#store.layout);
    if (this.#packed.behind) this.#admit();
    this.#recent.attend(this.#store.layout);
    const most = ENOUGH + this.listed.longest + AT_ONCE;
    this.#makeRoom(most);
    return most;
  }

  /** From now on sweeps stop at states that may be deadlocks. */
  heedDeadlocks(): void {
    this.lane.cells[REQUIRED]! |= ACTING;
  }

  /** So many states were expanded by the kernel alone. */
  noteSwept(states: number): void {
    this.listed.noteListed(states);
  }

  /** Of the last sweep. */
  get reason(): number {
    return this.lane.cells[REASON]!;
  }
  get transitions(): number {
    return this.lane.cells[TRANSITIONS]!;
  }
  /** Numbers of the successors that nobody has judged. */
  get news(): Int32Array {
    return this.#news.cells.subarray(0, this.lane.cells[NEWS_COUNT]!);
  }

  /** Prepares for the whole batch to be looked up. */
  touch(): void {
    this.#store.makeRoomFor(this.length);
    this.#store.arena.kernel.touch(this.lane.pointer);
  }

  /** Looks up the successors of state `origin` from number `first` on, before `end`; those that are new are inserted. */
  lookUp(first: number, end: number, origin: number): void {
    this.#store.arena.kernel.lookUp(this.lane.pointer, first, end, origin);
  }

  /** Copies successor number `index` into `state`. */
  load(index: number, state: StateVector): void {
    const { layout } = this.#store;
    layout.unpack(this.#rows.cells, index * layout.words, state, this.#product.width);
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
    const step = this.#steps.cells[index]!;
    return step < 0 ? this.#others[-1 - step]!.move : this.recorded.moves[step]!;
  }
  observationOf(index: number): number {
    const step = this.#steps.cells[index]!;
    return step < 0 ? this.#others[-1 - step]!.observation : this.recorded.observations[step]!;
  }
  failedAgentOf(index: number): number {
    const step = this.#steps.cells[index]!;
    return step < 0 ? this.#others[-1 - step]!.failedAgent : this.recorded.failedAgents[step]!;
  }

  /** Something happens by it, or the environment may do it: a state with it is no deadlock. */
  #acts(move: Move, step: number): boolean {
    if (!isInternal(move)) return kindOf(move) === ENVIRONMENT;
    const isSet = kindOf(move) === DELIVER && this.#product.model.links[subjectOf(move)]!.isSet;
    return !isSet || this.recorded.changes(step);
  }

  #close(origin: number): void {
    const { cells } = this.lane;
    const index = cells[ORIGIN_COUNT]!;
    this.#origins.cells[index] = origin;
    this.#ends.cells[index] = this.length;
    cells[ORIGIN_COUNT] = index + 1;
  }

  /** Adds the listed row as it is after each recorded step from number `first` on; answers where they end. */
  #turn(first: number, end: number): number {
    const { steps, stepsAt } = this.listed;
    const { failedAgents } = this.recorded;
    let i = first;
    for (; i < end && steps[i] !== UNRECORDED; i++) if (failedAgents[steps[i]!] !== -1) this.failing = true;
    const row = this.#store.pointerOf(this.#system);
    this.#store.arena.kernel.takeSteps(this.lane.pointer, row, stepsAt + 4 * first, i - first);
    return i;
  }

  /** Adds the listed state as it is after a move that is not recorded. */
  #step(origin: number, move: Move): void {
    const product = this.#product;
    const next = this.#next;
    product.successor(this.state, move, next);
    const { observation, failedAgent } = product;
    this.#append(origin, next, () => -this.#others.push({ move, observation, failedAgent }));
    if (failedAgent !== -1) this.failing = true;
  }

  /** Adds what stands for the listed state after a recorded step. */
  #replay(origin: number, step: number): void {
    const next = this.#next;
    next.set(this.state);
    this.recorded.eachWrite(step, (slot, _, after) => {
      next[slot] = after;
    });
    this.#append(origin, next, () => step);
    if (this.recorded.failedAgents[step]! !== -1) this.failing = true;
  }

  #append(origin: number, next: StateVector, stepOf: () => number): void {
    const still = sameState(next, this.state, this.#product.width);
    this.#canonicalise?.(next);
    // What stands for it may have slots that came to be just now.
    const { width } = this.#product;
    if (!this.#store.layout.holds(next, width)) {
      this.#close(origin);
      this.#settle();
      for (let slot = 0; slot < width; slot++) this.#written[slot]! |= next[slot]!;
      this.#store.makeRoom(this.#written, width);
      this.#packed.pack(this.#store.layout);
      this.#makeRoom(this.listed.moves.length);
    }
    const index = this.length;
    if (still) {
      this.lane.cells[STILL]!++;
      if (this.#canonicalise !== undefined) this.#still.add(index);
    }
    const { layout } = this.#store;
    const at = index * layout.words;
    layout.pack(next, width, this.#rows.cells.subarray(at, at + layout.words));
    this.#steps.cells[index] = stepOf();
    this.#store.arena.kernel.hashRows(this.lane.pointer, index, index + 1);
    this.lane.cells[LENGTH] = index + 1;
  }

  /** Sees to it that what newly recorded steps write fits into rows. */
  #admit(): void {
    this.#packed.newestValues(this.#written);
    const { width } = this.#product;
    if (!this.#store.layout.holds(this.#written, width)) {
      this.#settle();
      this.#store.makeRoom(this.#written, width);
    }
    this.#packed.pack(this.#store.layout);
  }

  #makeRoom(length: number): void {
    const { arena, layout } = this.#store;
    const cells = length * layout.words;
    const block = BLOCK * layout.words;
    const isEnough = length <= this.#ids.cells.length && cells <= this.#rows.cells.length;
    if (isEnough && block <= this.#block.cells.length) return;
    if (length > this.#ids.cells.length) {
      this.#hashes = arena.lengthened(this.#hashes, 2 * length);
      this.#ids = arena.lengthened(this.#ids, 2 * length);
      this.#steps = arena.lengthened(this.#steps, 2 * length);
      this.#pending = arena.lengthened(this.#pending, 2 * length);
      this.#news = arena.lengthened(this.#news, 2 * length);
    }
    if (cells > this.#rows.cells.length) this.#rows = arena.lengthened(this.#rows, 2 * cells);
    if (block > this.#block.cells.length) this.#block = arena.lengthened(this.#block, block);
    this.#name();
  }

  /** Tells the kernel where everything is. */
  #name(): void {
    const { cells } = this.lane;
    cells[ROWS] = this.#rows.pointer;
    cells[HASHES] = this.#hashes.pointer;
    cells[IDS] = this.#ids.pointer;
    cells[STEPS] = this.#steps.pointer;
    cells[PENDING] = this.#pending.pointer;
    cells[NEWS] = this.#news.pointer;
    cells[BLOCK_ROWS] = this.#block.pointer;
  }
}
