/**
 * 30 October 2013 as it was: the new version of RDFE is rolled out everywhere.
 */
import { defineSuite } from 'redhound';
import { assign } from 'xstate';
import { directory } from '../../models/incidents/split-swap/directory.ts';
import { splitSwap } from '../../models/incidents/split-swap.ts';
import { canSwap, oneProduction } from './split-swap.ts';

export default defineSuite({
  name: 'split-swap',
  description: '30 October 2013: a swap in two steps can stop between them, in every region.',
  system: splitSwap(),
  properties: [
    ...canSwap,
    { ...oneProduction, expected: 'violated', missing: 'a swap in one step, whatever version RDFE has' },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'swaps-are-ignored',
      because: 'The directory does nothing when it is told to swap, to promote or to demote.',
      system: splitSwap({
        directory: directory.provide({ actions: { swap: () => {}, promote: () => {}, demote: () => {} } }),
      }),
      breaks: ['B-can-be-production'],
      alsoBreaks: { 'one-slot-is-production': 'Where nothing changes nothing is split.' },
    },
    {
      name: 'deployment-a-is-forgotten',
      because: 'Once demoted or replaced, the first deployment is not taken back.',
      system: splitSwap({
        directory: directory.provide({
          actions: {
            swap: assign(({ context, event }) =>
              event.deployment === 'A' ? context : { slots: { A: 'staging', B: 'production' } },
            ),
            promote: assign(({ context, event }) =>
              event.deployment === 'A' ? context : { slots: { ...context.slots, B: 'production' } },
            ),
          },
        }),
      }),
      breaks: ['A-can-be-production'],
    },
  ],
});
