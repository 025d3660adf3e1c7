/**
 * Which moves of a violation matter: those that can have had a part in it, and of these the ones it cannot do without.
 *
 * The cone comes from what moves read and write (Lamport's happens-before, with the components of the state for
 * processes). It is an upper bound; what counts is the test: the moves that are kept, taken alone, violate the property.
 */
import type { LabelledRun } from '../search/labelled-run.ts';
import type { Subruns } from '../search/subrun.ts';

/** How many steps of the product removal may take. */
const MAX_SPENT = 200_000;

/**
 * Indices of the labels that matter, ascending. Taken alone they violate the property.
 *
 * @param cone indices of the labels that can have had a part in it
 */
export function causalSlice(run: LabelledRun, cone: readonly number[], subruns: Subruns): readonly number[] {
  const all = run.labels.map((_, index) => index);
  const violating = (kept: readonly number[]): readonly number[] | undefined => {
    const { taken, violates } = subruns.take(run, kept);
    return violates ? taken : undefined;
  };
  let slice = violating(cone) ?? violating(all) ?? all;
  const limit = subruns.spent + MAX_SPENT;
  // From the end to the beginning: what comes late depends on more, and fewer depend on it.
  for (let chunk = Math.ceil(slice.length / 2); chunk >= 1 && subruns.spent < limit; ) {
    let removed = false;
    for (let end = slice.length; end > 0 && subruns.spent < limit; end -= chunk) {
      const kept = slice.filter((_, index) => index < end - chunk || index >= end);
      const smaller = violating(kept);
      if (smaller === undefined || smaller.length >= slice.length) continue;
      slice = smaller;
      removed = true;
      end = Math.min(end, slice.length + chunk);
    }
    if (chunk > 1) chunk = Math.ceil(chunk / 2);
    else if (!removed) break;
  }
  return slice;
}
