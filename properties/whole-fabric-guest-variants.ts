/**
 * Broken variants for the claims about requests, orders, and what goes on in the guest.
 */
import { minutes, type Variant } from 'redhound';
import { assign, enqueueActions } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { guestAgent } from '../models/azure/guest-agent.ts';
import { fabricController } from '../models/whole-fabric/fabric-controller.ts';
import { guestOs } from '../models/whole-fabric/guest-os.ts';
import { waAppAgent } from '../models/whole-fabric/wa-app-agent.ts';
import type { wholeFabric } from '../models/whole-fabric.ts';
import { changedState, doneTwice } from './changed-machine.ts';
import {
  type Fabric,
  healthy,
  quiet,
  still,
  whereNobodyCancels,
  whereNobodyHangs,
  whereNothingMoves,
} from './whole-fabric-smaller.ts';

/** The portal is no parameter: no variant but these changes it. */
const asking = (system: ReturnType<typeof wholeFabric>, period: number) => ({
  ...system,
  agents: { ...system.agents, portal: { ...system.agents.portal, delays: { period } } },
});

export const guestVariants = (whole: Fabric): readonly Variant[] => [
  {
    name: 'asks-late',
    because: 'The portal waits forty minutes until it asks again.',
    system: asking(still(whole)({}), minutes(40)),
    breaks: ['user-asks-until-told'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'asks-early',
    because: 'The portal asks again after ten minutes.',
    system: asking(still(whole)({}), minutes(10)),
    breaks: ['user-does-not-hurry'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'started-twice',
    because: 'The guest agent starts the bootstrapper twice.',
    system: still(whole)({ guestAgent: doneTwice(guestAgent, 'startBootstrapper') }),
    breaks: ['orders-come-once'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'moved-while-starting',
    because: 'The fabric controller does not look whether the instance that it moves is Ready.',
    system: healthy(whole)({
      fabricController: fabricController.provide({ guards: { isReady: () => true } }),
    }),
    breaks: ['moved-when-ready-and-asked'],
    alsoBreaks: { ...whereNobodyHangs, ...whereNobodyCancels },
  },
  {
    name: 'ready-kept-to-itself',
    because: 'The fabric controller notes that the instance is Ready, and does not tell who placed it.',
    system: still(whole)({
      fabricController: fabricController.provide({ guards: { isCurrentReady: () => false } }),
    }),
    breaks: ['placement-hears-of-ready'],
    alsoBreaks: { ...whereNothingMoves, 'told-after-ready': 'Vacuous: the user is never told.' },
  },
  {
    name: 'slow-boot',
    because: 'A guest OS takes ten minutes to boot.',
    system: still(whole)({ guestOs: guestOs.provide({ delays: { boot: minutes(10) } }) }),
    breaks: ['started-guest-is-heard'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'one-heartbeat',
    because: 'WaAppAgent sends one heartbeat, and no other.',
    system: still(whole)({ waAppAgent: changedState(waAppAgent, 'present.heart.beating', { after: {} }) }),
    breaks: ['heartbeats-go-on'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'idle-too-early',
    because:
      'WaAppAgent takes an update as soon as it has ordered the installation: its stop overtakes the start of the guest agent, and is lost.',
    system: quiet(whole)({
      troubles: { guestAgentUpdates: 1 },
      waAppAgent: changedState(waAppAgent, 'present.guestAgent.installing', { always: 'idle' }),
    }),
    breaks: ['update-finds-a-guest-agent', 'update-can-be-taken'],
    alsoBreaks: { ...whereNothingMoves, ...whereNobodyHangs },
  },
  {
    name: 'one-setting-only',
    because: 'The guest agent takes the guest for configured when its firewall is.',
    system: still(whole)({ guestAgent: guestAgent.provide({ guards: { isLastSetting: () => true } }) }),
    breaks: ['guest-is-configured-first'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'answer-unheard',
    because: 'The bootstrapper does not heed what its host process answers.',
    system: still(whole)({
      bootstrapper: changedState(bootstrapper, 'present.watching.asking', { on: { CHECKED: {} } }),
    }),
    breaks: ['free-role-is-not-called-busy'],
    alsoBreaks: {
      ...whereNothingMoves,
      'can-become-ready': 'Once it was called busy the role is never called free again.',
    },
  },
  {
    name: 'start-not-reported',
    because: 'The guest agent does not report that the role starts.',
    system: still(whole)({
      guestAgent: guestAgent.provide({
        actions: {
          report: enqueueActions(({ context: { incarnation }, enqueue, system }, { status }) => {
            const report = { type: 'STATUS', status, incarnation } as const;
            if (status !== 'StartingRole') enqueue.sendTo(system.get('fabricController'), report);
          }),
        },
      }),
    }),
    breaks: ['each-step-is-reported'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'started-and-forgotten',
    because: 'The bootstrapper hears that OnStart has returned, and does not begin its watch.',
    system: still(whole)({
      bootstrapper: changedState(bootstrapper, 'present.startingHost', {
        on: {
          STARTED: {
            actions: [
              { type: 'noteBusy', params: { busy: false } },
              { type: 'reportStatus', params: { busy: false } },
            ],
          },
        },
      }),
    }),
    breaks: ['bootstrapper-knows-its-process'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'task-not-counted',
    because: 'The bootstrapper does not remember which tasks it has started.',
    system: still(whole)({
      bootstrapper: bootstrapper.provide({
        actions: { countTask: assign({ next: ({ context }) => context.next + 1 }) },
      }),
    }),
    breaks: ['bootstrapper-knows-its-tasks'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'asked-at-once',
    because: 'The bootstrapper asks its host process for its status as soon as it has started.',
    system: still(whole)({
      bootstrapper: changedState(bootstrapper, 'present.watching', { initial: 'asking' }),
    }),
    breaks: ['role-is-not-asked-at-once'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'boots-on',
    because: 'A guest OS that hangs while it boots comes up all the same.',
    system: still(whole)({ guestOs: changedState(guestOs, 'booting', { on: { HANG: {} } }) }),
    breaks: ['hung-boot-does-not-end'],
    alsoBreaks: whereNothingMoves,
  },
  {
    name: 'failed-task-counts',
    because: 'The bootstrapper takes each task that has ended for one that succeeded.',
    system: still(whole)({
      troubles: { failedTasks: 1 },
      bootstrapper: bootstrapper.provide({
        guards: { hasSucceeded: ({ event }) => event.type === 'TASK_EXITED' },
      }),
    }),
    breaks: ['role-starts-after-its-task-succeeded'],
    alsoBreaks: whereNothingMoves,
  },
];

export const guestVariantsOfLinkDown = (linkDown: Fabric): readonly Variant[] => [
  {
    name: 'asks-often',
    because: 'The bootstrapper asks for the status every ten minutes.',
    system: linkDown({ statusCheck: minutes(10) }),
    breaks: ['role-is-not-asked-too-often'],
  },
];
