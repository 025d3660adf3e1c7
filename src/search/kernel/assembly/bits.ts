/**
 * Visited rows as bits: Bloom filters of the size of a cache line (Putze, Sanders, Singler, WEA 2007).
 */
import { BITS_OF_ROW, BLOCK_BITS, BLOCKS, SIZE, SOMEWHERE, TABLE } from '../fields.ts';
import { bitsOf, cell, set } from './cells.ts';
import { folded } from './hash.ts';
import { copy, isSame, rowAt } from './rows.ts';

/** Where the block of a row with this hash is. */
// @ts-expect-error: a decorator of functions
@inline
export function blockOf(table: usize, blocks: u64, hash: i32): usize {
  const unsigned: u64 = (hash as u64) & 0xffffffff;
  return table + ((<usize>((unsigned * blocks) >> 32)) << BLOCK_BITS);
}

/** Which bits of its block a row has: nine bits of this for each, another hash than the one that chooses the block. */
// @ts-expect-error: a decorator of functions
@inline
function signOf(row: usize, words: i32): u64 {
  let hash: u64 = 0x632be59bd9b4e019;
  if (words == 2) hash = folded(hash, load<u64>(row));
  else for (let i = 0; i < words; i++) hash = folded(hash, bitsOf(row, i));
  return (hash * 0xd6e8feb86659fd93) >> 28;
}

/** Where in a block the next bit of a sign is. */
// @ts-expect-error: a decorator of functions
@inline
function wordOf(block: usize, sign: u64): usize {
  return block + (((<usize>(sign >> 6)) & 7) << 3);
}

// @ts-expect-error: a decorator of functions
@inline
function isSet(block: usize, sign: u64): bool {
  return ((load<u64>(wordOf(block, sign)) >> (sign & 63)) & 1) != 0;
}

/**
 * Sets the bits of a row. Where one was not set, the row is new and put behind the others: −1 less its number.
 *
 * @param origin number of the row that it follows, which is the answer for the very same
 */
// @ts-expect-error: a decorator of functions
@inline
export function marked(
  rows: usize,
  table: usize,
  directory: usize,
  words: i32,
  row: usize,
  hash: i32,
  origin: i32,
): i32 {
  const block = blockOf(table, cell(rows, BLOCKS) as u64, hash);
  const sign = signOf(row, words);
  // Most rows were met before: no loop, and nothing is written.
  if (isSet(block, sign) && isSet(block, sign >> 9) && isSet(block, sign >> 18) && isSet(block, sign >> 27)) {
    return origin >= 0 && isSame(row, rowAt(directory, words, origin), words) ? origin : SOMEWHERE;
  }
  for (let rest = sign, i = 0; i < BITS_OF_ROW; i++, rest >>= 9) {
    const at = wordOf(block, rest);
    store<u64>(at, load<u64>(at) | ((1 as u64) << (rest & 63)));
  }
  const next = cell(rows, SIZE);
  set(rows, SIZE, next + 1);
  copy(row, rowAt(directory, words, next), words);
  return ~next;
}

/** How likely it is that all bits of a row that nobody has put in are set. */
export function likelihood(rows: usize): f64 {
  const table = <usize>cell(rows, TABLE);
  const blocks = cell(rows, BLOCKS);
  let sum: f64 = 0;
  for (let block = 0; block < blocks; block++) {
    const at = table + ((<usize>block) << BLOCK_BITS);
    let ones: u64 = 0;
    for (let i: usize = 0; i < 1 << BLOCK_BITS; i += 8) ones += popcnt<u64>(load<u64>(at + i));
    const share: f64 = <f64>ones / <f64>(8 << BLOCK_BITS);
    let all: f64 = 1;
    for (let i = 0; i < BITS_OF_ROW; i++) all *= share;
    sum += all;
  }
  return sum / <f64>blocks;
}
