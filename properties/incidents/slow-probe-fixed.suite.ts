/**
 * The slow probe, fixed: a storage that answers within twenty seconds.
 */
import { defineSuite, seconds } from 'redhound';
import { raise } from 'xstate';
import { frozenSource } from '../../models/frozen-phase/frozen-source.ts';
import { probingTarget } from '../../models/frozen-phase/probing-target.ts';
import { frozenPhase } from '../../models/frozen-phase.ts';
import { changedState, doneTwice } from '../changed-machine.ts';
import { fastStorage } from './slow-probe.ts';

export default defineSuite({
  name: 'incident-slow-probe-fixed',
  description: 'A storage that answers in time has every migration succeed.',
  system: frozenPhase(),
  properties: fastStorage,
  search: { runs: 2_000, maxSteps: 100 },
  variants: [
    {
      name: 'slower-than-said',
      because: 'The storage answers after 25 seconds.',
      system: frozenPhase({ probe: [seconds(25), seconds(25)] }),
      breaks: ['probe-takes-its-time'],
    },
    {
      name: 'runs-before-it-is-told',
      because: 'The guest runs at the target as soon as the storage answers.',
      system: frozenPhase({
        probingTarget: changedState(probingTarget, 'probing', {
          after: { probe: { target: 'guestRuns', actions: 'reportReady' }, limit: 'free' },
        }),
      }),
      breaks: ['runs-there-when-handed-over', 'probe-takes-its-time'],
    },
    {
      name: 'asked-twice',
      because: 'The source asks for the probe twice.',
      system: frozenPhase({ frozenSource: doneTwice(frozenSource, 'askForProbe') }),
      breaks: ['said-once'],
    },
    {
      name: 'slow-storage',
      because: 'The storage takes 70 to 80 seconds.',
      system: frozenPhase({ probe: [seconds(70), seconds(80)] }),
      breaks: ['migration-succeeds', 'persistence-moves-the-guest'],
      alsoBreaks: {
        'probe-takes-its-time': 'The storage takes longer than it should.',
        'runs-there-when-handed-over': 'Vacuous: it never comes to that here.',
      },
    },
    {
      name: 'target-says-nothing',
      because: 'Neither the target reports, nor does the source look at the time in less than two minutes.',
      system: frozenPhase({
        frozenSource: frozenSource.provide({ delays: { frozenPhase: seconds(120) } }),
        probingTarget: probingTarget.provide({ actions: { reportReady: () => {} } }),
      }),
      breaks: ['frozen-for-a-minute-at-most', 'migration-succeeds', 'persistence-moves-the-guest'],
      alsoBreaks: { 'runs-there-when-handed-over': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'takes-over-by-itself',
      because: 'A target whose storage answers takes over without being told, and the source goes on.',
      system: frozenPhase({
        probingTarget: probingTarget.provide({ actions: { reportReady: raise({ type: 'TAKE_OVER' }) } }),
      }),
      breaks: ['one-guest-runs', 'runs-there-when-handed-over', 'probe-takes-its-time'],
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
        'runs-there-when-handed-over': 'Vacuous: it never comes to that here.',
        'migration-succeeds': 'The probe may never be finished.',
        'persistence-moves-the-guest': 'The probe may never be finished.',
      },
    },
  ],
});
