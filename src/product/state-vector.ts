/**
 * A state as a vector of small integers, one slot a component; only the first `width` slots count.
 */
export type StateVector = Int32Array;

export function sameState(a: StateVector, b: StateVector, width: number): boolean {
  for (let slot = 0; slot < width; slot++) if (a[slot] !== b[slot]) return false;
  return true;
}
