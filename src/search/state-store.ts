/**
 * The set of visited states, in the memory of a kernel; ids in the order of insertion.
 *
 * Rows are packed, so that most states are told apart by a word or two. When a value does not fit, all rows are
 * packed anew with more bits for its slot; that is rare after the first levels.
 */
import { Arena, type Region } from './kernel/arena.ts';
import { SHARED, SIZE, STORE_CELLS } from './kernel/fields.ts';
import { RowLayout } from './row-layout.ts';
import { RowSegments } from './row-segments.ts';
import { type Visited, VisitedTable } from './visited.ts';

export class StateStore {
  /** Whether the last `add` inserted a new state. */
  fresh = false;
  readonly arena: Arena;
  /** What the kernel knows the store by. */
  readonly pointer: number;
  readonly #record: Int32Array;
  #layout: RowLayout;
  readonly #rows: RowSegments;
  readonly #visited: Visited;
  /** Rows that there may be before the table or the segments have to grow. */
  #limit = 0;
  /** The bits of values that the layout was made for: rows that had them may be gone. */
  #met = new Int32Array(0);
  /** The packed row of the state that is looked for. */
  #sought: Region;

  /**
   * @param arena where it is to be; default: one of its own
   * @param visitedIn how rows that are there are told from new ones, given the record of the store; default: exactly
   */
  constructor(
    width: number,
    arena = Arena.fresh(),
    visitedIn: (arena: Arena, store: Region) => Visited = (...where) => new VisitedTable(...where),
  ) {
    this.arena = arena;
    const record = arena.allocate(STORE_CELLS);
    this.pointer = record.pointer;
    this.#record = record.cells;
    this.#layout = RowLayout.ofWidth(width);
    this.#sought = arena.allocate(this.#layout.words);
    this.#rows = new RowSegments(arena, record.cells, this.#layout.words);
    this.#visited = visitedIn(arena, record);
  }

  /** Number of states. */
  get size(): number {
    return this.#rows.length;
  }

  /** Where slots are in rows; another one after rows were packed anew. */
  get layout(): RowLayout {
    return this.#layout;
  }

  /** Bytes in use, by all that shares its memory. */
  get bytes(): number {
    return this.arena.bytes;
  }

  /** So many states may be added before `makeRoomFor` is needed. */
  get limit(): number {
    return this.#limit;
  }

  /** Enters all rows into a new table of so many cells, where several threads can. */
  set enterTogether(enter: ((cells: number) => void) | undefined) {
    this.#visited.enterTogether = enter;
  }

  /** Whether several threads add states at the same time. */
  set shared(shared: boolean) {
    this.#record[SHARED] = Number(shared);
  }

  /** The id of the state in the first `width` slots of `vector`, inserted where it is new. */
  add(vector: Int32Array, width: number): number {
    this.makeRoom(vector, width);
    this.#layout.pack(vector, width, this.#sought.cells);
    if (this.size >= this.#limit) this.makeRoomFor(1);
    const id = this.arena.kernel.addRow(this.pointer, this.#sought.pointer);
    this.fresh = id < 0;
    return id < 0 ? ~id : id;
  }

  /** Sees to it that the values of `vector` fit into rows. */
  makeRoom(vector: Int32Array, width: number): void {
    if (!this.#layout.holds(vector, width)) this.#widen(vector, width);
  }

  /**
   * Sees to it that so many more states have room.
   *
   * @param ahead rows for so many more, which cost nothing before they are written
   * @throws ArenaFull where they have none
   */
  makeRoomFor(more: number, ahead = 0): void {
    const wanted = this.size + more;
    this.#rows.makeRoom(wanted + ahead);
    this.#visited.makeRoomFor(wanted);
    this.#limit = Math.min(this.#rows.capacity, this.#visited.limit);
  }

  /** Takes all states away. */
  empty(): void {
    this.#record[SIZE] = 0;
  }

  /** Takes the states from number `first` on, before `end`, away; those behind them move up. */
  remove(first: number, end: number): void {
    this.arena.kernel.closeUp(this.pointer, end, end - first);
  }

  /** So many states have room, of which there may be fewer now. */
  get room(): number {
    return this.#rows.capacity + Math.floor(this.arena.room / (4 * this.#layout.words + 1));
  }

  /** The packed rows of the states from number `first` on, before `end`. */
  rowsOf(first: number, end: number): Int32Array {
    const { words } = this.#layout;
    const rows = new Int32Array(words * (end - first));
    for (let id = first; id < end; id++) {
      const at = this.#rows.offsetOf(id);
      rows.set(this.#rows.segmentOf(id).subarray(at, at + words), words * (id - first));
    }
    return rows;
  }

  /** The id of a state, or −1. */
  find(vector: Int32Array, width: number): number {
    if (!this.#layout.holds(vector, width)) return -1;
    this.#layout.pack(vector, width, this.#sought.cells);
    return this.arena.kernel.findRow(this.pointer, this.#sought.pointer);
  }

  /** Copies state `id` into `target`, and clears what lies beyond up to `width`. */
  load(id: number, target: Int32Array, width: number): void {
    this.#layout.unpack(this.#rows.segmentOf(id), this.#rows.offsetOf(id), target, width);
  }

  /** Where the packed row of state `id` is in memory. */
  pointerOf(id: number): number {
    return this.#rows.pointerOf(id);
  }

  /** What was noted of number `note` of every so many states. */
  noteAt(note: number): number {
    return this.#rows.noteAt(note);
  }
  setNote(note: number, value: number): void {
    this.#rows.setNote(note, value);
  }

  /** Gives the memory back that it has for itself: nobody may use it then. */
  release(): void {
    this.arena.giveBack();
  }

  /** Packs all rows anew, so that `vector` fits. */
  #widen(vector: Int32Array, width: number): void {
    const old = this.#layout;
    const slots = Math.max(width, old.slots);
    const state = new Int32Array(slots);
    state.set(vector.subarray(0, width));
    const union = new Int32Array(slots);
    old.unpack(this.#rows.union(), 0, union, slots);
    for (const [slot, value] of this.#met.entries()) union[slot]! |= value;
    const layout = RowLayout.fitting(union, state, (slot) => !old.holdsAt(slot, state[slot]!));
    this.#met = union.map((value, slot) => value | state[slot]!);
    this.#rows.replace(layout.words, old.movesTo(layout));
    this.#layout = layout;
    this.arena.release(this.#sought);
    this.#sought = this.arena.allocate(layout.words);
    this.#visited.renew();
  }
}

/** What `use` answers about an empty store, which is gone then. */
export function withStore<T>(width: number, use: (store: StateStore) => T): T {
  const store = new StateStore(width);
  try {
    return use(store);
  } finally {
    store.release();
  }
}
