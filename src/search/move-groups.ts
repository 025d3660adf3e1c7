/**
 * The moves of a packed row and their steps, found for many sources at a time.
 *
 * Sources next to each other form a group. What a group lists is remembered for the bits of the row that have the
 * slots which its sources read. A group that meets too many different ones is split, in the end into single sources;
 * one of those that meets too many still is looked up in the trees of `RecordedMoves`, which is where all groups
 * learn what they remember.
 */
import { lengthened } from '../product/lengthened.ts';
import { MoveList, OUTCOME } from '../product/move.ts';
import { LIST_HEAD, LISTED, type RecordedMoves, UNRECORDED } from '../product/recorded-moves.ts';
import type { StateVector } from '../product/state-vector.ts';
import { ABSENT, MaskedTable } from './masked-table.ts';
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
}

/** A list has its length, whether one of its moves is due, and for each its step, or this less the place of its tree. */
const PLACE = -2;

/** So many misses are judged at once: a group is split unless it was found many times as often. */
const MISSES = 512;
const FOUND = 8;
/** Room for lists; where it is full all groups begin anew. */
const MOST_CELLS = 1 << 22;
/** Lists that a group remembers at most. */
const MOST_LISTS = 1 << 13;

export class MoveGroups {
  readonly moves = new MoveList();
  /** Of each move the number in `recorded.steps`, or `UNRECORDED`. */
  steps: Int32Array = new Int32Array(64);
  readonly #recorded: RecordedMoves;
  readonly #stateOf: () => StateVector;
  #groups: readonly Group[] = [];
  #lists = new Int32Array(1024);
  #end = 1;
  #listed = 0;
  #structure = -1;
  /** The number of sources of internal moves, which come first. */
  #firstOpen = 0;
  readonly #timed: boolean;
  #layout: RowLayout | undefined;

  /** @param stateOf the state whose row is listed */
  constructor(recorded: RecordedMoves, timed: boolean, stateOf: () => StateVector) {
    this.#recorded = recorded;
    this.#timed = timed;
    this.#stateOf = stateOf;
  }

  get bytes(): number {
    const tables = this.#groups.reduce((sum, { table }) => sum + table.bytes, 0);
    return tables + 4 * this.#lists.length + this.#recorded.bytes;
  }

  /** Lists the moves enabled in the state with this row. */
  list(row: Int32Array, layout: RowLayout): void {
    if (this.#structure !== this.#recorded.structure || layout !== this.#layout) this.#begin(layout);
    this.#listed++;
    const groups = this.#groups;
    const { moves } = this;
    moves.clear();
    let due = 0;
    let pending = 0;
    for (let g = 0; g < groups.length; g++) {
      const group = groups[g]!;
      const list = group.loose ? this.#gathered(group) : group.table.find(row, 0);
      if (list === ABSENT) {
        this.#learn(row, layout);
        return;
      }
      const lists = this.#lists;
      const count = lists[list]!;
      if (count > 0) {
        due |= lists[list + 1]!;
        this.#makeRoom(moves.length + count);
        const { steps } = this;
        let n = moves.length;
        const target = moves.moves;
        for (let at = list + LIST_HEAD, end = at + 2 * count; at < end; at += 2) {
          const step = lists[at + 1]!;
          target[n] = lists[at]!;
          steps[n++] = step;
          pending |= step + 1;
        }
        moves.length = n;
      }
      if (group.end === this.#firstOpen) moves.internal = moves.length;
    }
    if (pending < 0) this.#resolve();
    if (this.#timed && due === 0) this.#listTick();
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
    if (this.#structure !== structure) {
      const sources = this.#recorded.attend();
      this.#firstOpen = sources.filter(({ kind }) => kind <= OUTCOME).length;
      this.#groups = [groupOf(0, this.#firstOpen), groupOf(this.#firstOpen, sources.length)].filter(
        ({ first, end }) => first < end,
      );
    }
    this.#structure = structure;
    this.#layout = layout;
    this.#end = 1;
    for (const { table } of this.#groups) table.clear(layout);
  }

  /** Asks the trees about all sources, and has the groups remember what they did not know. */
  #learn(row: Int32Array, layout: RowLayout): void {
    const state = this.#stateOf();
    const recorded = this.#recorded;
    recorded.list(state);
    this.#makeRoom(recorded.moves.length);
    this.moves.copy(recorded.moves);
    this.steps.set(recorded.steps.subarray(0, recorded.moves.length));
    if (!recorded.complete || recorded.structure !== this.#structure) return;
    let at = 0;
    for (const group of this.#groups) {
      const from = at;
      while (at < recorded.listed && recorded.origins[at]! < group.end) at++;
      if (group.loose || group.table.find(row, 0) !== ABSENT) continue;
      this.#remember(group, from, at, row, layout, state);
    }
    if (this.#groups.some(({ misses }) => misses >= MISSES)) this.#split(layout);
    if (this.#end > MOST_CELLS) this.#begin(layout);
  }

  #remember(
    group: Group,
    from: number,
    to: number,
    row: Int32Array,
    layout: RowLayout,
    state: StateVector,
  ): void {
    const recorded = this.#recorded;
    const slots = new Set<number>();
    let due = 0;
    for (let source = group.first; source < group.end; source++) {
      recorded.addSlotsOfList(source, state, slots);
      due |= recorded.cells[recorded.listOf(source, state) + 1]!;
    }
    if (group.withSteps) {
      for (let i = from; i < to; i++) recorded.addSlotsOfStep(recorded.places[i]!, state, slots);
    }
    if (!group.table.covers(slots)) group.table.clear(layout, slots);
    const list = this.#append(LIST_HEAD + 2 * (to - from));
    this.#lists[list] = to - from;
    this.#lists[list + 1] = due;
    for (let i = from, entry = list + LIST_HEAD; i < to; i++, entry += 2) {
      this.#lists[entry] = recorded.moves.moves[i]!;
      this.#lists[entry + 1] = group.withSteps ? recorded.steps[i]! : PLACE - recorded.places[i]!;
    }
    group.table.set(row, 0, list);
    group.misses++;
  }

  /** What a single source lists, from its tree; `ABSENT` where that is not known. */
  #gathered(group: Group): number {
    const known = this.#recorded.listOf(group.first, this.#stateOf());
    if (known === 0) return ABSENT;
    const { cells } = this.#recorded;
    const count = cells[known]!;
    const list = this.#append(LIST_HEAD + 2 * count);
    this.#end = list;
    this.#lists[list] = count;
    this.#lists[list + 1] = cells[known + 1]!;
    for (let i = 0; i < count; i++) {
      const at = known + LIST_HEAD + LISTED * i;
      this.#lists[list + LIST_HEAD + 2 * i] = cells[at]!;
      this.#lists[list + LIST_HEAD + 2 * i + 1] = PLACE - (at + 1);
    }
    return list;
  }

  /** Splits the groups that learn too often, and lets the others go on. */
  #split(layout: RowLayout): void {
    this.#groups = this.#groups.flatMap((group) => {
      if (group.misses < MISSES) return [group];
      const rare = this.#listed - group.since >= FOUND * MISSES;
      group.misses = 0;
      group.since = this.#listed;
      if (rare && group.table.size < MOST_LISTS) return [group];
      const { first, end, withSteps } = group;
      const middle = (first + end) >> 1;
      const parts =
        middle > first
          ? [groupOf(first, middle, this.#listed), groupOf(middle, end, this.#listed)]
          : [{ ...groupOf(first, end, this.#listed), withSteps: false, loose: !withSteps }];
      for (const { table } of parts) table.clear(layout);
      return parts;
    });
  }

  #append(length: number): number {
    const at = this.#end;
    this.#end += length;
    if (this.#end > this.#lists.length) {
      this.#lists = lengthened(this.#lists, 2 * this.#end);
    }
    return at;
  }

  #makeRoom(length: number): void {
    this.moves.makeRoom(length);
    if (length <= this.steps.length) return;
    this.steps = lengthened(this.steps, 2 * length);
  }
}

const groupOf = (first: number, end: number, since = 0): Group => ({
  first,
  end,
  table: new MaskedTable(),
  withSteps: true,
  loose: false,
  misses: 0,
  since,
});
