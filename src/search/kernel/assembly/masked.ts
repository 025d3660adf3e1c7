/**
 * Masked tables: values by some bits of a row.
 */
import {
  ABSENT,
  ENTRIES,
  ENTRY_CELLS,
  ENTRY_MASK,
  ENTRY_SHIFT,
  FIRST,
  FIRST_MASK,
  KEY_WORDS,
  KEYS,
  SECOND,
  SECOND_MASK,
  WHOLE_MASK,
} from '../fields.ts';
import { bitsOf, cell, set } from './cells.ts';
import { folded } from './hash.ts';

/** Where a key is looked for first: by the highest bits of a product, which all bits of the key reach. */
// @ts-expect-error: a decorator of functions
@inline
export function firstPlace(key: u64, shift: u64): i32 {
  return <i32>((key * 0x9e3779b97f4a7c15) >> shift);
}

/** Where in the entries of a masked table the key of a row is, or would be. */
// @ts-expect-error: a decorator of functions
@inline
export function entryOf(masked: usize, row: usize): usize {
  const entries = <usize>cell(masked, ENTRIES);
  const mask = cell(masked, ENTRY_MASK);
  const words = cell(masked, KEY_WORDS);
  const shift = bitsOf(masked, ENTRY_SHIFT);
  if (words <= 2) {
    const first = (load<u32>(row + <usize>cell(masked, FIRST)) as u64) & bitsOf(masked, FIRST_MASK);
    const second = (load<u32>(row + <usize>cell(masked, SECOND)) as u64) & bitsOf(masked, SECOND_MASK);
    const key = first | (second << 32);
    let place = firstPlace(key, shift);
    while (true) {
      const at = entries + ((<usize>(place & mask)) << 4);
      if (load<i32>(at) == ABSENT || load<u64>(at, 8) == key) return at;
      place++;
    }
  }
  const keys = <usize>cell(masked, KEYS);
  const cells = cell(masked, ENTRY_CELLS);
  let hash: u64 = 0;
  for (let i = 0; i < words; i++) {
    hash = folded(hash, (load<u32>(row + <usize>cell(keys, 2 * i)) as u64) & bitsOf(keys, 2 * i + 1));
  }
  let place = firstPlace(hash, shift);
  while (true) {
    const at = entries + ((<usize>((place & mask) * cells)) << 2);
    if (load<i32>(at) == ABSENT) return at;
    let i = 0;
    while (i < words && cell(at, 2 + i) == (load<i32>(row + <usize>cell(keys, 2 * i)) & cell(keys, 2 * i + 1))) i++;
    if (i == words) return at;
    place++;
  }
}

/** Whether two rows have the same key, word by word. */
// @ts-expect-error: a decorator of functions
@inline
function isAlike(masked: usize, a: usize, b: usize): bool {
  const words = cell(masked, KEY_WORDS);
  const keys = <usize>cell(masked, KEYS);
  for (let i = 0; i < words; i++) {
    const at = <usize>cell(keys, 2 * i);
    if (((load<i32>(a + at) ^ load<i32>(b + at)) & cell(keys, 2 * i + 1)) != 0) return false;
  }
  return true;
}

/** Whether two rows have the same key. */
// @ts-expect-error: a decorator of functions
@inline
export function haveSameKey(masked: usize, a: usize, b: usize, words: i32): bool {
  if (words != 2) return isAlike(masked, a, b);
  return ((load<u64>(a) ^ load<u64>(b)) & load<u64>(masked, WHOLE_MASK << 2)) == 0;
}

/** The value of a row, or `ABSENT`. */
export function valueOf(masked: usize, row: usize): i32 {
  return load<i32>(entryOf(masked, row));
}

/** Gives a row its value, and something else besides. */
export function setValue(masked: usize, row: usize, value: i32, besides: i32): void {
  const at = entryOf(masked, row);
  store<i32>(at, value);
  set(at, 1, besides);
  const words = cell(masked, KEY_WORDS);
  const keys = <usize>cell(masked, KEYS);
  for (let i = 0; i < words; i++) {
    set(at, 2 + i, load<i32>(row + <usize>cell(keys, 2 * i)) & cell(keys, 2 * i + 1));
  }
}

/**
 * Enters what is in `count` entries at `old` anew, of a table that has room now.
 *
 * @param row room for a row
 */
export function enterAnew(masked: usize, old: usize, count: i32, row: usize): void {
  const cells = cell(masked, ENTRY_CELLS);
  const words = cell(masked, KEY_WORDS);
  const keys = <usize>cell(masked, KEYS);
  for (let i = 0; i < count; i++) {
    const at = old + ((<usize>(i * cells)) << 2);
    const value = load<i32>(at);
    if (value == ABSENT) continue;
    for (let word = 0; word < words; word++) store<i32>(row + <usize>cell(keys, 2 * word), cell(at, 2 + word));
    setValue(masked, row, value, cell(at, 1));
  }
}
