/**
 * The moves of a packed row and their steps, found for many sources at a time.
 *
 * Sources next to each other form a group. What a group lists is remembered for the bits of the row that have the
 * slots which its sources read. A group that meets too many different ones is split, in the end into single sources;
 * one of those that meets too many still is looked up in the trees of `RecordedMoves`, which is where all groups
 * learn what they remember.
 */
import type { MoveSource } from '../product/enabled-moves.ts';
import { type Move, MoveList, OUTCOME } from '../product/move.ts';
import {
  LIST_HEAD as LIST_HEADER,
  LISTED,
  type RecordedMoves,
  UNRECORDED,
} from '../product/recorded-moves.ts';
import { hashOf, mixed } from '../product/row-hash.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Region } from './kernel/arena.ts';
import {
  ABSENT,
  ACTING,
  ASK,
  BLOCK,
  CHANGING_SHIFT,
  DUE,
  FAILING,
  FIRST_OPEN,
  FOUND as FOUND_FIELD,
  GROUP_COUNT,
  GROUPS,
  INTERNAL,
  LIST_CHANGING,
  LIST_FLAGS,
  LIST_HEAD,
  LIST_LENGTH,
  LISTED as LISTED_COUNT,
  LISTED_MOVES,
  LISTED_STEPS,
  LISTS,
  UNLEARNED,
  UNTOLD,
} from './kernel/fields.ts';
import type { Lane } from './kernel/lane.ts';
import { MaskedTable } from './masked-table.ts';
import type { RowLayout } from './row-layout.ts';

interface Group {
  /** Sources from `first` on, before `end`. */
  readonly first: number;
  readonly end: number;
  readonly table: MaskedTable;
  /** Whether steps are remembered too, not only moves. */
  readonly withSteps: boolean;
  /** Not remembered at all. */
  readonly loose: boolean;
  /** How often it had to learn since so many rows were listed. */
  misses: number;
  since: number;
  /** Moves of its longest list. */
  longest: number;
  /** How many slots were read for its sources, when its key was last looked at. */
  read: number;
}

/** In the place of a step that a tree tells: this less the place of the tree. */
const PLACE = -2;

/** So many misses are judged at once: a group is split unless it was found many times as often. */
const MISSES = 512;
/** So many times as often. */
const FOUND = 64;
/** Sources of a group at first. */
const TOGETHER = 4;
/** Room for lists; where it is full all groups begin anew. */
const MOST_CELLS = 1 << 22;
/** Lists that a group remembers at most. */
const MOST_LISTS = 1 << 11;
/** The same of one with a single source, which cannot be split. */
const MOST_LISTS_ALONE = 1 << 17;

export class MoveGroups {
  readonly moves = new MoveList();
  /** Of each move the number in `recorded.steps`, or `UNRECORDED`. */
  steps: Int32Array;
  /** No row has more moves than this, as far as is known. */
  longest = 0;
  readonly #recorded: RecordedMoves;
  readonly #stateOf: () => StateVector;
  /** Room for the state of a row that part of a group is told of. */
  readonly #handedDown: StateVector;
  readonly #lane: Lane;
  readonly #acts: (move: Move, step: number) => boolean;
  #groups: readonly Group[] = [];
  #lists: Region;
  #end = 1;
  readonly #known = new Map<number, number>();
  #listed = 0;
  #structure = -1;
  #sources: readonly MoveSource[] = [];
  /** The number of sources of internal moves, which come first. */
  #firstOpen = 0;
  readonly #timed: boolean;
  #layout: RowLayout | undefined;
  /** Pointers to the tables of groups; the moves and the steps listed last. */
  #tables: Region;
  #founds: Region;
  #listedMoves: Region;
  #listedSteps: Region;

  /**
   * @param stateOf the state whose row is listed
   * @param room for a state
   * @param acts whether a recorded step is something that happens, or that the environment may do
   */
  constructor(
    recorded: RecordedMoves,
    lane: Lane,
    timed: boolean,
    stateOf: () => StateVector,
    room: StateVector,
    acts: (move: Move, step: number) => boolean,
  ) {
    this.#recorded = recorded;
    this.#lane = lane;
    this.#timed = timed;
    this.#stateOf = stateOf;
    this.#handedDown = room;
    this.#acts = acts;
    const { arena, cells } = lane;
    this.#lists = arena.allocate(1024);
    this.#tables = arena.allocate(1);
    this.#founds = arena.allocate(1);
    this.#listedMoves = arena.allocate(64);
    this.#listedSteps = arena.allocate(64);
    cells[LISTS] = this.#lists.pointer;
    this.moves.moves = this.#listedMoves.cells;
    this.steps = this.#listedSteps.cells;
    cells[LISTED_MOVES] = this.#listedMoves.pointer;
    cells[LISTED_STEPS] = this.#listedSteps.pointer;
  }

  /** Where the steps are in memory. */
  get stepsAt(): number {
    return this.#listedSteps.pointer;
  }

  get bytes(): number {
    return this.#recorded.bytes;
  }

  /** Lists the moves enabled in the state with the row at `row` in memory. */
  list(row: number, layout: RowLayout): void {
    this.attend(layout);
    this.#listed++;
    const flags = this.#listKnown(row);
    if (flags === UNLEARNED) this.#learn(row, layout, this.#lane.cells[LISTED_COUNT]!);
    else if (flags === ASK) this.#listEach(row, layout);
    else this.#finish(flags);
  }

  /** Lists the moves that the kernel tells; answers what it does. */
  #listKnown(row: number): number {
    const { moves } = this;
    const { cells, pointer, arena } = this.#lane;
    const flags = arena.kernel.list(pointer, row);
    moves.clear();
    if (flags < 0) return flags;
    moves.length = cells[LISTED_COUNT]!;
    moves.internal = cells[INTERNAL]!;
    return flags;
  }

  /** Sees to it that nothing is told that was learned of other sources, slots or rows. */
  attend(layout: RowLayout): void {
    if (this.#structure !== this.#recorded.structure || layout !== this.#layout) this.#begin(layout);
  }

  /** So many rows were listed by the kernel alone. */
  noteListed(rows: number): void {
    this.#listed += rows;
  }

  /** Some group is not remembered: each is asked as it has to be. */
  #listEach(row: number, layout: RowLayout): void {
    const { moves } = this;
    let flags = 0;
    for (const group of this.#groups) {
      const list = group.loose ? this.#gathered(group) : group.table.find(row);
      if (list === ABSENT) {
        this.#learn(row, layout, 0);
        return;
      }
      const { cells } = this.#lists;
      const count = cells[list + LIST_LENGTH]!;
      flags |= cells[list + LIST_FLAGS]!;
      this.#makeRoom(moves.length + count);
      for (let i = 0, at = list + LIST_HEAD + cells[list + LIST_CHANGING]!; i < count; i++, at++) {
        this.steps[moves.length] = cells[at]!;
        moves.push(cells[at + count]!);
      }
      if (group.end === this.#firstOpen) moves.internal = moves.length;
    }
    this.#finish(flags);
  }

  #finish(flags: number): void {
    if ((flags & UNTOLD) !== 0) this.#resolve();
    if (this.#timed && (flags & DUE) === 0) this.#listTick();
  }

  /** Looks the steps up that trees tell. */
  #resolve(): void {
    const state = this.#stateOf();
    const { steps } = this;
    for (let i = 0; i < this.moves.length; i++) {
      if (steps[i]! <= PLACE)
        steps[i] = this.#recorded.stepAt(PLACE - steps[i]!, this.moves.moves[i]!, state);
    }
  }

  #listTick(): void {
    this.#makeRoom(this.moves.length + 1);
    this.steps[this.moves.length] = UNRECORDED;
    this.#recorded.listTick(this.#stateOf(), this.moves, false);
  }

  #begin(layout: RowLayout): void {
    const { structure } = this.#recorded;
    if (this.#structure === structure) {
      for (const { table } of this.#groups) table.relay(layout);
    } else {
      for (const { table } of this.#groups) table.release();
      this.#sources = this.#recorded.attend();
      this.#firstOpen = this.#sources.filter(({ kind }) => kind <= OUTCOME).length;
      this.#use([
        ...this.#fewEach(0, this.#firstOpen),
        ...this.#fewEach(this.#firstOpen, this.#sources.length),
      ]);
      this.#forget(layout);
    }
    this.#structure = structure;
    this.#layout = layout;
  }

  #fewEach(first: number, end: number): readonly Group[] {
    const groups: Group[] = [];
    for (let from = first; from < end; from += TOGETHER)
      groups.push(this.#groupOf(from, Math.min(end, from + TOGETHER)));
    return groups;
  }

  #forget(layout: RowLayout): void {
    this.#end = 1;
    this.#known.clear();
    this.longest = 0;
    for (const group of this.#groups) {
      group.longest = 0;
      group.table.clear(layout);
    }
  }

  /** From now on these are the groups. */
  #use(groups: readonly Group[]): void {
    this.#groups = groups;
    const { arena, cells } = this.#lane;
    arena.release(this.#tables);
    this.#tables = arena.allocate(groups.length);
    for (const [index, { table }] of groups.entries()) this.#tables.cells[index] = table.pointer;
    cells[GROUPS] = this.#tables.pointer;
    arena.release(this.#founds);
    this.#founds = arena.allocate(2 * BLOCK * groups.length);
    cells[FOUND_FIELD] = this.#founds.pointer;
    cells[GROUP_COUNT] = groups.length;
    cells[FIRST_OPEN] = 1 + groups.findIndex(({ end }) => end === this.#firstOpen);
  }

  #groupOf(first: number, end: number, withSteps = true, loose = false): Group {
    const table = new MaskedTable(this.#lane.arena, loose);
    return { first, end, table, withSteps, loose, misses: 0, since: this.#listed, longest: 0, read: 0 };
  }

  /**
   * Has the groups learn from the trees what they do not know of a row, and lists its moves.
   *
   * @param from all groups before this one know it
   */
  #learn(row: number, layout: RowLayout, from: number): void {
    const state = this.#stateOf();
    for (let index = from; index < this.#groups.length; index++) {
      const group = this.#groups[index]!;
      if (group.loose || group.table.find(row) !== ABSENT) continue;
      this.#recorded.listSources(group.first, group.end, state);
      // There is no room for more in the trees, or other slots have come to be.
      if (!this.#recorded.complete || this.#recorded.structure !== this.#structure) {
        this.#listWhole();
        return;
      }
      this.#remember(group, row, layout);
    }
    if (this.#groups.some(({ misses }) => misses >= MISSES)) this.#split(layout);
    if (this.#end > MOST_CELLS) this.#forget(layout);
    const flags = this.#listKnown(row);
    if (flags < 0) this.#listWhole();
    else this.#finish(flags);
  }

  /** Asks the trees about all sources. */
  #listWhole(): void {
    const recorded = this.#recorded;
    recorded.list(this.#stateOf());
    this.#makeRoom(recorded.moves.length);
    this.moves.copy(recorded.moves);
    this.steps.set(recorded.steps.subarray(0, recorded.moves.length));
  }

  /** Keeps what the sources of a group, which were listed last, do in a row. */
  #remember(group: Group, row: number, layout: RowLayout): void {
    const recorded = this.#recorded;
    this.#widen(group, layout);
    let flags = recorded.due ? DUE : 0;
    const { moves, length } = recorded.moves;
    const steps = group.withSteps ? recorded.steps : recorded.places.map((place) => PLACE - place);
    for (let i = 0; i < length; i++) flags |= this.#flagsOf(moves[i]!, steps[i]!);
    const list = this.#interned(flags, moves, steps, length);
    if (length > group.longest) {
      group.longest = length;
      this.longest = this.#groups.reduce((sum, { longest }) => sum + longest, 1);
      this.#makeRoom(this.longest);
    }
    const { cells } = this.#lists;
    group.table.set(row, list, cells[list + LIST_FLAGS]! | (cells[list + LIST_CHANGING]! << CHANGING_SHIFT));
    group.misses++;
  }

  /** Has the key of a group have all slots that were read for it. */
  #widen(group: Group, layout: RowLayout): void {
    const recorded = this.#recorded;
    let read = 0;
    for (let source = group.first; source < group.end; source++) {
      read += recorded.slotsOfLists(source).size;
      if (group.withSteps) read += recorded.slotsOfSteps(source).size;
    }
    if (read === group.read) return;
    group.read = read;
    const slots = this.#slotsFor(group);
    if (!group.table.covers(slots)) group.table.clear(layout, slots);
  }

  /** All slots that were read for the sources of a group. */
  #slotsFor({ first, end, withSteps }: Group): ReadonlySet<number> {
    const slots = new Set<number>();
    for (let source = first; source < end; source++) {
      for (const slot of this.#recorded.slotsOfLists(source)) slots.add(slot);
      if (withSteps) for (const slot of this.#recorded.slotsOfSteps(source)) slots.add(slot);
    }
    return slots;
  }

  /** Where a list is: many rows have the same. Of lists with one hash the later have the numbers that follow it. */
  #interned(flags: number, moves: Int32Array, steps: Int32Array, length: number): number {
    let key = mixed(hashOf(moves, 0, length), mixed(flags, hashOf(steps, 0, length)));
    for (;;) {
      const known = this.#known.get(key);
      if (known === undefined) break;
      if (this.#isKept(known, flags, moves, steps, length)) return known;
      key = (key + 1) | 0;
    }
    const list = this.#keep(flags, moves.subarray(0, length), steps.subarray(0, length));
    this.#known.set(key, list);
    return list;
  }

  #isKept(list: number, flags: number, moves: Int32Array, steps: Int32Array, length: number): boolean {
    const { cells } = this.#lists;
    if (cells[list + LIST_LENGTH] !== length || cells[list + LIST_FLAGS] !== flags) return false;
    const first = list + LIST_HEAD + cells[list + LIST_CHANGING]!;
    for (let i = 0; i < length; i++) {
      if (cells[first + i] !== steps[i] || cells[first + length + i] !== moves[i]) return false;
    }
    return true;
  }

  /** Writes a list; answers where. */
  #keep(flags: number, moves: Int32Array, steps: Int32Array): number {
    const { recorded } = this.#recorded;
    const changing = steps.filter((step) => step >= 0 && recorded.changes(step));
    const list = this.#append(LIST_HEAD + changing.length + 2 * steps.length);
    const { cells } = this.#lists;
    cells[list + LIST_LENGTH] = steps.length;
    cells[list + LIST_FLAGS] = flags;
    cells[list + LIST_CHANGING] = changing.length;
    cells.set(changing, list + LIST_HEAD);
    cells.set(steps, list + LIST_HEAD + changing.length);
    cells.set(moves, list + LIST_HEAD + changing.length + steps.length);
    return list;
  }

  #flagsOf(move: Move, step: number): number {
    if (step < 0) return UNTOLD;
    const failing = this.#recorded.recorded.failedAgents[step]! === -1 ? 0 : FAILING;
    return failing | (this.#acts(move, step) ? ACTING : 0);
  }

  /** What a single source lists, from its tree; `ABSENT` where that is not known. */
  #gathered(group: Group): number {
    const known = this.#recorded.listOf(group.first, this.#stateOf());
    if (known === 0) return ABSENT;
    const trees = this.#recorded.cells;
    const at = Array.from({ length: trees[known]! }, (_, i) => known + LIST_HEADER + LISTED * i);
    const flags = UNTOLD | (trees[known + 1] === 1 ? DUE : 0);
    const moves = Int32Array.from(at, (entry) => trees[entry]!);
    const steps = Int32Array.from(at, (entry) => PLACE - (entry + 1));
    const list = this.#keep(flags, moves, steps);
    this.#end = list;
    return list;
  }

  /** Splits the groups that learn too often, and lets the others go on. */
  #split(layout: RowLayout): void {
    const groups = this.#groups.flatMap((group) => {
      if (group.misses < MISSES) return [group];
      const rare = this.#listed - group.since >= FOUND * MISSES;
      group.misses = 0;
      group.since = this.#listed;
      const { first, end, withSteps } = group;
      const most = end - first > 1 ? MOST_LISTS : MOST_LISTS_ALONE;
      if (rare && group.table.size < most) return [group];
      const middle = (first + end) >> 1;
      const parts =
        middle > first
          ? [this.#groupOf(first, middle), this.#groupOf(middle, end)]
          : [this.#groupOf(first, end, false, !withSteps)];
      for (const { table } of parts) table.clear(layout);
      this.#handDown(group, parts, layout);
      group.table.release();
      return parts;
    });
    this.#use(groups);
  }

  /**
   * What a group has learned its parts know too: trees that were asked about a row are not asked about others. Only
   * where the key has all that a part reads: what is 0 for want of being in it might be a state that never was.
   */
  #handDown({ table }: Group, all: readonly Group[], layout: RowLayout): void {
    const parts = all.filter((part) => table.covers(this.#slotsFor(part)));
    const row = this.#lane.arena.allocate(layout.words);
    for (const entry of table.entries()) {
      row.cells.set(entry.row);
      const unknowing = parts.filter(({ loose, table }) => !loose && table.find(row.pointer) === ABSENT);
      if (unknowing.length > 0) layout.unpack(entry.row, 0, this.#handedDown, this.#handedDown.length);
      for (const part of unknowing) {
        this.#recorded.listSources(part.first, part.end, this.#handedDown);
        if (this.#recorded.complete) this.#remember(part, row.pointer, layout);
      }
    }
    this.#lane.arena.release(row);
    for (const part of all) part.misses = 0;
  }

  #append(length: number): number {
    const at = this.#end;
    this.#end += length;
    if (this.#end > this.#lists.cells.length) {
      this.#lists = this.#lengthened(this.#lists, 2 * this.#end);
      this.#lane.cells[LISTS] = this.#lists.pointer;
    }
    return at;
  }

  #makeRoom(length: number): void {
    if (length <= this.steps.length) return;
    this.#listedMoves = this.#lengthened(this.#listedMoves, 2 * length);
    this.#listedSteps = this.#lengthened(this.#listedSteps, 2 * length);
    this.moves.moves = this.#listedMoves.cells;
    this.steps = this.#listedSteps.cells;
    this.#lane.cells[LISTED_MOVES] = this.#listedMoves.pointer;
    this.#lane.cells[LISTED_STEPS] = this.#listedSteps.pointer;
  }

  #lengthened(region: Region, cells: number): Region {
    return this.#lane.arena.lengthened(region, cells);
  }
}
