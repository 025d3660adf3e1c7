/**
 * The hash of a packed row: a word is mixed in with a multiplication and a shift; the end is Murmur’s third
 * (Appleby, 2011), so that each bit of the row moves each bit of the hash.
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
  let h = Math.imul(hash, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
