/**
 * The same change with a flight on each kind of front end, a tool that enforces increments, and a revert that restarts.
 */
import { defineSuite, hours } from 'redhound';
import { assign } from 'xstate';
import { flightingTool } from '../../models/incidents/storage-flighting/flighting-tool.ts';
import { frontEnd } from '../../models/incidents/storage-flighting/front-end.ts';
import {
  type StorageFlightingParameters,
  storageFlighting,
} from '../../models/incidents/storage-flighting.ts';
import { changedState, doneTwice } from '../changed-machine.ts';
import {
  chain,
  duties,
  flightedOnBlobs,
  incremental,
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

const nothing = () => {};
const withTool = (changed: Parameters<typeof flightingTool.provide>[0]) =>
  fixed({ flightingTool: flightingTool.provide(changed) });

/** While a change is under way, a link may hold two messages, and the claim that things are said once says nothing. */
const revertedTwice =
  'Front ends that are told the old configuration twice, or restarted twice, run with the old configuration.';

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
    ...duties,
    ...incremental,
  ],
  search: { runs: 2_000, maxSteps: 60 },
  survivors: {
    'duplicate-message:flightingTool:pushed:REVERT': revertedTwice,
    'duplicate-message:flightingTool:pushed:REVERT#2': revertedTwice,
  },
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
      alsoBreaks: { 'push-can-be-reverted': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'neither',
      because:
        'The flight leaves the Blob front ends out, and what was flighted goes to all regions at once.',
      system: fixed({ flightsOn: ['Table'], increments: 'not enforced' }),
      breaks: ['faulty-change-is-met-in-the-flight', 'one-region-at-a-time', 'some-region-serves-blobs'],
      alsoBreaks: {
        'push-can-be-reverted': 'Vacuous: it never comes to that here.',
        'outage-stops-the-change': 'Vacuous: nothing loops before the push is over.',
      },
    },
    {
      name: 'revert-without-restart',
      because: 'A revert leaves front ends that loop as they are.',
      system: fixed({ afterRevert: 'nothing' }),
      breaks: ['revert-is-enough', 'revert-restarts'],
    },
    {
      name: 'flight-of-four-weeks',
      because: 'A flight takes a week longer than the rules say.',
      system: withTool({ delays: { flight: hours(28 * 24) } }),
      breaks: ['flight-lasts-three-weeks'],
    },
    {
      name: 'flight-without-a-word',
      because: 'A flight tells no front end anything.',
      system: withTool({ actions: { tryOut: nothing } }),
      breaks: ['flight-begins-with-tables', 'faulty-change-is-met-in-the-flight'],
    },
    {
      name: 'push-without-a-word',
      because: 'What operators push goes to no front end.',
      system: withTool({ actions: { pushToNext: nothing } }),
      breaks: ['push-begins-at-once', 'next-region-after-a-day', 'push-ends'],
    },
    {
      name: 'soak-of-two-days',
      because: 'The tool waits two days between two regions.',
      system: withTool({ delays: { soak: hours(48) } }),
      breaks: ['next-region-after-a-day', 'push-ends'],
    },
    {
      name: 'outage-goes-unnoticed',
      because: 'A flight goes on where front ends do not answer.',
      system: fixed({ flightingTool: changedState(flightingTool, 'flighting', { on: { UNHEALTHY: {} } }) }),
      breaks: ['outage-stops-the-change', 'some-region-serves-blobs'],
    },
    {
      name: 'no-revert-in-a-push',
      because: 'The tool reverts nothing before the push is over.',
      system: fixed({ flightingTool: changedState(flightingTool, 'pushing', { on: { REVERT: {} } }) }),
      breaks: ['push-can-be-reverted', 'revert-goes-everywhere', 'revert-restarts'],
    },
    {
      name: 'revert-without-a-word',
      because: 'A revert tells no front end anything.',
      system: withTool({ actions: { revert: nothing } }),
      breaks: ['revert-goes-everywhere', 'revert-restarts', 'revert-is-enough', 'can-be-repaired'],
    },
    {
      name: 'restart-without-a-word',
      because: 'Operators restart no front end.',
      system: withTool({ actions: { restart: nothing } }),
      breaks: ['restart-goes-everywhere'],
    },
    {
      name: 'flight-begins-twice',
      because: 'The tool tells the front ends of a flight twice.',
      system: fixed({ flightingTool: doneTwice(flightingTool, 'tryOut') }),
      breaks: ['said-once'],
    },
    {
      name: 'outage-reported-twice',
      because: 'Front ends that do not answer are reported twice.',
      system: fixed({ frontEnd: doneTwice(frontEnd, 'reportOutage') }),
      breaks: ['outage-is-reported-once'],
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
