/**
 * Rows of equal length, one behind the other, in segments: to grow copies nothing but the first of them, and no
 * typed array needs to hold them all.
 */

const ROW_BITS = 14;
/** Rows of a segment. */
const ROWS = 1 << ROW_BITS;
/** So many to begin with: many stores stay small, and are made again and again. */
const FIRST = 64;

type Visit = (from: Int32Array, fromOffset: number, to: Int32Array, toOffset: number) => void;

export class RowSegments {
  length = 0;
  words: number;
  #segments: Int32Array[];
  #capacity = FIRST;

  constructor(words: number) {
    this.words = words;
    this.#segments = [new Int32Array(FIRST * words)];
  }

  get bytes(): number {
    return 4 * this.words * this.#capacity;
  }

  segmentOf(row: number): Int32Array {
    return this.#segments[row >>> ROW_BITS]!;
  }

  /** Where a row begins in its segment. */
  offsetOf(row: number): number {
    return (row & (ROWS - 1)) * this.words;
  }

  firstWord(row: number): number {
    return this.#segments[row >>> ROW_BITS]![(row & (ROWS - 1)) * this.words]!;
  }

  /** Whether row number `row` is the one at `offset` of `rows`. */
  has(row: number, rows: Int32Array, offset: number): boolean {
    const { words } = this;
    const segment = this.#segments[row >>> ROW_BITS]!;
    const at = (row & (ROWS - 1)) * words;
    if (words === 2) return segment[at] === rows[offset] && segment[at + 1] === rows[offset + 1];
    for (let i = 0; i < words; i++) if (segment[at + i] !== rows[offset + i]) return false;
    return true;
  }

  /** Appends the row at `offset` of `rows`; answers its number. */
  push(rows: Int32Array, offset: number): number {
    const row = this.length++;
    if (row === this.#capacity) this.#grow();
    const segment = this.segmentOf(row);
    const at = this.offsetOf(row);
    for (let i = 0; i < this.words; i++) segment[at + i] = rows[offset + i]!;
    return row;
  }

  /** The bits that some row has set. */
  union(): Int32Array {
    const union = new Int32Array(this.words);
    for (let row = 0; row < this.length; row++) {
      const segment = this.segmentOf(row);
      const at = this.offsetOf(row);
      for (let i = 0; i < this.words; i++) union[i]! |= segment[at + i]!;
    }
    return union;
  }

  /** Makes all rows `words` long: `rewrite` reads an old one and writes the new one. */
  replace(words: number, rewrite: Visit): void {
    const before = this.words;
    this.words = words;
    for (const [index, old] of this.#segments.entries()) {
      const segment = new Int32Array(words * Math.min(ROWS, this.#capacity));
      const rows = Math.min(ROWS, this.length - index * ROWS);
      for (let row = 0; row < rows; row++) rewrite(old, row * before, segment, row * words);
      this.#segments[index] = segment;
    }
  }

  #grow(): void {
    if (this.#capacity >= ROWS) {
      this.#segments.push(new Int32Array(ROWS * this.words));
      this.#capacity += ROWS;
      return;
    }
    this.#capacity *= 2;
    const longer = new Int32Array(this.#capacity * this.words);
    longer.set(this.#segments[0]!);
    this.#segments[0] = longer;
  }
}
