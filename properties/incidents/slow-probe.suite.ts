/**
 * The slow probe (HP Integrity VM 4.3 and 6.3 release notes): more than 30 s abort the migration in the frozen phase.
 *
 * The guest is frozen while the target asks the storage through its ports. A storage that takes up to 80 s (79 were seen) has the
 * migration aborted each time, and the guest pays with up to half a minute of standstill. The fix is a storage that
 * answers in time: the suite `incident-slow-probe-fixed`.
 */
import { defineSuite, seconds } from 'redhound';
import { raise } from 'xstate';
import { frozenSource } from '../../models/frozen-phase/frozen-source.ts';
import { probingTarget } from '../../models/frozen-phase/probing-target.ts';
import { frozenPhase } from '../../models/frozen-phase.ts';
import { changedState } from '../changed-machine.ts';
import { slowStorage } from './slow-probe.ts';

const probe = [seconds(5), seconds(80)] as const;

export default defineSuite({
  name: 'incident-slow-probe',
  description:
    'A storage that takes longer than 30 s to answer has every migration aborted in the frozen phase.',
  system: frozenPhase({ probe }),
  properties: slowStorage,
  search: { runs: 2_000, maxSteps: 200 },
  survivors: {
    'change-delay:target#2': 'A storage that is a little slower still costs aborts, and no more.',
    'change-delay:target#3': 'A storage that is slower still costs aborts, and no more.',
  },
  variants: [
    {
      name: 'impatient-target',
      because: 'The target waits for its storage for twenty seconds.',
      system: frozenPhase({
        probe,
        probingTarget: probingTarget.provide({ delays: { limit: seconds(20) } }),
      }),
      breaks: ['patience-of-thirty-seconds'],
    },
    {
      name: 'answer-at-once',
      because: 'The target is ready before its storage has answered.',
      system: frozenPhase({
        probe,
        probingTarget: changedState(probingTarget, 'free', {
          on: { PROBE: { target: 'ready', actions: 'reportReady' } },
        }),
      }),
      breaks: ['no-answer-at-once'],
      alsoBreaks: {
        'source-goes-on': 'Vacuous: it never comes to that here.',
        'target-gives-up': 'Vacuous: it never comes to that here.',
        'persistence-moves-the-guest': 'Holds: it never comes to that here.',
        'migration-succeeds': 'Holds: it never comes to that here.',
      },
    },
    {
      name: 'target-stays-taken',
      because: 'A target that has given up waits for the next answer of its storage.',
      system: frozenPhase({
        probe,
        probingTarget: changedState(probingTarget, 'probing', {
          after: {
            probe: { target: 'ready', actions: 'reportReady' },
            limit: { actions: 'reportTooSlow' },
          },
        }),
      }),
      breaks: ['target-gives-up'],
    },
    {
      name: 'source-waits-on',
      because: 'The source takes no notice of a target that has given up.',
      system: frozenPhase({
        probe,
        frozenSource: changedState(frozenSource, 'guestFrozen', { on: { PROBE_TOO_SLOW: {} } }),
      }),
      breaks: ['source-goes-on'],
    },
    {
      name: 'no-limit-at-either-end',
      because: 'The target waits for its storage, and the source for the target, for two minutes.',
      system: frozenPhase({
        probe: [seconds(65), seconds(80)],
        frozenSource: frozenSource.provide({ delays: { frozenPhase: seconds(120) } }),
        probingTarget: probingTarget.provide({ delays: { limit: seconds(120) } }),
      }),
      breaks: ['frozen-for-a-minute-at-most', 'patience-of-thirty-seconds'],
      alsoBreaks: {
        'source-goes-on': 'Vacuous: it never comes to that here.',
        'target-gives-up': 'Vacuous: it never comes to that here.',
        'migration-succeeds': 'Holds: there is time enough, but the guest stands still for it.',
        'persistence-moves-the-guest': 'Holds: there is time enough, but the guest stands still for it.',
      },
    },
    {
      name: 'storage-never-in-time',
      because: 'The storage always takes longer than the limit: no later migration can succeed either.',
      system: frozenPhase({ probe: [seconds(65), seconds(80)] }),
      breaks: ['may-succeed'],
      alsoBreaks: { 'runs-there-when-handed-over': 'Vacuous: it never comes to that here.' },
    },
    {
      name: 'takes-over-by-itself',
      because: 'A target whose storage answers takes over without being told.',
      system: frozenPhase({
        probe,
        probingTarget: probingTarget.provide({
          delays: { limit: seconds(80) },
          actions: { reportReady: raise({ type: 'TAKE_OVER' }) },
        }),
      }),
      breaks: ['one-guest-runs', 'runs-there-when-handed-over', 'patience-of-thirty-seconds'],
      alsoBreaks: {
        'source-goes-on': 'Vacuous: it never comes to that here.',
        'target-gives-up': 'Vacuous: it never comes to that here.',
      },
    },
  ],
});
