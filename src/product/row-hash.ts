/**
 * The hash of a packed row: each word is mixed in with a multiplication and a shift, and so is the end, so that the
 * low bits, by which rows are found, depend on all bits of all words.
 */
export function hashOf(rows: Int32Array, offset: number, words: number): number {
  let hash = 0;
  for (let i = 0; i < words; i++) hash = mixed(hash, rows[offset + i]!);
  return finished(hash);
}

export function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

export function finished(hash: number): number {
  const product = Math.imul(hash, 0x85ebca6b);
  return product ^ (product >>> 13);
}
