/**
 * 30 October 2013 as it was: the new version of RDFE is rolled out everywhere.
 */
import { defineSuite } from 'redhound';
import { assign, sendTo } from 'xstate';
import { directory } from '../../models/incidents/split-swap/directory.ts';
import { rdfe } from '../../models/incidents/split-swap/rdfe.ts';
import { splitSwap } from '../../models/incidents/split-swap.ts';
import { canSwap, inOneStep, inTwoSteps, oneProduction } from './split-swap.ts';

export default defineSuite({
  name: 'split-swap',
  description: '30 October 2013: a swap in two steps can stop between them, in every region.',
  system: splitSwap(),
  properties: [
    ...canSwap,
    ...inOneStep,
    ...inTwoSteps,
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
      breaks: [
        'B-can-be-production',
        'what-is-told-is-in-production',
        'swap-can-come',
        'directory-believes-both',
      ],
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
      breaks: ['A-can-be-production', 'what-is-told-is-in-production', 'directory-believes-both'],
    },
    {
      name: 'swap-in-no-step',
      because: 'The version in use tells the directory nothing.',
      system: splitSwap({ rdfe: rdfe.provide({ actions: { swapInOneStep: () => {} } }) }),
      breaks: ['swap-is-told-at-once', 'swap-can-come', 'A-can-be-production', 'B-can-be-production'],
    },
    {
      name: 'demotes-only',
      because: 'The new version takes the address from one deployment, and gives it to none.',
      system: splitSwap({
        rdfe: rdfe.provide({
          actions: {
            swapInTwoSteps: sendTo(
              ({ system }) => system.get('directory'),
              ({ event }) => ({
                type: 'DEMOTE',
                deployment: event.type === 'SWAP_TO' && event.deployment === 'A' ? 'B' : 'A',
              }),
            ),
          },
        }),
      }),
      breaks: ['new-version-tells-both'],
    },
    {
      name: 'no-way-back',
      because: 'A version that was rolled out stays.',
      system: splitSwap({ rdfe: rdfe.provide({ actions: { takeOldVersion: () => {} } }) }),
      breaks: ['can-be-rolled-back'],
    },
  ],
});
