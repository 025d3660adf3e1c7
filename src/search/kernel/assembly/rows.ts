/**
 * Packed rows, and where in their segments they are.
 */
import { NOTE_BITS, NOTES, ROW_BITS } from '../fields.ts';
import { cell, set } from './cells.ts';

export const ROW_MASK: i32 = (1 << ROW_BITS) - 1;
export const NOTE_MASK: i32 = (1 << NOTE_BITS) - 1;
// @ts-expect-error: a decorator of functions
@inline
export function segmentOf(directory: usize, id: i32): usize {
  return <usize>cell(directory, id >>> ROW_BITS);
}

// @ts-expect-error: a decorator of functions
@inline
export function rowAt(directory: usize, words: i32, id: i32): usize {
  return segmentOf(directory, id) + ((<usize>(NOTES + (id & ROW_MASK) * words)) << 2);
}

// @ts-expect-error: a decorator of functions
@inline
export function isSame(a: usize, b: usize, words: i32): bool {
  if (words == 2) return load<u64>(a) == load<u64>(b);
  for (let i = 0; i < words; i++) if (cell(a, i) != cell(b, i)) return false;
  return true;
}

// @ts-expect-error: a decorator of functions
@inline
export function copy(from: usize, to: usize, words: i32): void {
  if (words == 2) {
    store<u64>(to, load<u64>(from));
    return;
  }
  for (let i = 0; i < words; i++) set(to, i, cell(from, i));
}

/**
 * Writes rows anew, with their bits at other places.
 *
 * @param before words of a row at `from`
 * @param after words of a row at `to`, which may be the same place where they are as many
 * @param moves each time a word, bits of it, the word that they come to, and by how much they are turned to the left
 * @param scratch room for a row
 */
export function repack(
  from: usize,
  before: i32,
  to: usize,
  after: i32,
  rows: i32,
  moves: usize,
  count: i32,
  scratch: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const source = from + ((<usize>(row * before)) << 2);
    for (let word = 0; word < after; word++) set(scratch, word, 0);
    for (let i = 0; i < count; i++) {
      const move = moves + ((<usize>i) << 4);
      const bits = cell(source, cell(move, 0)) & cell(move, 1);
      const word = scratch + ((<usize>cell(move, 2)) << 2);
      store<i32>(word, load<i32>(word) | rotl<i32>(bits, cell(move, 3)));
    }
    copy(scratch, to + ((<usize>(row * after)) << 2), after);
  }
}

/** Sets the bits in the words at `bits` that some of the rows at `from` has set. */
export function unite(from: usize, words: i32, rows: i32, bits: usize): void {
  for (let word = 0; word < words; word++) {
    let united = cell(bits, word);
    for (let row = 0; row < rows; row++) united |= cell(from, row * words + word);
    set(bits, word, united);
  }
}

/** Whether no bit is set. */
// @ts-expect-error: a decorator of functions
@inline
export function isEmpty(row: usize, words: i32): bool {
  let bits = 0;
  for (let i = 0; i < words; i++) bits |= cell(row, i);
  return bits == 0;
}
