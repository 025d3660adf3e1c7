/**
 * Hashes of rows: words are folded by multiplication, so that all bits of all of them reach the low ones.
 */
import { bitsOf } from './cells.ts';

// @ts-expect-error: a decorator of functions
@inline
export function folded(hash: u64, word: u64): u64 {
  const product: u64 = (hash ^ word) * 0x9e3779b97f4a7c15;
  return product ^ (product >> 32);
}

// @ts-expect-error: a decorator of functions
@inline
export function finished(hash: u64): i32 {
  const product: u64 = hash * 0xd6e8feb86659fd93;
  return <i32>(product ^ (product >> 32));
}

// @ts-expect-error: a decorator of functions
@inline
export function hashOf(row: usize, words: i32): i32 {
  if (words == 2) return finished(folded(0, load<u64>(row)));
  let hash: u64 = 0;
  for (let i = 0; i < words; i++) hash = folded(hash, bitsOf(row, i));
  return finished(hash);
}
