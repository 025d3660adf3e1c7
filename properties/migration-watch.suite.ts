/**
 * The migration watch suite: the ten-minute rule and live migration, which know little of each other.
 */
import { defineSuite, minutes } from 'redhound';
import { enqueueActions, raise, sendTo } from 'xstate';
import { mover } from '../models/migration-watch/mover.ts';
import { vmCopy } from '../models/migration-watch/vm-copy.ts';
import { watchingHostAgent } from '../models/migration-watch/watching-host-agent.ts';
import { migrationWatch } from '../models/migration-watch.ts';
import { properties } from './migration-watch.ts';

const nothing = () => {};

export default defineSuite({
  name: 'migration-watch',
  description:
    'The watch over a guest moves with it: no restart in the blackout, and none of what was left behind.',
  system: migrationWatch(),
  properties,
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'timer-runs-on',
      because: 'A Host Agent that is to suspend its watch lets its timer run, and acts on it.',
      system: migrationWatch({
        hangs: 0,
        watchingHostAgent: watchingHostAgent.provide({
          actions: {
            stopTimer: nothing,
            startTimer: enqueueActions(({ enqueue }) => {
              enqueue.cancel('silence');
              enqueue.raise({ type: 'SILENCE' }, { id: 'silence', delay: 'silence' });
            }),
          },
          guards: { watches: () => true },
        }),
      }),
      breaks: ['no-restart-in-the-blackout', 'restart-goes-where-it-runs'],
      alsoBreaks: {
        'hung-guest-is-restarted': 'Vacuous: no guest hangs here.',
        'restarted-or-moved-in-time': 'Vacuous: no guest hangs here.',
      },
    },
    {
      name: 'source-goes-on-watching',
      because: 'After the commit the Host Agent of the source is told to go on, not to let go.',
      system: migrationWatch({
        mover: mover.provide({
          actions: {
            letSourceGo: sendTo(
              ({ system, context }) => system.get(`hostAgent${context.home === 1 ? 2 : 1}`),
              { type: 'WATCH' },
            ),
          },
        }),
      }),
      breaks: ['one-watch', 'watched-where-it-runs', 'restart-goes-where-it-runs'],
      alsoBreaks: { 'no-restart-in-the-blackout': 'It goes on in the blackout of the way back too.' },
    },
    {
      name: 'source-resumes-after-commit',
      because: 'The source is resumed where it should be removed.',
      system: migrationWatch({
        mover: mover.provide({
          actions: {
            removeSource: sendTo(
              ({ system, context }) => system.get(`copy${context.home === 1 ? 2 : 1}`),
              () => ({ type: 'RESUME', hangs: false }),
            ),
          },
        }),
      }),
      breaks: ['one-guest-runs'],
      alsoBreaks: {
        'hung-guest-is-restarted': 'The second guest hangs where nobody watches.',
        'restarted-or-moved-in-time': 'The second guest hangs where nobody watches.',
      },
    },
    {
      name: 'watch-not-taken-up',
      because: 'Nobody tells the Host Agent of the host that has the guest to watch it.',
      system: migrationWatch({ mover: mover.provide({ actions: { takeUpWatch: nothing } }) }),
      breaks: [
        'watched-where-it-runs',
        'hung-guest-is-restarted',
        'can-run-again',
        'restarted-or-moved-in-time',
      ],
    },
    {
      name: 'fifteen-minutes-of-silence',
      because: 'The Host Agents wait fifteen minutes where ten are due.',
      system: migrationWatch({
        watchingHostAgent: watchingHostAgent.provide({ delays: { silence: minutes(15) } }),
      }),
      breaks: ['restarted-or-moved-in-time'],
    },
    {
      name: 'busy-waiting',
      because: 'A guest that just boots asks itself again and again whether it may be paused.',
      system: migrationWatch({
        vmCopy: vmCopy.provide({
          actions: { tellBusy: raise({ type: 'PAUSE' }, { delay: 0, id: 'again' }) },
        }),
      }),
      breaks: ['time-goes-on'],
      alsoBreaks: { 'can-run-again': 'The guest asks itself so often that it never gets to boot.' },
    },
  ],
});
