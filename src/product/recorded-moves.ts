/**
 * Moves and steps, recorded: what the one successor function did in one state is replayed in all states that agree
 * with it in everything that it read.
 *
 * Each source of moves has a decision tree over the slots that are read when it lists them; at its leaves are the
 * lists. Each move of a list has a tree over what its step reads besides; at its leaves are the steps. What is read
 * next depends only on what was read before, so that the way down a tree looks at no more than the function did.
 * Nothing here knows what a move means: where no way down is known, the function is asked.
 */

import type { EnabledMoves, MoveSource } from './enabled-moves.ts';
import { lengthened } from './lengthened.ts';
import { type Move, MoveList, OUTCOME } from './move.ts';
import { RecordedSteps } from './recorded-steps.ts';
import type { StateVector } from './state-vector.ts';
import type { SuccessorFunction } from './successor.ts';
import type { SystemModel } from './system-model.ts';

/** Stands for a step that has to be asked for. */
export const UNRECORDED = -1;

/**
 * All trees lie in one array. A cell that stands for a subtree has the place of a node, or less than 0 for a leaf:
 * of a list the place, negated; of a step −1 less its number. A node has its slot, its size, and a cell for each
 * value of the slot up to that size. A list has its length, whether one of its moves is due, and for each the move,
 * the cell of its tree, and its source.
 */
const UNKNOWN = 0;
const NODE_HEAD = 2;
export const LIST_HEAD = 2;
export const LISTED = 3;

/** Cells beyond which nothing more is recorded: what is known stays fast, the rest goes the long way. */
const MOST_CELLS = 1 << 22;

const NONE_KNOWN: ReadonlySet<number> = new Set();

export class RecordedMoves {
  /** The moves enabled in the state that was listed last. */
  readonly moves = new MoveList();
  /** Of each of them the number in `recorded`, or `UNRECORDED`. */
  steps = new Int32Array(64);
  /** Of each of them but the tick: the place of its tree, and the source that it comes from. */
  places = new Int32Array(64);
  origins = new Int32Array(64);
  /** How many moves are not the tick. */
  listed = 0;
  /** Whether all moves listed last come from trees. */
  complete = true;
  /** Whether one of them is due. */
  due = false;
  readonly recorded = new RecordedSteps();
  readonly #model: SystemModel;
  readonly #successor: SuccessorFunction;
  readonly #enabled: EnabledMoves;
  readonly #found = new MoveList();
  #cells = new Int32Array(1024);
  #end = 1;
  /** The cell of each source's tree. */
  #roots = new Int32Array(0);
  /** By source: slots that were read to list its moves, and to take their steps. */
  #listSlots: readonly Set<number>[] = [];
  #stepSlots: readonly Set<number>[] = [];
  #sources: readonly MoveSource[] = [];
  #structure = -1;

  constructor(model: SystemModel, successor: SuccessorFunction, enabled: EnabledMoves) {
    this.#model = model;
    this.#successor = successor;
    this.#enabled = enabled;
  }

  get bytes(): number {
    return 4 * this.#cells.length + this.recorded.bytes;
  }
  /** Another number when there are other sources, or other slots: nothing that was read counts then. */
  get structure(): number {
    return this.#model.structure;
  }

  /** Slots in use: all others are 0. */
  get width(): number {
    return this.#model.width;
  }

  /** Whether there are ticks at all. */
  get timed(): boolean {
    return this.#model.clock.timed;
  }

  /** Prepares for the present structure; answers the sources in the order in which they list. */
  attend(): readonly MoveSource[] {
    if (this.#structure !== this.#model.structure) {
      this.#structure = this.#model.structure;
      this.#sources = this.#enabled.sources();
      this.#cells.fill(UNKNOWN);
      this.#end = 1;
      this.#roots = Int32Array.from(this.#sources, () => this.#append(1));
      this.#listSlots = this.#sources.map(() => new Set());
      this.#stepSlots = this.#sources.map(() => new Set());
    }
    return this.#sources;
  }

  /** Lists the moves enabled in `state`, in the order of `EnabledMoves`, and then finds their steps. */
  list(state: StateVector): void {
    this.attend();
    const { moves } = this;
    this.listSources(0, this.#sources.length, state);
    if (this.complete) {
      this.#makeRoom(moves.length + 1);
      this.#enabled.listTick(state, moves, this.due);
    } else {
      this.listUnrecorded(state, moves);
      this.#makeRoom(moves.length);
    }
    this.steps.fill(UNRECORDED, this.listed, moves.length);
  }

  /** The same for the sources from number `first` on, before `end`; `complete` tells whether all was found. */
  listSources(first: number, end: number, state: StateVector): void {
    const { moves } = this;
    moves.clear();
    this.complete = this.#listMoves(first, end, state);
    this.listed = this.complete ? moves.length : 0;
    for (let i = 0; i < this.listed; i++) {
      this.steps[i] = this.stepAt(this.places[i]!, moves.moves[i]!, state);
    }
  }

  /** The step of a move whose tree is at `place`, or `UNRECORDED`. */
  stepAt(place: number, move: Move, state: StateVector): number {
    let at = this.#cells[place]!;
    while (at > 0) at = this.#below(at, state);
    if (at !== UNKNOWN) return -1 - at;
    return this.#end > MOST_CELLS ? UNRECORDED : this.#learnStep(place, move, state);
  }

  /** Where the list of a source is in `cells`; 0 where it is not known. */
  listOf(source: number, state: StateVector): number {
    let at = this.#cells[this.#roots[source]!]!;
    while (at > 0) at = this.#below(at, state);
    return -at;
  }

  /** The cells, to read a list: its length and whether one of its moves is due, then for each `LISTED` cells. */
  get cells(): Int32Array {
    return this.#cells;
  }

  /** Lists all moves the long way. */
  listUnrecorded(state: StateVector, moves: MoveList): void {
    this.#enabled.list(state, moves);
  }

  /** Appends the tick, where time may pass. */
  listTick(state: StateVector, moves: MoveList, due: boolean): void {
    this.#enabled.listTick(state, moves, due);
  }

  /** Slots that were read so far to list the moves of a source, in any state. */
  slotsOfLists(source: number): ReadonlySet<number> {
    return this.#listSlots[source]!;
  }

  /** Slots that were read so far to take steps by moves of a source. */
  slotsOfSteps(source: number): ReadonlySet<number> {
    return this.#stepSlots[source]!;
  }

  /** Adds the slots to `slots` that tell what a source lists in `state`. */
  addSlotsOfList(source: number, state: StateVector, slots: Set<number>): void {
    this.#addSlots(this.#roots[source]!, state, slots);
  }

  #addSlots(root: number, state: StateVector, slots: Set<number>): void {
    for (let at = this.#cells[root]!; at > 0; at = this.#below(at, state)) slots.add(this.#cells[at]!);
  }

  /** False where it cannot be told from what is recorded, and nothing more is. */
  #listMoves(first: number, end: number, state: StateVector): boolean {
    const { moves } = this;
    let due = 0;
    for (let source = first; source < end; source++) {
      if (this.#sources[source]!.kind <= OUTCOME) moves.internal = moves.length;
      const list = this.listOf(source, state) || this.learnList(source, state);
      if (list === UNKNOWN) return false;
      const count = this.#cells[list]!;
      due |= this.#cells[list + 1]!;
      this.#makeRoom(moves.length + count);
      for (let i = 0, at = list + LIST_HEAD; i < count; i++, at += LISTED) {
        this.places[moves.length] = at + 1;
        this.origins[moves.length] = source;
        moves.push(this.#cells[at]!);
      }
      if (this.#sources[source]!.kind <= OUTCOME) moves.internal = moves.length;
    }
    this.due = due === 1;
    return true;
  }

  /** The subtree of the node at `at` for what `state` has in its slot. */
  #below(at: number, state: StateVector): number {
    const cells = this.#cells;
    const value = state[cells[at]!]!;
    return value < cells[at + 1]! ? cells[at + NODE_HEAD + value]! : UNKNOWN;
  }

  /** Asks what a source lists in `state`, and keeps it; answers where it is in `cells`, 0 where nothing more is kept. */
  learnList(source: number, state: StateVector): number {
    if (this.#end > MOST_CELLS) return UNKNOWN;
    const found = this.#found;
    found.clear();
    const due = this.#model.reads.during(() => this.#enabled.listFrom(this.#sources[source]!, state, found));
    const list = this.#append(LIST_HEAD + LISTED * found.length);
    this.#cells[list] = found.length;
    this.#cells[list + 1] = Number(due);
    for (let i = 0, at = list + LIST_HEAD; i < found.length; i++, at += LISTED) {
      this.#cells[at] = found.moves[i]!;
      this.#cells[at + 2] = source;
    }
    this.#grow(this.#roots[source]!, NONE_KNOWN, -list, this.#listSlots[source]!);
    return list;
  }

  #learnStep(place: number, move: Move, state: StateVector): number {
    this.#model.reads.during(() => this.#successor.step(state, move));
    const step = this.recorded.add(move, state, this.#successor);
    this.#successor.changes.undo(state);
    const known = new Set<number>();
    this.addSlotsOfList(this.#cells[place + 1]!, state, known);
    this.#grow(place, known, -1 - step, this.#stepSlots[this.#cells[place + 1]!]!);
    return step;
  }

  /**
   * Grows the tree at `root` by the way that was read last, those slots left out that are known already.
   *
   * @param read notes the slots that the tree asks about
   */
  #grow(root: number, known: ReadonlySet<number>, leaf: number, read: Set<number>): void {
    // What was read has just come to be: the trees are cut down before the next state.
    if (this.#structure !== this.#model.structure) return;
    const { slots, values, length } = this.#model.reads;
    let cell = root;
    for (let i = 0; i < length; i++) {
      const slot = slots[i]!;
      if (known.has(slot)) continue;
      read.add(slot);
      let node = this.#cells[cell]!;
      if (node === UNKNOWN) node = this.#nodeFor(slot, values[i]!);
      else if (this.#cells[node] !== slot) throw new Error('equal states were read in different ways');
      else if (values[i]! >= this.#cells[node + 1]!) node = this.#widened(node, values[i]!);
      this.#cells[cell] = node;
      cell = node + NODE_HEAD + values[i]!;
    }
    this.#cells[cell] = leaf;
  }

  #nodeFor(slot: number, value: number): number {
    const size = value + 2;
    const node = this.#append(NODE_HEAD + size);
    this.#cells[node] = slot;
    this.#cells[node + 1] = size;
    return node;
  }

  #widened(old: number, value: number): number {
    const node = this.#nodeFor(this.#cells[old]!, 2 * value);
    const cells = this.#cells;
    cells.copyWithin(node + NODE_HEAD, old + NODE_HEAD, old + NODE_HEAD + cells[old + 1]!);
    return node;
  }

  #append(length: number): number {
    const at = this.#end;
    this.#end += length;
    if (this.#end > this.#cells.length) this.#cells = lengthened(this.#cells, 2 * this.#end);
    return at;
  }

  #makeRoom(moves: number): void {
    if (moves <= this.steps.length) return;
    this.steps = lengthened(this.steps, 2 * moves);
    this.places = lengthened(this.places, 2 * moves);
    this.origins = lengthened(this.origins, 2 * moves);
  }
}
