/**
 * The same service with a swap in one step, which may be lost but never stops half-way.
 */
import { defineSuite } from 'redhound';
import { directory } from '../../models/incidents/split-swap/directory.ts';
import { rdfe } from '../../models/incidents/split-swap/rdfe.ts';
import { splitSwap } from '../../models/incidents/split-swap.ts';
import { inOneStep, oneProduction } from './split-swap.ts';

export default defineSuite({
  name: 'split-swap-fixed',
  description: 'A swap in one step leaves exactly one deployment in production, lost messages or not.',
  system: splitSwap({ rollOuts: 0 }),
  properties: [oneProduction, ...inOneStep],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'rolled-out',
      because: 'The version that swaps in two steps is rolled out.',
      system: splitSwap({ rollOuts: 1 }),
      breaks: ['one-slot-is-production'],
    },
    {
      name: 'swap-in-no-step',
      because: 'RDFE tells the directory nothing.',
      system: splitSwap({ rollOuts: 0, rdfe: rdfe.provide({ actions: { swapInOneStep: () => {} } }) }),
      breaks: ['swap-is-told-at-once', 'swap-can-come'],
    },
    {
      name: 'swaps-are-ignored',
      because: 'The directory does nothing when it is told to swap.',
      system: splitSwap({ rollOuts: 0, directory: directory.provide({ actions: { swap: () => {} } }) }),
      breaks: ['what-is-told-is-in-production', 'swap-can-come'],
    },
  ],
});
