/**
 * The states of a level, expanded by several threads.
 *
 * Which of them finds a state first is chance, and so are the ids within a level; how many states there are, on which
 * levels they are, and what holds in them, is not.
 */
import type { Region } from './kernel/arena.ts';
import {
  ATTENTION,
  BLOCK,
  BLOCK_ROWS,
  DELTAS,
  ENDS,
  ENOUGH,
  FOUND,
  GROUP_COUNT,
  GROUPS,
  HASHES,
  IDS,
  LENGTH,
  LETTERS,
  LIMIT,
  LISTS,
  NEWS,
  NEWS_COUNT,
  NEWS_ROOM,
  ODD,
  ODD_COUNT,
  ORIGINS,
  OWN_END,
  OWN_ID,
  OWN_IDS,
  PENDING,
  RANGE_COUNT,
  RANGE_ROOM,
  RANGES,
  REQUIRED,
  ROWS,
  STEPS,
  TEAM,
  TRANSITIONS,
} from './kernel/fields.ts';
import { Lane } from './kernel/lane.ts';
import { RecentRows } from './kernel/recent-rows.ts';
import { Team } from './kernel/team.ts';
import type { LevelOrder } from './level-order.ts';
import type { RowLayout } from './row-layout.ts';
import type { StateStore } from './state-store.ts';
import type { SuccessorBatch } from './successor-batch.ts';

/** States that are expanded between two looks at what was put aside. */
export const ROUND = 1 << 18;
/** So many new states are expected to follow one: where there are more, a round is interrupted to make room. */
const ROWS_PER_STATE = 2;
/** Pieces of news that one has room for. */
const NEWS_CELLS = 1 << 16;

/** What one of the team works by: as the search itself, but with a batch of its own. */
class TeamLane extends Lane {
  readonly odd: Region;
  readonly news: Region;
  /** From where on it has taken ids, each with the number of the state that it had begun with. */
  readonly ranges: Region;
  readonly #arrays = new Map<number, Region>();
  readonly #recent: RecentRows;

  constructor(store: StateStore, team: number) {
    super(store.arena, store.pointer);
    this.odd = this.arena.allocate(ROUND);
    this.news = this.arena.allocate(NEWS_CELLS);
    this.ranges = this.arena.allocate(2 * RANGE_ROOM);
    this.#recent = new RecentRows(this);
    this.cells[ODD] = this.odd.pointer;
    this.cells[NEWS] = this.news.pointer;
    this.cells[RANGES] = this.ranges.pointer;
    this.cells[TEAM] = team;
  }

  /** Takes over what the search has learned; has room for a batch as long as its. */
  follow(search: Lane, successors: number, layout: RowLayout): void {
    const { cells } = this;
    const { words } = layout;
    this.#recent.attend(layout);
    for (const field of [GROUPS, GROUP_COUNT, LISTS, DELTAS, ENOUGH, LETTERS, ATTENTION, REQUIRED]) {
      cells[field] = search.cells[field]!;
    }
    for (const field of [HASHES, IDS, STEPS, PENDING]) this.#makeRoom(field, successors);
    for (const field of [ORIGINS, ENDS]) this.#makeRoom(field, cells[ENOUGH]!);
    this.#makeRoom(ROWS, successors * words);
    this.#makeRoom(FOUND, 2 * BLOCK * cells[GROUP_COUNT]!);
    this.#makeRoom(BLOCK_ROWS, BLOCK * words);
    // More than a batch does not fit.
    cells[NEWS_ROOM] = NEWS_CELLS;
  }

  #makeRoom(field: number, cells: number): void {
    const old = this.#arrays.get(field);
    if (old !== undefined && old.cells.length >= cells) return;
    if (old !== undefined) this.arena.release(old);
    const region = this.arena.allocate(2 * cells);
    this.#arrays.set(field, region);
    this.cells[field] = region.pointer;
  }
}

export class TeamSweep {
  readonly #store: StateStore;
  readonly #batch: SuccessorBatch;
  readonly #lanes: readonly TeamLane[];
  readonly #team: Team;
  /** Room for ids of states that are expanded together. */
  readonly #ids: Region;
  readonly #order: LevelOrder;

  /**
   * @param order is told which states are found behind which
   * @param threads two or more
   */
  constructor(store: StateStore, batch: SuccessorBatch, order: LevelOrder, threads: number) {
    this.#store = store;
    this.#order = order;
    this.#batch = batch;
    this.#ids = store.arena.allocate(ROUND);
    const record = Team.recordIn(store.arena, threads);
    this.#lanes = Array.from({ length: threads }, () => new TeamLane(store, record.pointer));
    const [own, ...others] = this.#lanes.map(({ pointer }) => pointer);
    this.#team = new Team(store.arena, record, own!, others);
    store.enterTogether = (cells) => this.#team.enter(store.size, cells);
  }

  /**
   * Expands the states from place `first` of the level on, before `end`: at most `ROUND`.
   *
   * @param judge is told the ids of states that nobody has judged
   * @returns how many transitions were taken
   */
  expand(first: number, end: number, judge: (id: number) => void): number {
    let at = this.#ids.pointer;
    for (const stretch of this.#order.between(first, end)) {
      this.#store.arena.kernel.writeIds(at, stretch.first, stretch.length);
      at += 4 * stretch.length;
    }
    return this.#expand(end - first, first, judge);
  }

  /** The same for states with these ids, which are of those that were expanded last. */
  expandThese(ids: Int32Array, place: number, judge: (id: number) => void): number {
    this.#ids.cells.set(ids);
    return this.#expand(ids.length, place, judge);
  }

  /** @param place of the first of them */
  #expand(count: number, place: number, judge: (id: number) => void): number {
    const batchLength = this.#batch.prepare();
    for (const lane of this.#lanes) {
      lane.follow(this.#batch.lane, batchLength, this.#store.layout);
      lane.cells[ODD_COUNT] = 0;
    }
    let transitions = 0;
    for (let from = 0; ; from = this.#team.begun) {
      this.#makeRoom(batchLength, ROWS_PER_STATE * (count - from));
      this.#store.shared = true;
      this.#team.expand(from, count, this.#ids.pointer, this.#store.layout.words);
      this.#store.shared = false;
      let unfinished = false;
      try {
        for (const { cells, news, ranges } of this.#lanes) {
          for (let range = 0; range < cells[RANGE_COUNT]!; range++) {
            this.#order.note(ranges.cells[2 * range]!, place + ranges.cells[2 * range + 1]!);
          }
          cells[RANGE_COUNT] = 0;
          for (const id of news.cells.subarray(0, cells[NEWS_COUNT])) judge(id);
          transitions += cells[TRANSITIONS]!;
          cells[NEWS_COUNT] = 0;
          cells[TRANSITIONS] = 0;
          unfinished ||= cells[LENGTH]! > 0;
        }
      } finally {
        // Before there is more room: a new table is made of all rows, and what no state has is none.
        this.#fillHoles();
      }
      if (!unfinished) return transitions;
    }
  }

  /** States that have to be expanded in another way. */
  odd(): Int32Array {
    const parts = this.#lanes.map(({ cells, odd }) => odd.cells.subarray(0, cells[ODD_COUNT]));
    const ids = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      ids.set(part, at);
      at += part.length;
    }
    return ids;
  }

  finish(): void {
    this.#team.finish();
    this.#store.enterTogether = undefined;
  }

  /** Each may add a batch after it has looked whether there is room. */
  #makeRoom(batchLength: number, ahead: number): void {
    const margin = (batchLength + OWN_IDS) * this.#lanes.length;
    this.#store.makeRoomFor(2 * margin, ahead);
    for (const { cells } of this.#lanes) cells[LIMIT] = this.#store.limit - margin;
  }

  /** Ids that some thread has and did not use are given to the last rows. */
  #fillHoles(): void {
    const holes: number[] = [];
    for (const { cells } of this.#lanes) {
      for (let id = cells[OWN_ID]!; id < cells[OWN_END]!; id++) holes.push(id);
      cells[OWN_ID] = cells[OWN_END]!;
    }
    for (const hole of holes.sort((a, b) => b - a)) {
      this.#store.arena.kernel.fillHole(this.#store.pointer, hole);
    }
  }
}
