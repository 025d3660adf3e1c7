/**
 * The migration suite: fabrics right and wrong, troubles of every phase, and at least one broken variant for each claim.
 */
import { defineSuite, seconds } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, sendTo } from 'xstate';
import { hyperVHost } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn, otherHost, otherSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migration } from '../models/migration.ts';
import { properties } from './migration.ts';

const nothing = () => {};

/** A destination that is told to log in with the set that the source uses. */
const sameSet = migrationCoordinator.provide({
  actions: {
    prepareDestination: sendTo(
      ({ system, context }) => system.get(otherHost(context.home)),
      ({ context }) => ({ type: 'PREPARE', set: context.activeSet }),
    ),
  },
});

const otherSetUnused =
  'The set that should be connected or checked is not the one that the destination uses.';
const recordDiffers =
  'The coordinator’s record changes with a commit, and the set of the virtual machine does not.';
const nothingReleased = 'Vacuous: no source ever releases.';

export default defineSuite({
  name: 'migration',
  description: 'Live migration over virtual Fibre Channel never loses storage, and an abort changes nothing.',
  system: migration(),
  properties,
  search: { runs: 100_000, maxSteps: 120 },
  variants: [
    {
      name: 'release-before-attach',
      because: 'The source is logged out before the destination is prepared.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({
          actions: {
            prepareDestination: enqueueActions(({ context: { home, activeSet }, enqueue, system }) => {
              const fabric: AnyActorRef = system.get('fabric');
              const destination: AnyActorRef = system.get(otherHost(home));
              for (const wwpn of wwpnsOf(activeSet))
                enqueue.sendTo(fabric, { type: 'LOGOUT', port: home, wwpn });
              enqueue.sendTo(destination, { type: 'PREPARE', set: otherSet(activeSet) });
            }),
          },
        }),
      }),
      breaks: ['running-vm-has-its-paths', 'destination-connects-first'],
      alsoBreaks: {
        'source-keeps-its-ports': 'What was logged out before the migration is still so in the blackout.',
        'abort-changes-nothing': 'An abort does not log the source in again.',
      },
    },
    {
      name: 'release-in-blackout',
      because: 'The source logs out as soon as it is paused, before the commit.',
      system: migration({
        hyperVHost: hyperVHost.provide({
          actions: {
            pauseVm: enqueueActions(({ context: { name, set }, enqueue, system }) => {
              const fabric: AnyActorRef = system.get('fabric');
              for (const wwpn of wwpnsOf(set)) enqueue.sendTo(fabric, { type: 'LOGOUT', port: name, wwpn });
              enqueue.sendTo(system.get('vm'), { type: 'PAUSED' });
            }),
          },
        }),
      }),
      breaks: ['source-keeps-its-ports'],
      alsoBreaks: {
        'running-vm-has-its-paths': 'A source that resumes after an abort has no connection left.',
        'abort-changes-nothing': 'An abort does not log the source in again.',
      },
    },
    {
      name: 'toggle-on-abort',
      because: 'An aborted migration changes the active set too.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({
          actions: {
            abort: assign(({ context }) => ({ outcome: 'aborted', activeSet: otherSet(context.activeSet) })),
          },
        }),
      }),
      breaks: ['active-set-alternates', 'abort-changes-nothing', 'one-port-per-wwpn'],
      alsoBreaks: {
        'blackout-only-with-all-luns':
          'After an abort the next migration takes the set in use for the other one.',
      },
    },
    {
      name: 'one-virtual-hba-checked',
      because: 'The destination asks for the LUNs of its first virtual HBA only.',
      system: migration({
        hyperVHost: hyperVHost.provide({
          actions: {
            queryLuns: sendTo(
              ({ system }) => system.get('fabric'),
              ({ context: { name, set } }) => ({
                type: 'QUERY_LUNS',
                port: name,
                wwpns: wwpnsOf(set).slice(0, 1),
              }),
            ),
          },
        }),
      }),
      breaks: ['running-vm-has-its-paths', 'blackout-only-with-all-luns'],
    },
    {
      name: 'same-set',
      because: 'The destination logs in with the set of the source.',
      system: migration({ migrationCoordinator: sameSet }),
      breaks: ['one-port-per-wwpn', 'active-set-alternates'],
      alsoBreaks: {
        'destination-connects-first': otherSetUnused,
        'blackout-only-with-all-luns': otherSetUnused,
        'abort-changes-nothing': recordDiffers,
      },
    },
    {
      name: 'same-set-evicted',
      because:
        'The destination logs in with the set of the source, and the switch throws the first login out.',
      system: migration({
        migrationCoordinator: sameSet,
        fabrics: [{ zoned: everyWwpn, masked: everyWwpn, whenInUse: 'evict' }],
      }),
      breaks: ['running-vm-has-its-paths'],
      alsoBreaks: {
        'source-keeps-its-ports': 'The source was thrown out when the destination logged in.',
        'active-set-alternates': 'The set never changes.',
        'destination-connects-first': otherSetUnused,
        'abort-changes-nothing': 'An abort does not log the source in again.',
      },
    },
    {
      name: 'source-resumes-after-commit',
      because: 'After the commit the source is told to resume where it should release.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({
          actions: {
            tellOther: sendTo(
              ({ system, context }) => system.get(otherHost(context.home)),
              (_, { type }) => ({ type: type === 'RELEASE' ? 'RESUME' : type }),
            ),
          },
        }),
      }),
      breaks: ['at-most-one-host-runs-it'],
      alsoBreaks: {
        'destination-connects-first': nothingReleased,
        'abort-changes-nothing': 'The second copy is still there after the next migration was aborted.',
        'lost-vm-stays-lost': 'The second copy survives the host of the first.',
      },
    },
    {
      name: 'destination-resumes-on-silence',
      because: 'A destination that is not told anything for 45 seconds resumes its copy.',
      system: migration({
        hyperVHost: hyperVHost.provide({
          actions: {
            report: enqueueActions(({ enqueue, system }, { type }) => {
              enqueue.sendTo(system.get('coordinator'), { type });
              if (type === 'LUNS_VISIBLE')
                enqueue.raise({ type: 'RESUME' }, { delay: seconds(45), id: 'silence' });
            }),
          },
        }),
      }),
      breaks: ['at-most-one-host-runs-it', 'lost-vm-stays-lost'],
      alsoBreaks: {
        'destination-connects-first': nothingReleased,
        'abort-changes-nothing': 'The copy that runs already cannot be discarded.',
      },
    },
    {
      name: 'ports-left-over',
      because: 'Virtual ports are never removed.',
      system: migration({ hyperVHost: hyperVHost.provide({ actions: { logOut: nothing } }) }),
      breaks: ['abort-changes-nothing'],
      alsoBreaks: { 'destination-connects-first': nothingReleased },
    },
    {
      name: 'waits-for-ever',
      because: 'The coordinator waits for an answer without limit.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({ actions: { expectAnswer: nothing } }),
      }),
      breaks: ['no-deadlock', 'migration-is-settled', 'blackout-ends'],
    },
    {
      name: 'asks-without-pause',
      because: 'A destination asks for its LUNs again and again, without any time between.',
      system: migration({ hyperVHost: hyperVHost.provide({ delays: { poll: 0 } }) }),
      breaks: ['time-goes-on'],
    },
  ],
});
