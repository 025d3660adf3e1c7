/**
 * The same change with a flight on each kind of front end, a tool that enforces increments, and a revert that restarts.
 */
import { defineSuite } from 'redhound';
import { assign } from 'xstate';
import { frontEnd } from '../../models/incidents/storage-flighting/front-end.ts';
import {
  type StorageFlightingParameters,
  storageFlighting,
} from '../../models/incidents/storage-flighting.ts';
import {
  chain,
  flightedOnBlobs,
  oneRegionAtATime,
  revertIsEnough,
  someRegionServes,
} from './storage-flighting.ts';

const fixed = (changed: Partial<StorageFlightingParameters> = {}) =>
  storageFlighting({
    flightsOn: ['Table', 'Blob'],
    increments: 'enforced',
    afterRevert: 'restart',
    ...changed,
  });

export default defineSuite({
  name: 'storage-flighting-fixed',
  description: 'The change loops one region’s Blob front ends, in the flight, and a revert ends it.',
  system: fixed(),
  properties: [
    flightedOnBlobs,
    oneRegionAtATime,
    someRegionServes,
    revertIsEnough,
    ...chain.filter(({ id }) => id === 'can-be-repaired'),
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'flight-on-tables-only',
      because:
        'The flight leaves the Blob front ends out: the first region that is pushed to finds the fault.',
      system: fixed({ flightsOn: ['Table'] }),
      breaks: ['faulty-change-is-met-in-the-flight'],
    },
    {
      name: 'increments-not-enforced',
      because: 'A change that was flighted goes to all regions at once.',
      system: fixed({ increments: 'not enforced' }),
      breaks: ['one-region-at-a-time'],
    },
    {
      name: 'neither',
      because:
        'The flight leaves the Blob front ends out, and what was flighted goes to all regions at once.',
      system: fixed({ flightsOn: ['Table'], increments: 'not enforced' }),
      breaks: ['faulty-change-is-met-in-the-flight', 'one-region-at-a-time', 'some-region-serves-blobs'],
    },
    {
      name: 'revert-without-restart',
      because: 'A revert leaves front ends that loop as they are.',
      system: fixed({ afterRevert: 'nothing' }),
      breaks: ['revert-is-enough'],
    },
    {
      name: 'restart-reads-nothing',
      because: 'Front ends that restart run on with the configuration that they had.',
      system: fixed({
        frontEnd: frontEnd.provide({
          actions: {
            read: assign(({ context, event }) =>
              event.type === 'RESTART' ? {} : { effective: context.stored },
            ),
          },
        }),
      }),
      breaks: ['can-be-repaired', 'revert-is-enough'],
    },
  ],
});
