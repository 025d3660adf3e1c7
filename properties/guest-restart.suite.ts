/**
 * The guest-restart suite: all processes of a guest through a hang and a restart, and broken variants for each claim.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, enqueueActions, sendTo } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { guestAgent } from '../models/azure/guest-agent.ts';
import { roleHost } from '../models/azure/role-host.ts';
import { guestRestart } from '../models/guest-restart.ts';
import { guestOs } from '../models/whole-fabric/guest-os.ts';
import { guestProcess } from '../models/whole-fabric/guest-process.ts';
import { changedState } from './changed-machine.ts';
import { properties } from './guest-restart.ts';

const nothing = () => {};

/** With another process that hosts the code of the role. */
const hostedBy = (host: typeof roleHost) => {
  const system = guestRestart();
  return { ...system, agents: { ...system.agents, waWorkerHost: guestProcess(host) } };
};

const outlives = 'A host process that is left over does as it likes in the next boot.';
const waitsForEver = 'The guest agent waits for a bootstrapper that is gone.';
const fromBefore = 'What was under way before the restart reaches the agents of the new boot.';

export default defineSuite({
  name: 'guest-restart',
  description: 'A restart of the guest ends all that ran in it, and all of it comes up again, in order.',
  system: guestRestart(),
  properties,
  survivors: {
    'redirect-message:guestOs:off:RESTART': 'At the first start nothing runs yet that could lose its power.',
  },
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'host-process-survives',
      because: 'The guest OS ends its services and the bootstrapper, not what that has started.',
      system: guestRestart({
        guestOs: guestOs.provide({
          actions: {
            tellProcesses: enqueueActions(({ context, enqueue, system }, { type }) => {
              for (const process of context.processes)
                if (type === 'POWER_ON' || process !== 'waWorkerHost')
                  enqueue.sendTo(system.get(process), { type });
            }),
          },
        }),
      }),
      breaks: ['no-process-without-its-guest'],
      alsoBreaks: {
        'nothing-is-ignored': outlives,
        'bootstrapper-knows-its-process': outlives,
        'throw-in-on-start-is-noticed': outlives,
        'throw-in-run-is-noticed': outlives,
        'throw-in-on-stop-is-noticed': outlives,
        'failed-on-start-is-noticed': outlives,
        'on-stop-has-its-time': outlives,
      },
    },
    {
      name: 'settings-taken-for-granted',
      because: 'A guest agent that starts again goes on behind the last thing that it had set.',
      system: guestRestart({
        guestAgent: guestAgent.provide({ actions: { beginConfiguration: nothing } }),
      }),
      breaks: ['guest-is-configured-anew'],
    },
    {
      name: 'ready-before-on-start',
      because: 'The bootstrapper says of its host process that it is free when it starts it.',
      system: guestRestart({
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
      breaks: ['ready-in-this-boot'],
      alsoBreaks: {
        'each-step-is-reported': 'It is told that the role is free while it is not.',
        'agent-and-bootstrapper-agree': 'It is told that the role is free while it is not.',
      },
    },
    {
      name: 'incarnation-not-noted',
      because: 'The guest agent reports the incarnation in which it was installed.',
      system: guestRestart({ guestAgent: guestAgent.provide({ actions: { noteIncarnation: nothing } }) }),
      breaks: ['reports-name-their-incarnation'],
    },
    {
      name: 'foreground-task-killed',
      because: 'The bootstrapper kills its foreground task when it ends, as it does the others.',
      system: guestRestart({
        bootstrapper: bootstrapper.provide({
          actions: {
            killTasks: enqueueActions(({ context, enqueue, system }) => {
              for (const task of context.tasks) enqueue.sendTo(system.get(task), { type: 'KILL' });
              enqueue.assign({ tasks: [] });
            }),
          },
        }),
      }),
      breaks: ['foreground-task-ends-with-its-guest-only'],
      alsoBreaks: {
        'ending-waits-for-foreground-tasks-only': 'Vacuous: it waits for none.',
      },
    },
    {
      name: 'services-started-once',
      because: 'The guest OS starts the service "RdAgent" at its first boot only.',
      system: guestRestart({
        guestOs: guestOs.provide({
          actions: {
            startService: enqueueActions(({ context, enqueue, event, system }) => {
              const { incarnation } = context;
              const isInstalled = event.type === 'INSTALL_SERVICE';
              const started: AnyActorRef = system.get(isInstalled ? 'guestAgent' : 'waAppAgent');
              if (isInstalled || incarnation === 0)
                enqueue.sendTo(started, { type: 'START_SERVICE', incarnation });
            }),
          },
        }),
      }),
      breaks: ['can-become-ready', 'no-deadlock', 'boot-starts-wa-app-agent'],
    },
    {
      name: 'boots-at-once',
      because: 'A guest OS that is started is up at the same moment.',
      system: guestRestart({ guestOs: guestOs.provide({ delays: { boot: 0 } }) }),
      breaks: ['boot-takes-its-time'],
      alsoBreaks: {
        'ready-in-this-boot': fromBefore,
        'each-step-is-reported': fromBefore,
        'nothing-is-ignored': fromBefore,
        'agent-and-bootstrapper-agree': fromBefore,
        'can-become-ready': fromBefore,
        'no-deadlock': fromBefore,
      },
    },
    {
      name: 'boots-slowly',
      because: 'A guest OS takes ten minutes to boot.',
      system: guestRestart({ guestOs: guestOs.provide({ delays: { boot: minutes(10) } }) }),
      breaks: ['boot-ends'],
    },
    {
      name: 'incarnation-not-taken',
      because: 'A guest OS that is started again goes on counting as the one before.',
      system: guestRestart({ guestOs: guestOs.provide({ actions: { takeIncarnation: nothing } }) }),
      breaks: ['restart-reaches-the-guest'],
    },
    {
      name: 'configurator-without-power',
      because: 'The guest OS forgets one of its processes when it comes up.',
      system: guestRestart({
        guestOs: guestOs.provide({
          actions: {
            tellProcesses: enqueueActions(({ context, enqueue, system }, { type }) => {
              for (const process of context.processes)
                if (type === 'POWER_LOST' || process !== 'iisConfigurator')
                  enqueue.sendTo(system.get(process), { type });
            }),
          },
        }),
      }),
      breaks: ['guest-that-is-up-has-power'],
    },
    {
      name: 'silence-unheeded',
      because: 'The bootstrapper goes on asking a role that hangs, and takes it for free.',
      system: guestRestart({ bootstrapper: bootstrapper.provide({ guards: { wasFree: () => false } }) }),
      breaks: ['silence-counts-as-busy'],
    },
    {
      name: 'asks-without-pause',
      because:
        'The bootstrapper asks for the status again and again, without any time between, and forgets the answers.',
      system: guestRestart({
        bootstrapper: bootstrapper.provide({ guards: { isNews: () => false } }),
        statusCheck: 0,
      }),
      breaks: ['time-goes-on', 'news-are-passed-on'],
    },
    {
      name: 'answers-the-opposite',
      because: 'A role that is asked says that it is busy where it is free, and free where it is busy.',
      system: hostedBy(
        roleHost.provide({
          actions: {
            answer: sendTo(
              ({ system }) => system.get('bootstrapper'),
              (_, { busy }) => ({ type: 'CHECKED', busy: !busy }),
            ),
          },
        }),
      ),
      breaks: ['answers-are-true'],
    },
    {
      name: 'busy-for-good',
      because: 'A role that was busy once remains so.',
      system: hostedBy(changedState(roleHost, 'run.busy', { on: { BECOME_FREE: {} } })),
      breaks: ['role-can-be-free-again'],
    },
    {
      name: 'failure-taken-for-success',
      because: 'The bootstrapper does not look at exit codes.',
      system: guestRestart({
        bootstrapper: bootstrapper.provide({
          guards: {
            hasSucceeded: ({ event }) => event.type === 'TASK_EXITED' && event.task === 'simpleTask1',
          },
        }),
      }),
      breaks: ['host-starts-after-its-task'],
    },
    {
      name: 'worker-has-sites',
      because: 'The bootstrapper calls IISConfigurator whatever the role type.',
      system: guestRestart({ bootstrapper: bootstrapper.provide({ guards: { hasSites: () => true } }) }),
      breaks: ['no-iis-for-a-worker'],
      alsoBreaks: { 'host-starts-after-its-task': 'The sites are configured in between.' },
    },
    {
      name: 'ends-late',
      because: 'A bootstrapper that ends looks for foreground tasks that run every five minutes only.',
      system: guestRestart({
        bootstrapper: changedState(bootstrapper, 'present.ending', {
          always: undefined,
          after: {
            [minutes(5)]: [
              {
                guard: 'noForegroundTask',
                target: '#bootstrapper.absent',
                actions: ['reportExit', 'forget'],
              },
              { target: 'ending', reenter: true },
            ],
          },
        }),
      }),
      breaks: ['ending-waits-for-foreground-tasks-only'],
    },
    {
      name: 'asked-at-once',
      because: 'The bootstrapper asks a role for its status as soon as it has started.',
      system: guestRestart({
        bootstrapper: changedState(bootstrapper, 'present.watching', { initial: 'asking' }),
      }),
      breaks: ['role-is-not-asked-at-once'],
    },
    {
      name: 'bootstrapper-not-restarted',
      because: 'The guest agent starts the bootstrapper when everything is set, and never again.',
      system: guestRestart({
        guestAgent: guestAgent.provide({
          actions: {
            startBootstrapper: enqueueActions(({ context, event, enqueue, system }) => {
              const started: AnyActorRef = system.get('bootstrapper');
              if (event.type === 'APPLIED') enqueue.sendTo(started, { type: 'START', role: context.role });
            }),
          },
        }),
      }),
      breaks: ['started-role-has-its-bootstrapper'],
      alsoBreaks: { 'can-become-ready': waitsForEver, 'no-deadlock': waitsForEver },
    },
  ],
});
