/**
 * The slow probe, fixed: a storage that answers within twenty seconds.
 */
import { defineSuite, seconds } from 'redhound';
import { raise } from 'xstate';
import { frozenSource } from '../../models/frozen-phase/frozen-source.ts';
import { probingTarget } from '../../models/frozen-phase/probing-target.ts';
import { frozenPhase } from '../../models/frozen-phase.ts';
import { fastStorage } from './slow-probe.ts';

export default defineSuite({
  name: 'incident-slow-probe-fixed',
  description: 'A storage that answers in time has every migration succeed.',
  system: frozenPhase(),
  properties: fastStorage,
  search: { runs: 2_000, maxSteps: 100 },
  variants: [
    {
      name: 'slow-storage',
      because: 'The storage takes up to 80 seconds.',
      system: frozenPhase({ probe: [seconds(10), seconds(80)] }),
      breaks: ['migration-succeeds', 'persistence-moves-the-guest'],
    },
    {
      name: 'target-says-nothing',
      because: 'Neither the target reports, nor does the source look at the time in less than two minutes.',
      system: frozenPhase({
        frozenSource: frozenSource.provide({ delays: { frozenPhase: seconds(120) } }),
        probingTarget: probingTarget.provide({ actions: { reportReady: () => {} } }),
      }),
      breaks: ['frozen-for-a-minute-at-most', 'migration-succeeds', 'persistence-moves-the-guest'],
    },
    {
      name: 'takes-over-by-itself',
      because: 'A target whose storage answers takes over without being told, and the source goes on.',
      system: frozenPhase({
        probingTarget: probingTarget.provide({ actions: { reportReady: raise({ type: 'TAKE_OVER' }) } }),
      }),
      breaks: ['one-guest-runs'],
    },
    {
      name: 'probes-without-pause',
      because: 'The target has no patience at all, and probes again at once.',
      system: frozenPhase({
        probingTarget: probingTarget.provide({
          delays: { limit: 0 },
          actions: { reportTooSlow: raise({ type: 'PROBE' }) },
        }),
      }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        'migration-succeeds': 'The probe may never be finished.',
        'persistence-moves-the-guest': 'The probe may never be finished.',
      },
    },
  ],
});
