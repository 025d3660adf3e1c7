/**
 * 18 November 2014 as it was: flighted on Table front ends, pushed everywhere at once, reverted without a restart.
 */
import { defineSuite } from 'redhound';
import { assign, enqueueActions } from 'xstate';
import { frontEnd } from '../../models/incidents/storage-flighting/front-end.ts';
import { storageFlighting } from '../../models/incidents/storage-flighting.ts';
import {
  chain,
  duties,
  flightedOnBlobs,
  oneRegionAtATime,
  revertIsEnough,
  someRegionServes,
} from './storage-flighting.ts';

export default defineSuite({
  name: 'storage-flighting',
  description:
    '18 November 2014: a change that Table front ends stand, and with which Blob front ends loop in all regions.',
  system: storageFlighting(),
  properties: [
    ...chain,
    ...duties,
    { ...flightedOnBlobs, expected: 'violated', missing: 'a flight on each kind of front end' },
    { ...oneRegionAtATime, expected: 'violated', missing: 'a tool that enforces increments' },
    {
      ...someRegionServes,
      expected: 'violated',
      missing: 'a flight on each kind of front end, or a tool that enforces increments',
    },
    { ...revertIsEnough, expected: 'violated', missing: 'a restart after the revert' },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'tables-loop-too',
      because: 'The change makes front ends of both kinds loop: the flight finds it, and nothing is pushed.',
      system: storageFlighting({
        frontEnd: frontEnd.provide({ guards: { loops: ({ context }) => context.effective === 'faulty' } }),
      }),
      breaks: ['flight-finds-nothing'],
      alsoBreaks: {
        'faulty-change-is-met-in-the-flight': 'Vacuous: no Blob front end ever loops.',
        'some-region-serves-blobs': 'Holds: a faulty change never gets to the Blob front ends.',
      },
    },
    {
      name: 'restart-reads-nothing',
      because: 'Front ends that restart run on with the configuration that they had.',
      system: storageFlighting({
        frontEnd: frontEnd.provide({
          actions: {
            read: assign(({ context, event }) =>
              event.type === 'RESTART' ? {} : { effective: context.stored },
            ),
          },
        }),
      }),
      breaks: ['can-be-repaired'],
    },
    {
      name: 'loop-reads-configuration',
      because: 'Front ends that loop read a configuration that comes, as if they restarted.',
      system: storageFlighting({
        frontEnd: frontEnd.provide({
          actions: {
            store: enqueueActions(({ enqueue, event }) => {
              if (event.type !== 'CONFIGURE') return;
              enqueue.assign({ stored: event.configuration });
              enqueue.raise({ type: 'RESTART' });
            }),
          },
        }),
      }),
      breaks: ['loops-until-restarted'],
      alsoBreaks: { 'revert-is-enough': 'Holds: the old configuration that comes is read at once.' },
    },
  ],
});
