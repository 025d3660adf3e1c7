/**
 * The goal-state suite: a role instance comes to what it should be, whatever order it is asked in, and at least one
 * broken variant for each claim.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions } from 'xstate';
import { fabricController } from '../models/goal-state/fabric-controller.ts';
import { guestVm } from '../models/goal-state/guest-vm.ts';
import { hostAgent } from '../models/goal-state/host-agent.ts';
import { waAppAgent } from '../models/goal-state/wa-app-agent.ts';
import { windowsAzureGuestAgent } from '../models/goal-state/windows-azure-guest-agent.ts';
import { type GoalStateParameters, goalState } from '../models/goal-state.ts';
import { changedMachine, changedState } from './changed-machine.ts';
import { properties } from './goal-state.ts';

const nothing = () => {};

const standstill = 'Where time stands still nothing else needs ever to happen.';
const neverThere = 'Vacuous: no role ever starts.';

/** A broken model in which nothing is lost, where that takes nothing from the defect; it is a smaller space. */
const broken = (changed: Partial<GoalStateParameters>) =>
  goalState({ ...changed, troubles: { losses: 0, ...changed.troubles } });

const withWaAppAgent = (changed: typeof waAppAgent) =>
  broken({ guestVm: guestVm.provide({ actors: { waAppAgent: changed } }) });
const withGuestAgent = (changed: typeof windowsAzureGuestAgent) =>
  withWaAppAgent(waAppAgent.provide({ actors: { windowsAzureGuestAgent: changed } }));

export default defineSuite({
  name: 'goal-state',
  description:
    'An instance comes to its goal, only current reports count, and two updates do not undo each other.',
  system: goalState(),
  properties,
  search: { runs: 2_000, maxSteps: 150 },
  variants: [
    {
      name: 'said-once',
      because: 'The fabric controller sends each goal state once, and waits.',
      system: broken({
        fabricController: fabricController.provide({ actions: { sendAgain: nothing } }),
        troubles: { losses: 1, reimages: 0 },
      }),
      breaks: ['goal-is-reached', 'can-always-settle', 'goal-is-said-again'],
      alsoBreaks: {
        'reimage-is-done': 'Vacuous: nobody asks for a re-image here.',
        'report-follows-goal-at-once': 'Vacuous: no goal state comes a second time.',
        'upgrade-keeps-the-agent-update': 'The goal state that was lost is that of the upgrade.',
      },
    },
    {
      name: 'any-report-counts',
      because: 'The fabric controller matches reports by instance only, not by container and incarnation.',
      system: broken({
        fabricController: fabricController.provide({ guards: { isCurrent: () => true } }),
      }),
      breaks: [
        'only-current-reports-count',
        'nothing-from-before-a-reimage-counts',
        'record-agrees-with-guest',
      ],
    },
    {
      name: 'reimage-keeps-its-container',
      because: 'A re-image begins neither a new container nor a new incarnation.',
      system: broken({ reimageRenews: 'nothing' }),
      breaks: ['nothing-from-before-a-reimage-counts'],
      alsoBreaks: {
        'reimage-is-done': 'Two goal states of one incarnation overtake each other.',
        'goal-is-reached':
          'The report of the machine that is no more is taken for the new one, and nothing is sent again.',
        'record-agrees-with-guest': 'The image is taken for written before it is.',
        'upgrade-keeps-the-agent-update': 'The package is taken for installed again before it is.',
      },
    },
    {
      name: 'package-taken-for-installed',
      because:
        'After a re-image the fabric controller takes the guest agent for the one that it had installed.',
      system: broken({ afterReimage: 'assume' }),
      breaks: ['record-agrees-with-guest', 'upgrade-keeps-the-agent-update'],
      alsoBreaks: {
        'goal-is-reached': 'The image brings the old guest agent back, and nobody sees to it.',
      },
    },
    {
      name: 'last-arrived-counts',
      because: 'The Host Agent applies whichever goal state arrived last.',
      system: broken({ hostAgent: hostAgent.provide({ guards: { isStale: () => false } }) }),
      breaks: ['incarnation-never-decreases'],
      alsoBreaks: {
        'update-takes-its-time': 'A goal state that was overtaken reaches a guest that is being updated.',
        'role-is-reported': 'A goal state that was overtaken reaches a guest that is being updated.',
        'no-update-into-a-reimage':
          'A goal state that was overtaken is sent on to a guest that was told to stop.',
      },
    },
    {
      name: 'update-by-reimage',
      because: 'The fabric controller brings a new guest agent by a re-image.',
      system: broken({
        fabricController: fabricController.provide({
          actions: {
            takeAgent: assign(({ context, event }) =>
              event.type === 'UPDATE_GUEST_AGENT'
                ? {
                    goal: { ...context.goal, guestAgent: event.version },
                    incarnation: context.incarnation + 1,
                    containerId: context.containerId + 1,
                    imageIncarnation: context.imageIncarnation + 1,
                  }
                : {},
            ),
          },
        }),
      }),
      breaks: ['guest-agent-update-restarts-nothing'],
    },
    {
      name: 'update-brings-an-os',
      because: 'With a new guest agent the fabric controller brings a new guest OS.',
      system: broken({
        fabricController: fabricController.provide({
          actions: {
            takeAgent: assign(({ context, event }) =>
              event.type === 'UPDATE_GUEST_AGENT'
                ? {
                    goal: { guestOs: 'os2', guestAgent: event.version },
                    incarnation: context.incarnation + 1,
                  }
                : {},
            ),
          },
        }),
      }),
      breaks: ['guest-agent-update-keeps-the-guest-os'],
      alsoBreaks: {
        'goal-is-reached': 'No image is ever written for it.',
        'record-agrees-with-guest': 'It is taken for there, and no image was written for it.',
        'upgrade-keeps-the-agent-update': 'Vacuous: there is nothing left to upgrade to.',
      },
    },
    {
      name: 'instructions-during-a-reimage',
      because:
        'The Host Agent passes each goal state on at once, even to a guest that it has ordered to stop.',
      system: broken({
        hostAgent: hostAgent.provide({
          actions: {
            takeDocument: enqueueActions(({ enqueue, event, system }) => {
              if (event.type !== 'GOAL_STATE') return;
              enqueue.assign({ document: event.document });
              enqueue.sendTo(system.get('guest') as AnyActorRef, event);
            }),
          },
        }),
      }),
      breaks: ['no-update-into-a-reimage'],
      alsoBreaks: {
        'nothing-is-said-twice': 'Each goal state is passed on twice.',
        'nothing-from-before-a-reimage-counts':
          'A guest agent that is about to go reports the new goal state as its own.',
        'record-agrees-with-guest': 'What it reports is gone with the next image.',
      },
    },
    {
      name: 'new-goal-waits',
      because: 'A new goal is said only when ten minutes have passed.',
      system: broken({ fabricController: fabricController.provide({ actions: { sendGoalState: nothing } }) }),
      breaks: ['new-goal-is-sent'],
      alsoBreaks: {
        'goal-is-said-again': 'A goal that was reached is followed by one that is not said.',
      },
    },
    {
      name: 'reimage-unheeded',
      because: 'The fabric controller counts no new image where a user asks for one.',
      system: broken({
        fabricController: changedMachine(fabricController, {
          on: { REIMAGE: { target: '.driving', reenter: true, actions: 'sendGoalState' } },
        }),
      }),
      breaks: ['reimage-is-done'],
    },
    {
      name: 'said-every-five-minutes',
      because: 'The fabric controller says its goal every five minutes.',
      system: broken({ fabricController: fabricController.provide({ delays: { retry: minutes(5) } }) }),
      breaks: ['goal-is-not-said-too-often'],
    },
    {
      name: 'settled-from-the-start',
      because: 'The fabric controller takes the first goal for reached.',
      system: broken({ fabricController: changedMachine(fabricController, { initial: 'settled' }) }),
      breaks: ['nothing-settled-without-a-report'],
      alsoBreaks: {
        'report-follows-goal-at-once': 'Vacuous: nothing is said again.',
      },
    },
    {
      name: 'connecting-unanswered',
      because: 'The Host Agent does not answer a guest that connects.',
      system: broken({ hostAgent: changedState(hostAgent, 'watching', { on: { CONNECT: {} } }) }),
      breaks: ['connecting-is-answered'],
    },
    {
      name: 'deaf-while-reimaging',
      because: 'The Host Agent does not listen while the guest is re-imaged.',
      system: broken({ hostAgent: changedState(hostAgent, 'reimaging', { on: { GOAL_STATE: {} } }) }),
      breaks: ['newer-goal-is-taken'],
    },
    {
      name: 'no-time-to-stop',
      because: 'A guest that is told to re-image does not give its role time to stop.',
      system: broken({ guestVm: guestVm.provide({ delays: { onStop: 0 } }) }),
      breaks: ['reimage-takes-its-time'],
    },
    {
      name: 'slow-writing',
      because: 'To write an image takes ten minutes.',
      system: broken({ guestVm: guestVm.provide({ delays: { writing: minutes(10) } }) }),
      breaks: ['reimage-ends'],
    },
    {
      name: 'up-without-booting',
      because: 'A guest whose image was written is up without booting.',
      system: broken({
        guestVm: changedState(guestVm, 'writing', {
          after: { writing: { target: 'up', actions: 'writeImage' } },
        }),
      }),
      breaks: ['image-is-booted'],
      alsoBreaks: {
        'reimage-takes-its-time': 'It takes ten minutes.',
      },
    },
    {
      name: 'installed-at-once',
      because: 'A guest agent is installed at the moment when its installation begins.',
      system: withWaAppAgent(waAppAgent.provide({ delays: { install: 0 } })),
      breaks: ['update-takes-its-time'],
    },
    {
      name: 'slow-installation',
      because: 'To install a guest agent takes ten minutes.',
      system: withWaAppAgent(waAppAgent.provide({ delays: { install: minutes(10) } })),
      breaks: ['update-ends'],
    },
    {
      name: 'started-at-once',
      because: 'A role is reported when its agent begins to start it.',
      system: withGuestAgent(windowsAzureGuestAgent.provide({ delays: { start: 0 } })),
      breaks: ['role-takes-its-time'],
      alsoBreaks: {
        'report-follows-goal-at-once': 'Vacuous: the goal is reached before it is said again.',
      },
    },
    {
      name: 'slow-role',
      because: 'A role takes ten minutes to start.',
      system: withGuestAgent(windowsAzureGuestAgent.provide({ delays: { start: minutes(10) } })),
      breaks: ['role-is-reported'],
    },
    {
      name: 'starts-anew',
      because: 'The guest agent starts its role anew with each goal state.',
      system: withGuestAgent(
        changedState(windowsAzureGuestAgent, 'ready', {
          on: { APPLY: { target: 'starting', actions: 'takeDocument' } },
        }),
      ),
      breaks: ['report-follows-goal-at-once'],
    },
    {
      name: 'starts-without-a-goal',
      because: 'The guest agent starts its role before it has been told a goal state.',
      system: withGuestAgent(changedState(windowsAzureGuestAgent, 'waiting', { always: 'starting' })),
      breaks: ['reports-name-their-goal'],
    },
    {
      name: 'says-all-twice',
      because: 'The fabric controller says each goal twice when it says it again.',
      system: broken({
        fabricController: changedState(fabricController, 'driving', {
          after: { retry: { target: 'driving', reenter: true, actions: ['sendAgain', 'sendAgain'] } },
        }),
      }),
      breaks: ['nothing-is-said-twice'],
    },
    {
      name: 'reconsiders-without-pause',
      because: 'The fabric controller looks at its goal again and again, without any time between.',
      system: broken({
        fabricController: fabricController.provide({ delays: { retry: 0 }, actions: { sendAgain: nothing } }),
      }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        'reimage-is-done': standstill,
        'goal-is-said-again': 'It says nothing again.',
        'nothing-settled-without-a-report': neverThere,
        'role-takes-its-time': neverThere,
        'report-follows-goal-at-once': neverThere,
        'goal-is-reached': standstill,
        'nothing-from-before-a-reimage-counts': 'Vacuous: no guest ever goes down.',
        'record-agrees-with-guest': 'Vacuous: no goal is ever reached.',
        'upgrade-keeps-the-agent-update': standstill,
        'can-always-settle': 'No time is left in which the guest could come up.',
      },
    },
  ],
});
