/**
 * The set of visited states: exact, open-addressed, in the memory of a kernel; ids in the order of insertion.
 *
 * Rows are packed, so that most states are told apart by a word or two. When a value does not fit, all rows are
 * packed anew with more bits for its slot; that is rare after the first levels. The table has, for each row, its id
 * and as much of its hash as there is room for: one look at memory tells most states apart.
 */
import { Arena, type Region } from './kernel/arena.ts';
import { MASK, SHARED, STORE_CELLS, TABLE } from './kernel/assembly/fields.ts';
import { RowLayout } from './row-layout.ts';
import { RowSegments } from './row-segments.ts';

const FIRST_TABLE = 256;
/** Tables up to this size grow fourfold: entering everything anew costs more than the room. */
const SMALL_TABLE = 1 << 22;

export class StateStore {
  /** Whether the last `add` inserted a new state. */
  fresh = false;
  /** Enters all rows into a new table, where several threads can. */
  enterTogether: (() => void) | undefined;
  readonly arena: Arena;
  /** What the kernel knows the store by. */
  readonly pointer: number;
  readonly #record: Int32Array;
  #layout: RowLayout;
  readonly #rows: RowSegments;
  #table: Region;
  /** Rows that there may be before the table or the segments have to grow. */
  #limit = 0;
  /** The packed row of the state that is looked for. */
  #sought: Region;

  /** @param arena where it is to be; default: one of its own */
  constructor(width: number, arena = Arena.fresh()) {
    this.arena = arena;
    const record = arena.allocate(STORE_CELLS);
    this.pointer = record.pointer;
    this.#record = record.cells;
    this.#layout = RowLayout.ofWidth(width);
    this.#sought = arena.allocate(this.#layout.words);
    this.#rows = new RowSegments(arena, record.cells, this.#layout.words);
    this.#table = this.#tableOf(FIRST_TABLE);
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
   * @throws ArenaFull where they have none
   */
  makeRoomFor(more: number): void {
    const wanted = this.size + more;
    const before = this.#record[MASK]! + 1;
    let size = before;
    while (3 * wanted > 2 * size) size *= size < SMALL_TABLE ? 4 : 2;
    this.#rows.makeRoom(wanted);
    if (size > before) this.#growTable(size);
    this.#limit = Math.min(this.#rows.capacity, Math.floor((2 * (this.#record[MASK]! + 1)) / 3));
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

  /** The old table is given back first: all that it had is told by the rows. */
  #growTable(size: number): void {
    const before = this.#table.cells.length;
    this.arena.release(this.#table);
    try {
      this.#table = this.#tableOf(size);
    } catch (error) {
      this.#table = this.#tableOf(before);
      throw error;
    } finally {
      this.#enterAll();
    }
  }

  #enterAll(): void {
    if (this.enterTogether !== undefined) {
      this.enterTogether();
      return;
    }
    const hashes = this.arena.allocate(256);
    this.arena.kernel.enter(this.pointer, 0, this.size, hashes.pointer);
    this.arena.release(hashes);
  }

  #tableOf(size: number): Region {
    const table = this.arena.allocate(size);
    this.#record[TABLE] = table.pointer;
    this.#record[MASK] = size - 1;
    return table;
  }

  /** Packs all rows anew, so that `vector` fits. */
  #widen(vector: Int32Array, width: number): void {
    const old = this.#layout;
    const slots = Math.max(width, old.slots);
    const state = new Int32Array(slots);
    state.set(vector.subarray(0, width));
    const union = new Int32Array(slots);
    old.unpack(this.#rows.union(), 0, union, slots);
    const layout = RowLayout.fitting(union, state);
    this.#rows.replace(layout.words, old.movesTo(layout));
    this.#layout = layout;
    this.arena.release(this.#sought);
    this.#sought = this.arena.allocate(layout.words);
    this.#table.cells.fill(0);
    this.#enterAll();
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
