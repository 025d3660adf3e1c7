/**
 * All reachable system states in words. For tests and small systems: everything is kept in memory.
 */

import { compose } from '../product/compose.ts';
import { describe } from '../product/description.ts';
import type { StateDescription } from '../product/state-description.ts';
import type { AnySystem } from '../system/system.ts';
import { ExhaustiveSearch } from './exhaustive.ts';

/** The reachable states of a system, in breadth-first order. */
export function reachableStates(system: AnySystem): readonly StateDescription[] {
  const product = compose(system);
  const search = new ExhaustiveSearch(product, []);
  while (search.advance(4096));
  const state = product.allocate();
  return Array.from({ length: search.states }, (_, id) => {
    search.systemStates.load(id, state, product.width);
    return describe(product, state);
  });
}
