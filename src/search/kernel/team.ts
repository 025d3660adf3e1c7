/**
 * Several threads that expand the states of one search. They share its memory and know nothing else: whatever is not
 * recorded is left to the thread that has the model.
 */
import { Worker } from 'node:worker_threads';
import type { Arena, Region } from './arena.ts';
import {
  CHUNK,
  CLEAR,
  CURSOR,
  END,
  ENTER,
  EXPAND,
  EXPAND_SHORT,
  FINISH,
  JOB,
  LISTED_IDS,
  MEMBER_CELLS,
  MEMBERS,
  ORDER,
  PARTS,
  READY,
  RUNNING,
  SHORT,
} from './fields.ts';
import { kernelModule } from './kernel.ts';

/** Rows that one enters into a table at a time. */
const ROWS_AT_A_TIME = 256;
/**
 * States that one expands at a time at least. As long as there are many it takes what would be its share of those that
 * are left: neighbours, who have successors in common, are to stay together, and all are to end together
 * (Polychronopoulos and Kuck, Guided self-scheduling, IEEE Transactions on Computers 1987).
 */
const STATES_AT_A_TIME = 256;
/** Cells of a table that one clears at a time. */
const CELLS_AT_A_TIME = 1 << 17;

/**
 * So many looks one takes at what it waits for before it lets the operating system wake it, a fifth of a millisecond:
 * most orders come sooner than that, and to be woken takes as long as they do.
 */
const LOOKS = 20_000;

/** What a thread does: it waits for orders. It is so short that it needs no file, which would be another one in a bundle. */
const MEMBER = `
  const { workerData } = require('node:worker_threads');
  const { module, memory, lane, team, member } = workerData;
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const cells = new Int32Array(memory.buffer, team, member + ${MEMBER_CELLS});
  Atomics.store(cells, member + ${READY}, 1);
  for (let order = 0; ; ) {
    for (let looks = ${LOOKS}; looks > 0 && Atomics.load(cells, member + ${ORDER}) === order; ) looks--;
    Atomics.wait(cells, member + ${ORDER}, order);
    order = Atomics.load(cells, member + ${ORDER});
    const job = Atomics.load(cells, ${JOB});
    if (job === ${FINISH}) break;
    if (job === ${EXPAND}) kernel.work(lane);
    else if (job === ${EXPAND_SHORT}) kernel.workShort(lane);
    else if (job === ${CLEAR}) kernel.clearTogether(lane);
    else kernel.enterTogether(lane);
    if (Atomics.sub(cells, ${RUNNING}, 1) === 1) Atomics.notify(cells, ${RUNNING});
  }
`;

export class Team {
  /** What its members have in common. */
  readonly pointer: number;
  readonly #arena: Arena;
  readonly #record: Region;
  readonly #threads: readonly Worker[];
  /** The lane of whoever gives orders. */
  readonly #own: number;

  /**
   * @param own pointer to the lane of the thread that calls
   * @param others for each further thread a pointer to its lane
   */
  constructor(arena: Arena, record: Region, own: number, others: readonly number[]) {
    this.#arena = arena;
    arena.known = true;
    this.#record = record;
    this.pointer = record.pointer;
    record.cells[PARTS] = others.length + 1;
    this.#own = own;
    this.#threads = others.map((lane, index) => {
      const member = MEMBERS + MEMBER_CELLS * index;
      const { memory } = arena;
      const workerData = { module: kernelModule(), memory, lane, team: record.pointer, member };
      const thread = new Worker(MEMBER, { eval: true, workerData });
      thread.unref();
      return thread;
    });
  }

  /** Room for what a team of so many threads, the caller included, has in common. */
  static recordIn(arena: Arena, threads: number): Region {
    return arena.allocate(MEMBERS + MEMBER_CELLS * threads);
  }

  /**
   * All threads expand the states from number `first` on, before `end`; in the end somebody may have had no room.
   *
   * @param ids pointer to the ids of states by their numbers
   * @param words of a row
   */
  expand(first: number, end: number, ids: number, words: number): void {
    this.#record.cells[LISTED_IDS] = ids;
    const { kernel } = this.#arena;
    if (words === SHORT) {
      this.#together(EXPAND_SHORT, first, end, STATES_AT_A_TIME, () => kernel.workShort(this.#own));
    } else this.#together(EXPAND, first, end, STATES_AT_A_TIME, () => kernel.work(this.#own));
  }

  /** Where those states end that somebody has begun with. */
  get begun(): number {
    return Math.min(this.#record.cells[CURSOR]!, this.#record.cells[END]!);
  }

  /** All enter rows into a new table, which has so many cells: those before `end`. */
  enter(end: number, cells: number): void {
    this.#together(CLEAR, 0, cells, CELLS_AT_A_TIME, () => this.#arena.kernel.clearTogether(this.#own));
    this.#together(ENTER, 0, end, ROWS_AT_A_TIME, () => this.#arena.kernel.enterTogether(this.#own));
  }

  /** Lets the threads end. */
  finish(): void {
    const { cells } = this.#record;
    Atomics.store(cells, JOB, FINISH);
    for (let index = 0; index < this.#threads.length; index++) this.#order(index);
  }

  #together(job: number, first: number, end: number, chunk: number, own: () => void): void {
    const { cells } = this.#record;
    cells[CURSOR] = first;
    cells[END] = end;
    cells[CHUNK] = chunk;
    cells[JOB] = job;
    const there = this.#threads
      .map((_, index) => index)
      .filter((index) => Atomics.load(cells, MEMBERS + MEMBER_CELLS * index + READY) === 1);
    Atomics.store(cells, RUNNING, there.length);
    for (const index of there) this.#order(index);
    own();
    for (let looks = LOOKS; looks > 0 && Atomics.load(cells, RUNNING) > 0; ) looks--;
    for (let left: number; (left = Atomics.load(cells, RUNNING)) > 0; ) Atomics.wait(cells, RUNNING, left);
  }

  #order(index: number): void {
    const at = MEMBERS + MEMBER_CELLS * index + ORDER;
    Atomics.add(this.#record.cells, at, 1);
    Atomics.notify(this.#record.cells, at);
  }
}
