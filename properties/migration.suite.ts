/**
 * The migration suite: fabrics right and wrong, troubles of every phase, and at least one broken variant for each claim.
 */
import { defineSuite, seconds } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, sendTo } from 'xstate';
import { hyperVHost } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn, otherHost, otherSet, wwpnsOf } from '../models/migration/wwn.ts';
import { migration } from '../models/migration.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import {
  betweenAnswers,
  properties,
  secondCorrection,
  secondReportsIn,
  whileAsking,
  whileWaiting,
} from './migration.ts';

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

/** Delays are changed, and the bounds of claims stay multiples of the tick. */
const ticking = (system: ReturnType<typeof migration>) => ({ ...system, clock: { tick: seconds(15) } });

/** One migration is enough for most defects. */
const once = { migrations: 1 };

/** A destination that waits before it asks for its LUNs. */
const asksLate = changedState(hyperVHost, 'skeleton.checkingLuns', { initial: 'waiting' });

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
  survivors: {
    ...secondCorrection,
    ...secondReportsIn(...whileAsking, whileWaiting, ...betweenAnswers),
  },
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
      alsoBreaks: {
        'luns-are-asked-for-again': 'Vacuous: every LUN that is asked for is visible.',
      },
    },
    {
      name: 'same-set',
      because: 'The destination logs in with the set of the source.',
      system: migration({ migrationCoordinator: sameSet }),
      breaks: ['one-port-per-wwpn', 'active-set-alternates'],
      alsoBreaks: {
        'commit-leaves-no-ports': recordDiffers,
        'luns-are-asked-for-again': 'Vacuous: every LUN that is asked for is visible.',
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
        'commit-leaves-no-ports': recordDiffers,
        'luns-are-asked-for-again': 'Vacuous: every LUN that is asked for is visible.',
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
        'commit-leaves-no-ports': 'The source has its copy and its ports still.',
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
        'commit-leaves-no-ports': 'Vacuous: nothing is committed.',
        'no-copy-of-the-lost': 'The copy that runs already cannot be discarded.',
        'destination-connects-first': nothingReleased,
        'abort-changes-nothing': 'The copy that runs already cannot be discarded.',
      },
    },
    {
      name: 'ports-left-over',
      because: 'Virtual ports are never removed.',
      system: migration({ hyperVHost: hyperVHost.provide({ actions: { logOut: nothing } }) }),
      breaks: ['commit-leaves-no-ports', 'no-login-without-vm', 'abort-changes-nothing'],
      alsoBreaks: { 'destination-connects-first': nothingReleased },
    },
    {
      name: 'waits-for-ever',
      because: 'The coordinator waits for an answer without limit.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({ actions: { expectAnswer: nothing } }),
      }),
      breaks: ['cancel-aborts', 'failure-aborts', 'no-deadlock', 'migration-is-settled', 'blackout-ends'],
      alsoBreaks: {
        'silence-is-no-proof': 'Vacuous: the coordinator never gives up.',
        'given-up-when-lost': 'Vacuous: the coordinator never gives up.',
        'given-up-is-not-migrated': 'Vacuous: the coordinator never gives up.',
        'no-copy-of-the-lost': 'Vacuous: the coordinator never gives up.',
      },
    },
    {
      name: 'asks-without-pause',
      because: 'A destination asks for its LUNs again and again, without any time between.',
      system: ticking(migration({ hyperVHost: hyperVHost.provide({ delays: { poll: 0 } }) })),
      breaks: ['time-goes-on'],
    },
    {
      name: 'release-not-reported',
      because: 'A source does not say that it has released its ports.',
      system: migration({
        hyperVHost: hyperVHost.provide({
          actions: {
            report: sendTo(
              ({ system, context }) => system.get(context.party.coordinator),
              (_, { type }) => ({ type: type === 'RELEASED' ? 'FAILED' : type }),
            ),
          },
        }),
        troubles: once,
      }),
      breaks: ['what-is-undone-is-reported'],
    },
    {
      name: 'three-quarters-of-a-minute',
      because: 'The coordinator takes a host for dead after 45 seconds.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({ delays: { step: seconds(45) } }),
        troubles: once,
      }),
      breaks: ['a-minute-to-answer'],
    },
    {
      name: 'begins-by-itself',
      because: 'The coordinator begins with a migration.',
      system: migration({
        migrationCoordinator: changedMachine(migrationCoordinator, { initial: 'attaching' }),
        troubles: once,
      }),
      breaks: ['migrates-when-asked', 'nothing-before-a-migration'],
    },
    {
      name: 'one-pass',
      because: 'The memory is copied once, and the blackout begins.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({ guards: { isLastPass: () => true } }),
        troubles: once,
      }),
      breaks: ['memory-is-copied-first'],
    },
    {
      name: 'slow-passes',
      because: 'A pass over the memory takes three quarters of a minute.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({ delays: { pass: seconds(45) } }),
        troubles: once,
      }),
      breaks: ['copying-ends'],
    },
    {
      name: 'no-cancel',
      because: 'The operator cannot cancel.',
      system: migration({ troubles: { ...once, cancellations: 0 } }),
      breaks: ['cancel-while-attaching', 'cancel-while-checking', 'cancel-while-copying'],
      alsoBreaks: {
        'cancel-aborts': 'Vacuous: nothing is cancelled.',
      },
    },
    {
      name: 'failure-unheeded',
      because: 'The coordinator waits for LUNs at a destination that has failed.',
      system: migration({
        migrationCoordinator: changedState(migrationCoordinator, 'checkingLuns', { on: { FAILED: {} } }),
        troubles: once,
      }),
      breaks: ['failures-are-heeded'],
    },
    {
      name: 'link-failure-unnoticed',
      because: 'A destination goes on when its link fails.',
      system: migration({
        hyperVHost: changedState(hyperVHost, 'skeleton', { on: { LINK_DOWN: {} } }),
        troubles: once,
      }),
      breaks: ['link-failure-is-reported'],
    },
    {
      name: 'asks-late',
      because: 'A destination waits fifteen seconds before it asks for its LUNs.',
      system: migration({ hyperVHost: asksLate, troubles: once }),
      breaks: ['luns-are-asked-for-at-once'],
    },
    {
      name: 'asks-seldom',
      because: 'A destination asks for its LUNs once in half a minute.',
      system: ticking(
        migration({ hyperVHost: hyperVHost.provide({ delays: { poll: seconds(30) } }), troubles: once }),
      ),
      breaks: ['luns-are-asked-for-again'],
    },
    {
      name: 'patient-lun-check',
      because: 'LUNs that do not appear are an error after 45 seconds.',
      system: migration({
        hyperVHost: hyperVHost.provide({ delays: { lunTimeout: seconds(45) } }),
        troubles: once,
      }),
      breaks: ['lun-check-ends'],
    },
    {
      name: 'hasty-lun-check',
      because: 'LUNs that do not appear are an error after fifteen seconds.',
      system: migration({
        hyperVHost: hyperVHost.provide({ delays: { lunTimeout: seconds(15) } }),
        troubles: once,
      }),
      breaks: ['lun-check-is-patient'],
    },
    {
      name: 'given-up-unsaid',
      because: 'The coordinator gives the virtual machine up and does not tell it.',
      system: migration({
        migrationCoordinator: migrationCoordinator.provide({ actions: { giveVmUp: nothing } }),
        troubles: once,
      }),
      breaks: ['silence-is-no-proof', 'blackout-ends', 'given-up-when-lost'],
      alsoBreaks: { 'given-up-is-not-migrated': 'Vacuous: the virtual machine never hears of it.' },
    },
    {
      name: 'first-answer-counts',
      because: 'A destination says that it is attached after the first answer.',
      system: migration({
        hyperVHost: hyperVHost.provide({ guards: { isLastAnswer: () => true } }),
        troubles: once,
      }),
      breaks: ['attached-when-all-is-answered'],
    },
    {
      name: 'half-attached',
      because: 'A host with one port too few attaches what it can.',
      system: migration({
        hyperVHost: hyperVHost.provide({ guards: { hasPorts: () => true } }),
        troubles: once,
      }),
      breaks: ['too-few-ports-are-refused'],
    },
    {
      name: 'nobody-corrects',
      because: 'Nobody corrects zoning and masking.',
      system: migration({ troubles: { ...once, corrections: 0 } }),
      breaks: ['fabric-can-be-put-right'],
    },
    {
      name: 'source-stays-paused',
      because: 'A source that is told to resume does not.',
      system: migration({
        hyperVHost: changedState(hyperVHost, 'paused', { on: { RESUME: {} } }),
        troubles: { ...once, deaths: 0 },
      }),
      breaks: ['lost-only-with-a-host'],
    },
    {
      name: 'failure-gives-up',
      because: 'When the destination cannot attach, the coordinator gives the virtual machine up.',
      system: migration({
        migrationCoordinator: changedState(migrationCoordinator, 'attaching', {
          on: { FAILED: 'abandoning' },
        }),
        troubles: once,
      }),
      breaks: ['given-up-when-lost'],
    },
    {
      name: 'goes-on-after-all-is-lost',
      because: 'The coordinator waits for the next migration of a virtual machine that it gave up.',
      system: migration({
        migrationCoordinator: changedState(migrationCoordinator, 'abandoning', {
          on: { DISCARDED: 'idle', NO_ANSWER: 'idle' },
        }),
        troubles: { migrations: 2 },
      }),
      breaks: ['given-up-is-not-migrated'],
    },
    {
      name: 'copy-of-the-lost',
      because: 'A source that does not answer is given up, and the copy at the destination is forgotten.',
      system: migration({
        migrationCoordinator: changedState(migrationCoordinator, 'blackout.pausing', {
          on: { NO_ANSWER: '#coordinator.lost' },
        }),
        troubles: once,
      }),
      breaks: ['no-copy-of-the-lost'],
    },
    {
      name: 'refuses-in-silence',
      because: 'A host with too few ports refuses without a word.',
      system: migration({
        hyperVHost: changedState(hyperVHost, 'absent', {
          on: { PREPARE: { guard: 'hasPorts', target: 'skeleton', actions: 'takeSet' } },
        }),
        troubles: once,
      }),
      breaks: ['refusal-is-reported'],
    },
    {
      name: 'waits-out-the-minute',
      because: 'The coordinator waits for the end of the minute, also when the host has answered.',
      system: migration({
        migrationCoordinator: changedState(migrationCoordinator, 'discarding', { on: { DISCARDED: {} } }),
        troubles: once,
      }),
      breaks: ['last-answer-ends-it'],
    },
    {
      name: 'every-report-twice',
      because: 'Hosts send every report twice, in case one gets lost.',
      system: migration({
        hyperVHost: hyperVHost.provide({
          actions: {
            report: enqueueActions(({ context: { party }, enqueue, system }, { type }) => {
              const coordinator: AnyActorRef = system.get(party.coordinator);
              for (let times = 0; times < 2; times++) enqueue.sendTo(coordinator, { type });
            }),
          },
        }),
        troubles: once,
      }),
      breaks: ['nothing-is-said-twice', 'failure-is-reported-once'],
    },
    {
      name: 'asks-twice',
      because: 'A destination asks for its LUNs twice, in case one question gets lost.',
      system: migration({
        hyperVHost: changedState(hyperVHost, 'skeleton.checkingLuns.asking', {
          entry: ['queryLuns', 'queryLuns'],
        }),
        troubles: once,
      }),
      breaks: ['luns-are-answered-once'],
    },
    {
      name: 'dies-alone',
      because: 'The death of a host is not told to the virtual machine.',
      system: migration({
        hyperVHost: hyperVHost.provide({ actions: { takeVmDown: nothing } }),
        troubles: once,
      }),
      breaks: ['death-takes-the-vm'],
      alsoBreaks: {
        'running-vm-has-its-paths': 'The virtual machine is held to run where nothing does.',
        'abort-changes-nothing': 'The virtual machine is held to run where nothing does.',
        'commit-leaves-no-ports': 'The virtual machine is held to run where nothing does.',
        'given-up-when-lost': 'It is given up, and does not know that it was lost.',
      },
    },
  ],
});
