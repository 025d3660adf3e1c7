/**
 * Broken variants of the whole fabric whose defect is in a host, in its storage, or in how a machine is moved.
 */
import { minutes } from 'redhound';
import { type AnyActorRef, enqueueActions, sendTo } from 'xstate';
import type { Report } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { otherHost } from '../models/migration/wwn.ts';
import { hostAgent } from '../models/whole-fabric/host-agent.ts';
import { hyperV } from '../models/whole-fabric/hyper-v.ts';
import { vm } from '../models/whole-fabric/vm.ts';
import { changedState, doneTwice } from './changed-machine.ts';
import {
  cancelling,
  type Fabric,
  healthy,
  quiet,
  still,
  whereNoBootHangs,
  whereNobodyHangs,
  whereNothingIsCancelled,
  whereNothingMoves,
} from './whole-fabric-smaller.ts';

const nothing = () => {};

const neverPaused = 'Vacuous: the host on which the machine was started does not pause it.';

/** Hyper-V hosts that do not tell the coordinator some of what they do. */
const untold = (...untoldOf: readonly Report[]) =>
  hyperV.provide({
    actions: {
      report: enqueueActions(({ context: { name, party }, enqueue, system }, { type }) => {
        enqueue.sendTo(system.get(name) as AnyActorRef, { type });
        if (!untoldOf.includes(type)) enqueue.sendTo(system.get(party.coordinator) as AnyActorRef, { type });
      }),
    },
  });

/** For the smallest fabric with a hang, a migration, and a cancellation. */
export const migrationVariants = (whole: Fabric) => [
  {
    name: 'beats-go-astray',
    because: 'The machine passes heartbeats on to the Host Agent of the other host.',
    system: quiet(whole)({
      vm: vm.provide({
        actions: {
          passOn: sendTo(
            ({ system, context }) => system.get(otherHost(context.host)),
            ({ event }) => event,
          ),
        },
      }),
    }),
    breaks: ['beats-go-where-it-runs'],
    alsoBreaks: {
      ...whereNothingMoves,
      ...whereNoBootHangs,
      'is-restarted-for-silence': 'A guest that was never heard is restarted because it does not connect.',
      'no-early-restart': 'Vacuous: nobody accepts a heartbeat.',
    },
  },
  {
    name: 'ghosts-count',
    because: 'A Host Agent heeds heartbeats of whichever incarnation.',
    system: quiet(whole)({
      troubles: { lostHeartbeats: 1 },
      hostAgent: hostAgent.provide({ guards: { isCurrent: () => true } }),
    }),
    breaks: ['each-beat-counts'],
    alsoBreaks: { ...whereNothingMoves, ...whereNoBootHangs },
  },
  {
    name: 'ten-minutes-in-all',
    because: 'A heartbeat does not start the ten minutes anew.',
    system: quiet(whole)({
      hostAgent: changedState(hostAgent, 'watching', {
        on: { HEARTBEAT: { guard: 'isCurrent', actions: 'accept' } },
      }),
    }),
    breaks: ['no-early-restart'],
    alsoBreaks: { ...whereNothingMoves, ...whereNoBootHangs },
  },
  {
    name: 'impatient-with-boots',
    because: 'A guest that boots has twenty minutes.',
    system: still(whole)({ hostAgent: hostAgent.provide({ delays: { connect: minutes(20) } }) }),
    breaks: ['time-to-connect'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'patient-with-boots',
    because: 'A guest that boots has half an hour.',
    system: still(whole)({ hostAgent: hostAgent.provide({ delays: { connect: minutes(30) } }) }),
    breaks: ['connects-or-is-restarted'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'image-not-fetched',
    because: 'A Host Agent starts a machine without its image.',
    system: healthy(whole)({ hostAgent: hostAgent.provide({ delays: { fetch: 0 } }) }),
    breaks: ['five-minutes-each'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  {
    name: 'ready-again',
    because: 'A Host Agent that has nothing to do says so after five minutes.',
    system: healthy(whole)({
      hostAgent: changedState(hostAgent, 'ready', { after: { build: { actions: 'reportReady' } } }),
    }),
    breaks: ['ready-when-asked'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  {
    name: 'first-boot-not-told',
    because: 'The fabric controller is not told that a guest was started.',
    system: healthy(whole)({ hostAgent: hostAgent.provide({ actions: { reportBoot: nothing } }) }),
    breaks: ['boots-are-told'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  {
    name: 'boot-told-twice',
    because: 'The fabric controller is told twice of each boot.',
    system: healthy(whole)({ hostAgent: doneTwice(hostAgent, 'reportBoot') }),
    breaks: ['hosts-report-once'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  {
    name: 'luns-asked-for-twice',
    because: 'A host asks twice for its LUNs.',
    system: healthy(whole)({ hyperV: doneTwice(hyperV, 'queryLuns') }),
    breaks: ['storage-answers-once'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  {
    name: 'luns-taken-for-granted',
    because: 'A host that is attached says that it sees its LUNs, and does not look.',
    system: healthy(whole)({
      hyperV: changedState(hyperV, 'skeleton.attached', { on: { CHECK_LUNS: 'ready' } }),
    }),
    breaks: ['luns-are-looked-for'],
    alsoBreaks: {
      ...whereNobodyHangs,
      ...whereNothingIsCancelled,
      'cancelled-while-checking': 'No host is ever found looking for its LUNs.',
    },
  },
  {
    name: 'undone-and-not-told',
    because: 'A host that discards or releases its copy does not tell the coordinator.',
    system: cancelling(whole)({ hyperV: untold('DISCARDED', 'RELEASED') }),
    breaks: ['done-is-answered', 'only-the-silent-are-dead'],
    alsoBreaks: whereNobodyHangs,
  },
  {
    name: 'alarm-not-stopped',
    because: 'When the destination is attached the coordinator does not stop waiting for it.',
    system: healthy(whole)({
      migrationCoordinator: changedState(migrationCoordinator, 'attaching', { exit: [] }),
    }),
    breaks: ['only-the-silent-are-dead', 'a-host-has-time-to-answer'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  {
    name: 'cancelled-and-given-up',
    because: 'The coordinator gives a machine up whose migration is cancelled.',
    system: cancelling(whole)({
      migrationCoordinator: changedState(migrationCoordinator, 'copying', { on: { CANCEL: 'abandoning' } }),
    }),
    breaks: ['never-given-up'],
    alsoBreaks: whereNobodyHangs,
  },
  {
    name: 'there-and-back-again',
    because: 'When the machine is moved the coordinator moves it back.',
    system: healthy(whole)({
      migrationCoordinator: changedState(migrationCoordinator, 'releasing', {
        on: { RELEASED: 'attaching' },
      }),
    }),
    breaks: ['migrates-when-asked'],
    alsoBreaks: {
      ...whereNobodyHangs,
      ...whereNothingIsCancelled,
      'commit-leaves-nothing': 'Vacuous: the next migration begins where the last one ends.',
    },
  },
  {
    name: 'three-passes',
    because: 'The coordinator begins the blackout after three passes over the memory.',
    system: healthy(whole)({
      migrationCoordinator: migrationCoordinator.provide({
        guards: { isLastPass: ({ context }) => context.passes === 3 },
      }),
    }),
    breaks: ['copying-ends'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  {
    name: 'resumed-and-taken-for-paused',
    because: 'A destination that has resumed the machine takes it for paused.',
    system: whole({
      hyperV: changedState(hyperV, 'skeleton.ready', {
        on: {
          RESUME: {
            target: '#hyperVHost.paused',
            actions: ['resumeVm', { type: 'report', params: { type: 'RESUMED' } }],
          },
        },
      }),
    }),
    breaks: ['its-host-runs-it', 'is-moved', 'all-in-one-run', 'never-given-up'],
    alsoBreaks: { 'blackout-ends': neverPaused, 'commit-leaves-nothing': neverPaused },
  },
  {
    name: 'source-not-released',
    because: 'The coordinator does not tell the source to release the machine.',
    system: healthy(whole)({
      migrationCoordinator: changedState(migrationCoordinator, 'releasing', { entry: 'expectAnswer' }),
    }),
    breaks: ['commit-leaves-nothing', 'only-the-silent-are-dead'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
  },
  ...(['attaching', 'checkingLuns', 'copying'] as const).map((phase) => ({
    name: `not-cancelled-${phase}`,
    because: 'The coordinator does not let itself be stopped in this phase.',
    system: cancelling(whole)({
      migrationCoordinator: changedState(migrationCoordinator, phase, { on: { CANCEL: undefined } }),
    }),
    breaks: [
      `cancelled-while-${{ attaching: 'attaching', checkingLuns: 'checking', copying: 'copying' }[phase]}`,
    ],
    alsoBreaks: whereNobodyHangs,
  })),
];

/** For the smallest fabric in which links go down. */
export const linkDownVariants = (fabric: Fabric) => [
  {
    name: 'image-fetched-again',
    because: 'A Host Agent that could not reach its storage begins with the image.',
    system: fabric({
      hostAgent: changedState(hostAgent, 'creating.discarding', { on: { DISCARDED: 'fetching' } }),
    }),
    breaks: ['image-is-fetched-once'],
  },
  {
    name: 'source-taken-for-destination',
    because: 'The Host Agent of a machine that is paused takes it for one that comes.',
    system: fabric({
      hostAgent: changedState(hostAgent, 'watching', {
        on: { PAUSED: { target: 'expecting', actions: 'handOver' } },
      }),
    }),
    breaks: ['arrival-is-news'],
  },
  {
    name: 'failure-kept-to-itself',
    because: 'A destination whose link fails does not tell the coordinator.',
    system: fabric({ hyperV: untold('FAILED') }),
    breaks: ['link-failure-is-reported', 'what-ends-a-phase-is-heeded', 'never-given-up'],
    alsoBreaks: { 'blackout-ends': 'The coordinator has a host resume the machine that cannot.' },
  },
];
