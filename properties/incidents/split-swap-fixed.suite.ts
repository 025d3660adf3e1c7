/**
 * The same service with a swap in one step, which may be lost but never stops half-way.
 */
import { defineSuite } from 'redhound';
import { splitSwap } from '../../models/incidents/split-swap.ts';
import { oneProduction } from './split-swap.ts';

export default defineSuite({
  name: 'split-swap-fixed',
  description: 'A swap in one step leaves exactly one deployment in production, lost messages or not.',
  system: splitSwap({ rollOuts: 0 }),
  properties: [oneProduction],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'rolled-out',
      because: 'The version that swaps in two steps is rolled out.',
      system: splitSwap({ rollOuts: 1 }),
      breaks: ['one-slot-is-production'],
    },
  ],
});
