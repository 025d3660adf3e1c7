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
import { slowStorage } from './slow-probe.ts';

const probe = [seconds(5), seconds(80)] as const;

export default defineSuite({
  name: 'incident-slow-probe',
  description:
    'A storage that takes longer than 30 s to answer has every migration aborted in the frozen phase.',
  system: frozenPhase({ probe }),
  properties: slowStorage,
  search: { runs: 2_000, maxSteps: 200 },
  variants: [
    {
      name: 'no-limit-at-either-end',
      because: 'The target waits for its storage, and the source for the target, for two minutes.',
      system: frozenPhase({
        probe: [seconds(65), seconds(80)],
        frozenSource: frozenSource.provide({ delays: { frozenPhase: seconds(120) } }),
        probingTarget: probingTarget.provide({ delays: { limit: seconds(120) } }),
      }),
      breaks: ['frozen-for-a-minute-at-most'],
      alsoBreaks: {
        'migration-succeeds': 'Holds: there is time enough, but the guest stands still for it.',
        'persistence-moves-the-guest': 'Holds: there is time enough, but the guest stands still for it.',
      },
    },
    {
      name: 'storage-never-in-time',
      because: 'The storage always takes longer than the limit: no later migration can succeed either.',
      system: frozenPhase({ probe: [seconds(65), seconds(80)] }),
      breaks: ['may-succeed'],
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
      breaks: ['one-guest-runs'],
    },
  ],
});
