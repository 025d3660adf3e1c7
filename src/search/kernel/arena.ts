/**
 * The memory of one search: its states, its tables, and all that its kernel works by.
 *
 * Within it room is given back, so that a table that outgrew its place leaves it to rows.
 */
import { type Kernel, kernelIn, memoryOf, type SharedMemory } from './kernel.ts';

const PAGE = 1 << 16;
/** All that one memory can have: four gibibytes. */
const MOST_PAGES = 1 << 16;
const ALIGNMENT = 64;

/** Cells of 32 bits in an arena. */
export interface Region {
  /** In bytes. */
  readonly pointer: number;
  readonly cells: Int32Array;
}

interface Hole {
  readonly start: number;
  readonly end: number;
}

/** Arenas that were given back, emptied; few and small ones. */
const POOL: Arena[] = [];
const MOST_POOLED = 8;
const LARGEST_POOLED = 1 << 22;

/** The search has as much memory as it can have. */
export class ArenaFull extends Error {}

export class Arena {
  readonly kernel: Kernel;
  readonly memory: SharedMemory;
  /** Other threads know of it: it cannot be used for another search. */
  known = false;
  #end = ALIGNMENT;
  #holes: readonly Hole[] = [];

  /** An arena that nobody uses. */
  static fresh(): Arena {
    return POOL.pop() ?? new Arena();
  }

  private constructor() {
    this.memory = memoryOf(1, MOST_PAGES);
    this.kernel = kernelIn(this.memory);
  }

  /** Bytes in use, holes included. */
  get bytes(): number {
    return this.#end;
  }

  /** Bytes that it can still grow by. */
  get room(): number {
    return MOST_PAGES * PAGE - this.#end;
  }

  /**
   * Room for so many cells, all 0.
   *
   * @throws ArenaFull where there is no more
   */
  allocate(cells: number): Region {
    const bytes = Math.max(ALIGNMENT, Math.ceil((4 * cells) / ALIGNMENT) * ALIGNMENT);
    const hole = this.#holes.find(({ start, end }) => end - start >= bytes);
    if (hole !== undefined) {
      this.#holes = this.#holes.flatMap((other) =>
        other !== hole
          ? [other]
          : hole.end - hole.start === bytes
            ? []
            : [{ start: hole.start + bytes, end: hole.end }],
      );
      const region = this.#region(hole.start, cells);
      region.cells.fill(0);
      return region;
    }
    const start = this.#end;
    const missing = Math.ceil((start + bytes) / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (missing > 0) this.#grow(missing);
    this.#end = start + bytes;
    return this.#region(start, cells);
  }

  /**
   * Ends its use. The collector of the JavaScript engine does not see what shared memories take, and each reserves
   * gibibytes of addresses: who makes many searches gives their arenas back.
   */
  giveBack(): void {
    if (this.known || this.#end > LARGEST_POOLED || POOL.length === MOST_POOLED) return;
    new Int32Array(this.memory.buffer, 0, this.#end / 4).fill(0);
    this.#end = ALIGNMENT;
    this.#holes = [];
    POOL.push(this);
  }

  /** Gives room back. */
  release({ pointer, cells }: Region): void {
    const end = pointer + Math.max(ALIGNMENT, Math.ceil((4 * cells.length) / ALIGNMENT) * ALIGNMENT);
    const before = this.#holes.find((hole) => hole.end === pointer);
    const after = this.#holes.find((hole) => hole.start === end);
    const hole = { start: before?.start ?? pointer, end: after?.end ?? end };
    this.#holes = [...this.#holes.filter((other) => other !== before && other !== after), hole];
  }

  /** What a region has, in a longer one; the old one is given back. */
  lengthened(region: Region, cells: number): Region {
    const longer = this.allocate(cells);
    longer.cells.set(region.cells);
    this.release(region);
    return longer;
  }

  #region(pointer: number, cells: number): Region {
    return { pointer, cells: new Int32Array(this.memory.buffer, pointer, cells) };
  }

  /** By so many pages, and where there is room by an eighth more at once: what is not written takes no memory. */
  #grow(pages: number): void {
    const eighth = this.memory.buffer.byteLength / PAGE / 8;
    if (!this.#grewBy(Math.max(pages, Math.floor(eighth))) && !this.#grewBy(pages)) {
      throw new ArenaFull('a search can have no more than four gibibytes for its states');
    }
  }

  #grewBy(pages: number): boolean {
    try {
      this.memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }
}
