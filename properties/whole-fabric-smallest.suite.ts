/**
 * The smallest fabric in which a guest falls silent and is moved: the whole space, and a broken variant for each claim
 * about the whole fabric.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, enqueueActions, sendTo } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { rdfe } from '../models/azure/rdfe.ts';
import type { Report } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn, type HostName, otherHost } from '../models/migration/wwn.ts';
import { fabricController } from '../models/whole-fabric/fabric-controller.ts';
import { guestOs } from '../models/whole-fabric/guest-os.ts';
import { hostAgent } from '../models/whole-fabric/host-agent.ts';
import { hyperV } from '../models/whole-fabric/hyper-v.ts';
import { waAppAgent } from '../models/whole-fabric/wa-app-agent.ts';
import {
  type FabricTroubles,
  rightFabric,
  type WholeFabricParameters,
  wholeFabric,
} from '../models/whole-fabric.ts';
import { changedState, doneTwice } from './changed-machine.ts';
import { milestones, properties, recovery } from './whole-fabric.ts';
import { guestMilestones, guestOfSmallest, guestProperties, guestRecovery } from './whole-fabric-guest.ts';
import { guestVariants } from './whole-fabric-guest-variants.ts';
import { migrationMilestones, migrationProperties } from './whole-fabric-migration.ts';
import { migrationVariants } from './whole-fabric-migration-variants.ts';
import {
  cancelling,
  healthy,
  neverCancelled,
  quiet,
  still,
  whereNoBootHangs,
  whereNobodyHangs,
  whereNothingIsCancelled,
  whereNothingMoves,
} from './whole-fabric-smaller.ts';

const nothing = () => {};

const troubleFree: FabricTroubles = {
  hangs: 0,
  lostHeartbeats: 0,
  lostAnswers: 0,
  failedTasks: 0,
  failures: 0,
  guestAgentUpdates: 0,
  maintenances: 0,
  cancellations: 0,
  linksDown: 0,
};

/** One instance of a worker with one task, one virtual HBA, one hang, one migration, which may be cancelled. */
const smallest = ({ troubles, ...changed }: Partial<WholeFabricParameters> = {}) =>
  wholeFabric({
    hosts: 2,
    faultDomains: 1,
    instances: 1,
    role: { roleType: 'worker', sites: 0, tasks: [{ name: 'simpleTask1', taskType: 'simple' }] },
    missing: ['nothing', 'cspkg', 'cscfg'],
    virtualHbas: ['hba1'],
    latency: [0, 0],
    statusCheck: minutes(5),
    ...changed,
    troubles: { ...troubleFree, hangs: 1, maintenances: 1, cancellations: 1, ...troubles },
  });

/** Complete requests only: in these models other things are wrong. */
const broken = (changed: Partial<WholeFabricParameters>) => smallest({ missing: ['nothing'], ...changed });

/** Hyper-V hosts whose Host Agents do not hear some of what happens there. */
const unheard = (isUnheard: (type: Report, host: HostName) => boolean) =>
  hyperV.provide({
    actions: {
      report: enqueueActions(({ context: { name, party }, enqueue, system }, { type }) => {
        if (!isUnheard(type, name)) enqueue.sendTo(system.get(name), { type });
        enqueue.sendTo(system.get(party.coordinator), { type });
      }),
    },
  });

const notZoned = (missing: 'hba1:A' | 'hba1:B') => ({
  ...rightFabric,
  zoned: everyWwpn.filter((wwpn) => wwpn !== missing),
});

const pausedForEver = 'A guest that is paused for ever does nothing more.';
const neverMoves = 'Vacuous: no migration gets so far.';
const neverHandedOver = 'The Host Agent of the destination is not told what comes, and does not take it up.';

const aboutWhatRuns = [
  'accepted-by-each-layer-first',
  'told-after-ready',
  'ready-after-on-start',
  'silence-leads-to-restart',
  'no-restart-owed-to-the-blackout',
  'watched-where-it-runs',
  'running-vm-has-its-paths',
  'active-set-alternates',
  'abort-leaves-nothing',
  'fabric-knows-the-host',
  'maintenance-waits-for-no-host',
  'a-host-has-time-to-answer',
  'blackout-ends',
  'memory-is-copied-first',
  'moved-when-ready-and-asked',
  'placement-hears-of-ready',
  'started-guest-is-heard',
  'guest-is-configured-first',
  'update-finds-a-guest-agent',
  'free-role-is-not-called-busy',
  'hung-boot-does-not-end',
  'role-starts-after-its-task-succeeded',
  'no-early-restart',
  'time-to-connect',
  'migrates-when-asked',
  'copying-ends',
  'its-host-runs-it',
  'commit-leaves-nothing',
];

export default defineSuite({
  name: 'whole-fabric-smallest',
  description: 'The whole fabric with one instance, one hang and one migration, in all its states.',
  system: smallest(),
  properties: [
    ...properties,
    ...milestones,
    ...guestProperties,
    ...guestMilestones,
    ...guestOfSmallest,
    ...migrationProperties,
    ...migrationMilestones,
    recovery,
    guestRecovery,
  ],
  survivors: {
    'drop-guard:placement:INSTANCE_STARTED':
      'That the service runs is reported again: FFE and RDFE have it as running, and the user was told.',
  },
  search: { runs: 2_000, maxSteps: 200 },
  variants: [
    ...migrationVariants(broken),
    {
      name: 'incomplete-request-accepted',
      because: 'RDFE does not look whether package and configuration are there.',
      system: quiet(smallest)({ rdfe: rdfe.provide({ guards: { isComplete: () => true } }) }),
      breaks: ['accepted-by-each-layer-first', 'only-incomplete-requests-are-refused'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'started-before-ready',
      because: 'The fabric controller takes an instance for started when its guest agent first reports.',
      system: quiet(broken)({
        fabricController: fabricController.provide({
          guards: {
            isCurrentReady: ({ context, event }) =>
              event.type === 'STATUS' && event.incarnation === context.incarnation,
          },
        }),
      }),
      breaks: ['told-after-ready'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'ready-before-on-start',
      because:
        'The bootstrapper reports twice that the role starts, and the guest agent takes that for Ready.',
      system: quiet(broken)({
        bootstrapper: bootstrapper.provide({
          actions: {
            reportStatus: enqueueActions(({ enqueue, system }, { busy }) => {
              const agent: AnyActorRef = system.get('guestAgent');
              enqueue.sendTo(agent, { type: 'ROLE_STATUS', busy });
              if (busy) enqueue.sendTo(agent, { type: 'ROLE_STATUS', busy: false });
            }),
          },
        }),
      }),
      breaks: ['ready-after-on-start'],
      alsoBreaks: {
        ...whereNothingMoves,
        ...whereNobodyHangs,
        'can-become-ready': 'When OnStart has returned, the guest agent takes that for busy.',
        'each-step-is-reported': 'When OnStart has returned, the guest agent takes that for busy.',
      },
    },
    {
      name: 'every-report-counts',
      because: 'The fabric controller does not look of which incarnation a report is.',
      system: quiet(broken)({
        latency: [0, minutes(5)],
        troubles: { hangs: 0, lostHeartbeats: 1, cancellations: 0 },
        fabricController: fabricController.provide({
          guards: {
            isCurrent: () => true,
            isCurrentReady: ({ event }) => event.type === 'STATUS' && event.status === 'ReadyRole',
          },
        }),
      }),
      breaks: ['earlier-ready-never-counts', 'ready-after-on-start'],
      alsoBreaks: { ...whereNothingMoves, ...whereNoBootHangs },
    },
    {
      name: 'fifteen-minutes-of-silence',
      because: 'The Host Agents wait fifteen minutes where ten are due.',
      system: still(broken)({ hostAgent: hostAgent.provide({ delays: { silence: minutes(15) } }) }),
      breaks: ['silence-leads-to-restart'],
      alsoBreaks: whereNothingMoves,
    },
    {
      name: 'pause-not-heard',
      because: 'The Host Agent of the source does not hear that its machine is paused, and watches on.',
      system: healthy(broken)({ latency: [0, minutes(5)], hyperV: unheard((type) => type === 'PAUSED') }),
      breaks: ['no-restart-in-the-blackout', 'no-restart-owed-to-the-blackout', 'watched-where-it-runs'],
      alsoBreaks: {
        ...whereNoBootHangs,
        ...whereNothingIsCancelled,
        'silence-leads-to-restart': neverHandedOver,
        'fabric-knows-the-host': neverHandedOver,
      },
    },
    {
      name: 'watch-not-taken-up',
      because: 'The Host Agent of the destination does not hear that the machine runs there.',
      system: broken({ hyperV: unheard((type, host) => type === 'RESUMED' && host === 'host2') }),
      breaks: ['watched-where-it-runs', 'silence-leads-to-restart', 'no-deadlock', 'can-become-ready'],
      alsoBreaks: {
        'fabric-knows-the-host': 'Who does not hear of the arrival does not report it.',
        'all-in-one-run': 'Nobody restarts the guest where it was moved to.',
        'update-can-be-taken': 'A guest that hangs there hangs for ever.',
      },
    },
    {
      name: 'luns-not-checked',
      because: 'The destination does not look whether the LUNs are there, and set B is not zoned.',
      system: broken({
        hyperV: hyperV.provide({ guards: { areVisible: () => true } }),
        fabrics: [notZoned('hba1:B')],
      }),
      breaks: ['running-vm-has-its-paths', 'is-moved', 'all-in-one-run', 'luns-are-looked-for'],
    },
    {
      name: 'source-resumes-after-commit',
      because: 'The source is resumed where it should be released.',
      system: healthy(broken)({
        migrationCoordinator: migrationCoordinator.provide({
          actions: {
            tellOther: sendTo(
              ({ system, context }) => system.get(context.party[otherHost(context.home)]),
              (_, { type }) => ({ type: type === 'RELEASE' ? 'RESUME' : type }),
            ),
          },
        }),
      }),
      breaks: [
        'one-host-runs-it',
        'watched-where-it-runs',
        'commit-leaves-nothing',
        'only-the-silent-are-dead',
      ],
      alsoBreaks: {
        ...whereNoBootHangs,
        ...whereNothingIsCancelled,
        'ready-after-on-start':
          'Two Host Agents restart the guest, and count its incarnations each on its own.',
        'each-beat-counts': 'One of them does not know the incarnation that the other one has started.',
        'no-early-restart': 'One of them does not hear the guest, which the other one hears.',
        'time-to-connect': 'One of them waits for a guest that the other one hears.',
      },
    },
    {
      name: 'same-set',
      because: 'The destination is told to log in with the set that the source uses.',
      system: broken({
        migrationCoordinator: migrationCoordinator.provide({
          actions: {
            prepareDestination: sendTo(
              ({ system, context }) => system.get(context.party[otherHost(context.home)]),
              ({ context }) => ({ type: 'PREPARE', set: context.activeSet }),
            ),
          },
        }),
      }),
      breaks: ['active-set-alternates', 'is-moved', 'all-in-one-run'],
    },
    {
      name: 'ports-left-over',
      because: 'A host that lets a machine go leaves its port names logged in.',
      system: cancelling(broken)({ hyperV: hyperV.provide({ actions: { logOut: nothing } }) }),
      breaks: ['abort-leaves-nothing', 'no-login-without-machine', 'commit-leaves-nothing'],
      alsoBreaks: whereNobodyHangs,
    },
    {
      name: 'arrival-not-reported',
      because: 'Nobody tells the fabric controller that the machine has moved.',
      system: healthy(broken)({ hostAgent: hostAgent.provide({ actions: { reportArrival: nothing } }) }),
      breaks: ['fabric-knows-the-host'],
      alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
    },
    {
      name: 'status-check-without-pause',
      because: 'The bootstrapper asks its host process again as soon as it has answered.',
      system: quiet(broken)({ statusCheck: 0 }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        ...whereNothingMoves,
        ...whereNobodyHangs,
        'heartbeats-go-on': 'Once the role runs time stands still, and the next heartbeat never comes.',
        'connects-or-is-restarted': 'Time stands still before the first heartbeat is heard.',
      },
    },
    {
      name: 'luns-not-asked-for',
      because: 'The coordinator does not have the destination look for its LUNs.',
      system: broken({
        migrationCoordinator: migrationCoordinator.provide({
          actions: {
            tellOther: enqueueActions(({ context: { home, party }, enqueue, system }, { type }) => {
              const other: AnyActorRef = system.get(party[otherHost(home)]);
              if (type !== 'CHECK_LUNS') enqueue.sendTo(other, { type });
            }),
          },
        }),
      }),
      breaks: ['each-phase-is-ordered', 'is-moved', 'all-in-one-run'],
      alsoBreaks: {
        'blackout-ends': neverMoves,
        'memory-is-copied-first': neverMoves,
        'copying-ends': neverMoves,
        'commit-leaves-nothing': neverMoves,
        'cancelled-while-checking': 'No migration gets so far.',
        'cancelled-while-copying': 'No migration gets so far.',
      },
    },
    {
      name: 'cancelled-in-vain',
      because: 'A migration that is cancelled while the destination looks for its LUNs goes on.',
      system: cancelling(broken)({
        migrationCoordinator: changedState(migrationCoordinator, 'checkingLuns', { on: { CANCEL: {} } }),
      }),
      breaks: ['what-ends-a-phase-is-heeded'],
      alsoBreaks: whereNobodyHangs,
    },
    {
      name: 'answers-do-not-count',
      because: 'The coordinator takes a host that has answered for one that has not.',
      system: healthy(broken)({
        migrationCoordinator: migrationCoordinator.provide({ actions: { stopWaiting: nothing } }),
      }),
      breaks: ['a-host-has-time-to-answer', 'only-the-silent-are-dead'],
      alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
    },
    {
      name: 'last-pages-unheard',
      because: 'The coordinator waits for ever for the last pages.',
      system: broken({
        migrationCoordinator: changedState(migrationCoordinator, 'blackout.handingOver', {
          entry: { type: 'tellOther', params: { type: 'FINAL_PAGES' } },
          on: { PAGES_RECEIVED: {} },
        }),
      }),
      breaks: ['blackout-ends', 'each-phase-is-ordered', 'is-moved', 'all-in-one-run'],
      alsoBreaks: {
        'no-deadlock': pausedForEver,
        'can-become-ready': pausedForEver,
        'update-can-be-taken': pausedForEver,
        'commit-leaves-nothing': neverMoves,
      },
    },
    {
      name: 'one-pass',
      because: 'The coordinator begins the blackout after one pass over the memory.',
      system: healthy(broken)({
        migrationCoordinator: migrationCoordinator.provide({ guards: { isLastPass: () => true } }),
      }),
      breaks: ['memory-is-copied-first'],
      alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
    },
    {
      name: 'prepared-twice',
      because: 'The coordinator tells the destination twice to prepare.',
      system: healthy(broken)({
        migrationCoordinator: doneTwice(migrationCoordinator, 'prepareDestination'),
      }),
      breaks: ['nothing-is-said-twice'],
      alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
    },
    {
      name: 'rdfe-says-nothing',
      because: 'RDFE does not answer.',
      system: quiet(broken)({ rdfe: rdfe.provide({ actions: { answer: nothing } }) }),
      breaks: ['each-request-is-answered'],
      alsoBreaks: {
        ...whereNothingMoves,
        ...whereNobodyHangs,
        'told-after-ready': 'Vacuous: the user is told nothing.',
      },
    },
    {
      name: 'guest-tells-the-user',
      because: 'The guest OS tells the portal, too, when it comes up or goes down.',
      system: quiet(broken)({
        guestOs: guestOs.provide({
          actions: {
            tellProcesses: enqueueActions(({ context, enqueue, system }, { type }) => {
              for (const name of [...context.processes, 'portal']) enqueue.sendTo(system.get(name), { type });
            }),
          },
        }),
      }),
      breaks: ['user-hears-of-rdfe-only'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'slow-build',
      because: 'A root partition takes ten minutes.',
      system: healthy(broken)({ hostAgent: hostAgent.provide({ delays: { build: minutes(10) } }) }),
      breaks: ['root-partition-takes-five-minutes', 'maintenance-waits-for-no-host', 'five-minutes-each'],
      alsoBreaks: { ...whereNobodyHangs, ...whereNothingIsCancelled },
    },
    {
      name: 'heart-beats-twice',
      because: 'WaAppAgent sends each heartbeat twice.',
      system: quiet(broken)({ waAppAgent: doneTwice(waAppAgent, 'beat') }),
      breaks: ['reports-come-once'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'restarted-and-forgotten',
      because: 'A Host Agent that has restarted a silent guest takes it for one that it has heard.',
      system: still(broken)({
        hostAgent: changedState(hostAgent, 'watching', {
          after: {
            silence: {
              actions: [
                'beginIncarnation',
                { type: 'bootGuest', params: { cause: 'silence' } },
                'reportBoot',
              ],
            },
          },
        }),
      }),
      breaks: ['restarted-guest-is-awaited'],
      alsoBreaks: whereNothingMoves,
    },
    {
      name: 'first-beat-late',
      because: 'WaAppAgent waits five minutes for its first heartbeat.',
      system: quiet(broken)({
        waAppAgent: changedState(waAppAgent, 'present.heart.beating', {
          entry: [],
          after: { period: { target: 'beating', reenter: true, actions: 'beat' } },
        }),
      }),
      breaks: ['booted-guest-beats-at-once', 'started-guest-is-heard'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'asks-seldom',
      because: 'The bootstrapper asks for the status every twenty minutes.',
      system: quiet(broken)({ statusCheck: minutes(20) }),
      breaks: ['role-is-asked-regularly', 'role-is-asked-in-time'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'task-not-awaited',
      because: 'The bootstrapper does not wait for its simple task.',
      system: quiet(broken)({
        bootstrapper: bootstrapper.provide({ guards: { nextIsSimple: () => false } }),
      }),
      breaks: ['role-starts-after-its-task', 'role-starts-after-its-task-succeeded'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'every-role-has-sites',
      because: 'The bootstrapper calls IISConfigurator for a worker, too.',
      system: quiet(broken)({ bootstrapper: bootstrapper.provide({ guards: { hasSites: () => true } }) }),
      breaks: ['only-full-iis-is-configured'],
      alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
    },
    {
      name: 'request-not-remembered',
      because: 'RDFE passes on a request each time that it comes.',
      system: quiet(broken)({
        rdfe: rdfe.provide({ guards: { isKnown: () => false } }),
      }),
      breaks: ['request-is-passed-on-once'],
      alsoBreaks: {
        ...whereNothingMoves,
        ...whereNobodyHangs,
        'told-after-ready': 'Vacuous: for the second deployment there is no room, and the user is told that.',
        'each-request-is-answered': 'The second command is refused, without the hosts that are left.',
      },
    },
    {
      name: 'set-a-not-zoned',
      because: 'The storage administrator forgot set A, with which machines are started.',
      system: broken({ fabrics: [notZoned('hba1:A')] }),
      breaks: ['becomes-ready', 'is-restarted-for-silence', 'is-moved', 'all-in-one-run', 'can-become-ready'],
      alsoBreaks: {
        ...Object.fromEntries(aboutWhatRuns.map((id) => [id, 'Vacuous: the machine is never started.'])),
        'update-can-be-taken': 'The machine is never started.',
        ...neverCancelled('No migration is begun.'),
      },
    },
    ...guestVariants(broken),
  ],
});
