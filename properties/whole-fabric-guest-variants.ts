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
import type { WholeFabricParameters, wholeFabric } from '../models/whole-fabric.ts';
import { changedState, doneTwice } from './changed-machine.ts';

/** The system of a suite, with something changed. */
type Broken = (changed: Partial<WholeFabricParameters>) => ReturnType<typeof wholeFabric>;

/** The portal is no parameter: no variant but these changes it. */
const asking = (system: ReturnType<typeof wholeFabric>, period: number) => ({
  ...system,
  agents: { ...system.agents, portal: { ...system.agents.portal, delays: { period } } },
});

export const guestVariants = (broken: Broken): readonly Variant[] => [
  {
    name: 'asks-late',
    because: 'The portal waits forty minutes until it asks again.',
    system: asking(broken({}), minutes(40)),
    breaks: ['user-asks-until-told'],
  },
  {
    name: 'asks-early',
    because: 'The portal asks again after ten minutes.',
    system: asking(broken({}), minutes(10)),
    breaks: ['user-does-not-hurry'],
  },
  {
    name: 'started-twice',
    because: 'The guest agent starts the bootstrapper twice.',
    system: broken({ guestAgent: doneTwice(guestAgent, 'startBootstrapper') }),
    breaks: ['orders-come-once'],
  },
  {
    name: 'moved-while-starting',
    because: 'The fabric controller does not look whether the instance that it moves is Ready.',
    system: broken({ fabricController: fabricController.provide({ guards: { isReady: () => true } }) }),
    breaks: ['moved-when-ready-and-asked'],
  },
  {
    name: 'ready-kept-to-itself',
    because: 'The fabric controller notes that the instance is Ready, and does not tell who placed it.',
    system: broken({
      fabricController: fabricController.provide({ guards: { isCurrentReady: () => false } }),
    }),
    breaks: ['placement-hears-of-ready'],
    alsoBreaks: { 'told-after-ready': 'Vacuous: the user is never told.' },
  },
  {
    name: 'slow-boot',
    because: 'A guest OS takes ten minutes to boot.',
    system: broken({ guestOs: guestOs.provide({ delays: { boot: minutes(10) } }) }),
    breaks: ['started-guest-is-heard'],
  },
  {
    name: 'one-heartbeat',
    because: 'WaAppAgent sends one heartbeat, and no other.',
    system: broken({ waAppAgent: changedState(waAppAgent, 'present.heart.beating', { after: {} }) }),
    breaks: ['heartbeats-go-on'],
  },
  {
    name: 'one-setting-only',
    because: 'The guest agent takes the guest for configured when its firewall is.',
    system: broken({ guestAgent: guestAgent.provide({ guards: { isLastSetting: () => true } }) }),
    breaks: ['guest-is-configured-first'],
  },
  {
    name: 'answer-unheard',
    because: 'The bootstrapper does not heed what its host process answers.',
    system: broken({
      bootstrapper: changedState(bootstrapper, 'present.watching.asking', { on: { CHECKED: {} } }),
    }),
    breaks: ['free-role-is-not-called-busy'],
    alsoBreaks: { 'can-become-ready': 'Once it was called busy the role is never called free again.' },
  },
  {
    name: 'start-not-reported',
    because: 'The guest agent does not report that the role starts.',
    system: broken({
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
  },
  {
    name: 'started-and-forgotten',
    because: 'The bootstrapper hears that OnStart has returned, and does not begin its watch.',
    system: broken({
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
  },
  {
    name: 'task-not-counted',
    because: 'The bootstrapper does not remember which tasks it has started.',
    system: broken({
      bootstrapper: bootstrapper.provide({
        actions: { countTask: assign({ next: ({ context }) => context.next + 1 }) },
      }),
    }),
    breaks: ['bootstrapper-knows-its-tasks'],
  },
  {
    name: 'asked-at-once',
    because: 'The bootstrapper asks its host process for its status as soon as it has started.',
    system: broken({ bootstrapper: changedState(bootstrapper, 'present.watching', { initial: 'asking' }) }),
    breaks: ['role-is-not-asked-at-once'],
  },
  {
    name: 'boots-on',
    because: 'A guest OS that hangs while it boots comes up all the same.',
    system: broken({ guestOs: changedState(guestOs, 'booting', { on: { HANG: {} } }) }),
    breaks: ['hung-boot-does-not-end'],
  },
  {
    name: 'failed-task-counts',
    because: 'The bootstrapper takes each task that has ended for one that succeeded.',
    system: broken({
      troubles: { failedTasks: 1 },
      bootstrapper: bootstrapper.provide({
        guards: { hasSucceeded: ({ event }) => event.type === 'TASK_EXITED' },
      }),
    }),
    breaks: ['role-starts-after-its-task-succeeded'],
  },
];

export const guestVariantsOfLinkDown = (broken: Broken): readonly Variant[] => [
  {
    name: 'asks-often',
    because: 'The bootstrapper asks for the status every ten minutes.',
    system: broken({ statusCheck: minutes(10) }),
    breaks: ['role-is-not-asked-too-often'],
  },
];
