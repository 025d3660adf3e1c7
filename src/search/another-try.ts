/**
 * What a search that could not go on is to be replaced by.
 */
import type { Product } from '../product/product.ts';
import { ObservationsNeeded } from '../property/tracked-predicate.ts';
import { NotReducible } from './not-reducible.ts';
import { OneThreadNeeded } from './one-thread-needed.ts';
import { AnotherPass } from './partial-order/learned.ts';
import type { Limits } from './run.ts';

/**
 * The limits of another search: with observations kept, where a predicate turns out to read what moves did; without a
 * reduction that turns out not to be sound; with what the last one learned; by one thread, where several found something; where bits are kept of states, without the
 * claim. Other errors are thrown.
 */
export function anotherTry(error: unknown, product: Product, limits: Limits): Limits {
  if (error instanceof ObservationsNeeded) {
    if (limits.bitsMb !== undefined)
      return { ...limits, unjudged: [...(limits.unjudged ?? []), error.property] };
    product.observed = true;
    return limits;
  }
  if (error instanceof AnotherPass) return { ...limits, learned: error.learned };
  if (error instanceof OneThreadNeeded) return { ...limits, threads: 1 };
  if (!(error instanceof NotReducible)) throw error;
  const without = { ...limits, [error.reduction]: { off: error.because } };
  // What was left out for the sake of symmetry is asked for again.
  const again = error.reduction === 'symmetry' && limits.partialOrder !== undefined;
  return again ? { ...without, partialOrder: 'on' } : without;
}
