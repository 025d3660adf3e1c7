/**
 * The migration watch suite: the ten-minute rule and live migration, which know little of each other.
 */
import { defineSuite, minutes } from 'redhound';
import { enqueueActions, raise, sendTo } from 'xstate';
import { mover } from '../models/migration-watch/mover.ts';
import { vmCopy } from '../models/migration-watch/vm-copy.ts';
import { watchingHostAgent } from '../models/migration-watch/watching-host-agent.ts';
import { migrationWatch } from '../models/migration-watch.ts';
import { changedMachine, changedState, doneTwice } from './changed-machine.ts';
import { properties } from './migration-watch.ts';

const nothing = () => {};

/** The same reason for several claims. */
const forAll = (ids: readonly string[], reason: string) => Object.fromEntries(ids.map((id) => [id, reason]));

const unwatched = forAll(
  ['watched-where-it-runs', 'hung-guest-is-restarted', 'restarted-or-moved-in-time', 'can-run-again'],
  'Nobody watches a guest that hangs afterwards.',
);

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
      breaks: ['no-restart-in-the-blackout', 'restart-goes-where-it-runs', 'ten-minutes-of-silence'],
      alsoBreaks: {
        'hung-guest-is-restarted': 'Vacuous: no guest hangs here.',
        'restarted-or-moved-in-time': 'Vacuous: no guest hangs here.',
      },
    },
    {
      name: 'never-lets-go',
      because: 'The Host Agent of the source keeps the guest suspended after the commit.',
      system: migrationWatch({
        watchingHostAgent: changedState(watchingHostAgent, 'suspended', { on: { LET_GO: {} } }),
      }),
      breaks: ['told-to-let-go-lets-go'],
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
      breaks: ['one-watch', 'watched-where-it-runs', 'restart-goes-where-it-runs', 'source-lets-go'],
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
      breaks: ['one-guest-runs', 'commit-moves-the-guest'],
      alsoBreaks: {
        'resumed-as-it-was': 'It runs already when it is told to.',
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
        'busy-guest-stays',
        'cancel-resumes-at-home',
        'commit-moves-the-guest',
      ],
      alsoBreaks: {
        'told-to-suspend-it-suspends': 'It does not watch when it is told to suspend the watch.',
      },
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
      alsoBreaks: {
        'can-run-again': 'The guest asks itself so often that it never gets to boot.',
        'busy-guest-stays': 'Vacuous: it never says that it is busy.',
      },
    },
    {
      name: 'moves-unasked',
      because: 'The mover begins with a migration.',
      system: migrationWatch({ mover: changedMachine(mover, { initial: 'suspending' }) }),
      breaks: ['nothing-before-a-migration'],
    },
    {
      name: 'watch-is-suspended-late',
      because: 'The mover tells the Host Agent of the migration after five minutes.',
      system: migrationWatch({
        mover: mover.provide({
          actions: {
            suspendWatch: sendTo(
              ({ system, context }) => system.get(`hostAgent${context.home}`),
              { type: 'SUSPEND' },
              { delay: minutes(5) },
            ),
          },
        }),
      }),
      breaks: ['watch-is-suspended-first'],
    },
    {
      name: 'suspends-in-words-only',
      because: 'A Host Agent says that it suspends the watch, and goes on.',
      system: migrationWatch({
        watchingHostAgent: changedState(watchingHostAgent, 'watching', {
          on: { SUSPEND: { actions: 'tellSuspended' } },
        }),
      }),
      breaks: ['told-to-suspend-it-suspends'],
      alsoBreaks: forAll(
        [
          'no-restart-in-the-blackout',
          'one-watch',
          'watched-where-it-runs',
          'restart-goes-where-it-runs',
          'hung-guest-is-restarted',
          'restarted-or-moved-in-time',
          'told-to-let-go-lets-go',
        ],
        'It goes on in the blackout and after the commit, and takes up no watch that it never left.',
      ),
    },
    {
      name: 'busy-guest-is-forgotten',
      because: 'Of a guest that just boots the migration is off, and nobody is told.',
      system: migrationWatch({ mover: changedState(mover, 'pausing', { on: { BUSY: 'idle' } }) }),
      breaks: ['busy-guest-stays'],
      alsoBreaks: unwatched,
    },
    {
      name: 'cancel-forgets-the-watch',
      because: 'A migration that is cancelled resumes the guest, and not the watch.',
      system: migrationWatch({
        mover: changedState(mover, 'blackout', {
          on: { CANCEL: { target: 'idle', actions: ['resume', 'forgetHang'] } },
        }),
      }),
      breaks: ['cancel-resumes-at-home'],
      alsoBreaks: unwatched,
    },
    {
      name: 'copy-is-left-over',
      because: 'A copy that is to be removed stays.',
      system: migrationWatch({ vmCopy: changedState(vmCopy, 'paused', { on: { REMOVE: {} } }) }),
      breaks: ['removed-copy-is-gone'],
      alsoBreaks: { 'commit-moves-the-guest': 'On the way back it is there already.' },
    },
    {
      name: 'blackout-of-twenty-minutes',
      because: 'The blackout takes twenty minutes.',
      system: migrationWatch({
        mover: changedState(mover, 'blackout', {
          after: {
            [minutes(20)]: {
              target: 'idle',
              actions: ['moveHome', 'removeSource', 'letSourceGo', 'resume', 'takeUpWatch', 'forgetHang'],
            },
          },
        }),
      }),
      breaks: ['blackout-ends'],
    },
    {
      name: 'says-it-twice',
      because: 'The mover tells the Host Agent twice to watch.',
      system: migrationWatch({ mover: doneTwice(mover, 'takeUpWatch') }),
      breaks: ['nothing-is-said-twice'],
    },
    {
      name: 'boots-at-first',
      because: 'The guest boots when it should run.',
      system: migrationWatch({
        vmCopy: changedState(vmCopy, 'starting', {
          always: [{ guard: 'isHome', target: 'booting' }, { target: 'absent' }],
        }),
      }),
      breaks: ['guest-begins-on-host1'],
    },
    {
      name: 'hang-is-left-behind',
      because: 'A guest that hangs runs again when it was moved.',
      system: migrationWatch({ vmCopy: vmCopy.provide({ guards: { hangs: () => false } }) }),
      breaks: ['resumed-as-it-was'],
      alsoBreaks: {
        'hung-guest-is-restarted': 'It hangs while a migration begins, and runs again after it.',
      },
    },
    {
      name: 'hangs-for-ever',
      because: 'A guest that was restarted is moved as one that hangs.',
      system: migrationWatch({ vmCopy: vmCopy.provide({ actions: { forgetHang: nothing } }) }),
      breaks: ['what-runs-does-not-hang'],
    },
    {
      name: 'seldom-heard',
      because: 'A guest sends a heartbeat every ten minutes.',
      system: migrationWatch({ vmCopy: vmCopy.provide({ delays: { period: minutes(10) } }) }),
      breaks: ['heard-every-five-minutes'],
      alsoBreaks: forAll(
        ['hung-guest-is-restarted', 'restarted-or-moved-in-time'],
        'A guest that is well is restarted after ten minutes, and may hang while that is under way.',
      ),
    },
    {
      name: 'boot-in-no-time',
      because: 'A guest boots in no time.',
      system: migrationWatch({ vmCopy: vmCopy.provide({ delays: { boot: 0 } }) }),
      breaks: ['boot-takes-five-minutes'],
    },
  ],
});
