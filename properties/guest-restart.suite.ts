/**
 * The guest-restart suite: all processes of a guest through a hang and a restart, and broken variants for each claim.
 */
import { defineSuite, minutes } from 'redhound';
import { type AnyActorRef, enqueueActions, sendTo } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { guestAgent } from '../models/azure/guest-agent.ts';
import { roleHost } from '../models/azure/role-host.ts';
import { waAppAgent } from '../models/azure/wa-app-agent.ts';
import { hostAgent } from '../models/guest-restart/host-agent.ts';
import { guestRestart } from '../models/guest-restart.ts';
import { guestOs } from '../models/whole-fabric/guest-os.ts';
import { guestProcess } from '../models/whole-fabric/guest-process.ts';
import { changedMachine, changedState, doneTwice } from './changed-machine.ts';
import { properties } from './guest-restart.ts';

const nothing = () => {};

/** With another machine in place of one that is no parameter of the model. */
const withAgents = (agents: Partial<ReturnType<typeof guestRestart>['agents']>) => {
  const system = guestRestart();
  return { ...system, agents: { ...system.agents, ...agents } };
};

/** With another process that hosts the code of the role. */
const hostedBy = (host: typeof roleHost) => withAgents({ waWorkerHost: guestProcess(host) });

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
    'redirect-message:guestOs:booting:HANG': 'A guest that boots has no process that could lose its power.',
    'redirect-message:guestOs:booting:RESTART':
      'A guest that is restarted while it boots has no process that could lose its power.',
    'redirect-message:guestOs:hung:RESTART':
      'The processes of a guest that hangs have lost their power already: when it is restarted none is left.',
  },
  search: { runs: 4_000, maxSteps: 120 },
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
        'on-stop-is-limited': outlives,
        'ended-process-is-gone': outlives,
        'returned-run-is-no-longer-free': outlives,
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
        'nothing-is-said-twice': 'It is told twice how the role is.',
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
      breaks: [
        'can-become-ready',
        'no-deadlock',
        'boot-starts-wa-app-agent',
        'instructions-can-be-taken-again',
      ],
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
        'instructions-can-be-taken-again': fromBefore,
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
      breaks: ['restart-reaches-the-guest', 'restart-on-request-is-the-next-incarnation'],
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
      because: 'A role that was busy once remains so, whether its code says so again or not.',
      system: hostedBy(
        changedState(roleHost, 'run.busy', {
          on: { STATUS_CHECK: { actions: { type: 'answer', params: { busy: true } } } },
        }),
      ),
      breaks: ['busy-ends-with-the-check'],
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
      alsoBreaks: {
        'foreground-task-holds-only-the-end-up': 'It stays, though the foreground task has ended.',
      },
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
      alsoBreaks: {
        'instructions-can-be-taken-again': waitsForEver,
        'can-become-ready': waitsForEver,
        'no-deadlock': waitsForEver,
      },
    },
    {
      name: 'guest-left-off',
      because: 'The Host Agent boots its guest only when it is asked for a restart.',
      system: withAgents({ hostAgent: changedMachine(hostAgent, { entry: [] }) }),
      breaks: ['guest-boots-with-its-host'],
    },
    {
      name: 'hang-passes',
      because: 'A guest OS that hangs goes on as if nothing had been.',
      system: guestRestart({
        guestOs: changedState(changedState(guestOs, 'booting', { on: { HANG: {} } }), 'up', {
          on: { HANG: {} },
        }),
      }),
      breaks: ['guest-can-hang-while-booting', 'guest-can-hang-while-up'],
      alsoBreaks: { 'ready-in-this-boot': 'The role goes on with its guest, and reports as it did before.' },
    },
    {
      name: 'user-and-update-confused',
      because:
        'WaAppAgent takes a stop that a user wants for an update of the guest agent, and the other way round.',
      system: withAgents({
        waAppAgent: guestProcess(
          changedState(waAppAgent, 'idle', {
            on: {
              UPDATE_GUEST_AGENT: {
                target: 'stoppingRole',
                actions: { type: 'stopRole', params: { cause: 'platform' } },
              },
              GOAL_STOPPED: { target: 'updating', actions: { type: 'stopRole', params: { cause: 'user' } } },
            },
          }),
        ),
      }),
      breaks: [
        'update-brings-the-guest-agent-anew',
        'role-stopped-by-a-user-stays-so',
        'users-stop-is-taken-at-rest',
      ],
    },
    {
      name: 'on-stop-takes-as-long-as-it-likes',
      because: 'The bootstrapper waits for OnStop without any limit.',
      system: guestRestart({
        bootstrapper: changedState(bootstrapper, 'present.stoppingHost', { initial: 'unlimited' }),
      }),
      breaks: ['on-stop-is-limited'],
    },
    {
      name: 'free-until-on-stop-returns',
      because: 'The bootstrapper goes on taking a role for free whose Run has returned.',
      system: guestRestart({
        bootstrapper: changedState(bootstrapper, 'present.watching', {
          on: { RUN_RETURNED: 'stoppingHost' },
        }),
      }),
      breaks: ['returned-run-is-no-longer-free'],
    },
    {
      name: 'ends-without-a-word',
      because: 'A host process whose OnStop has returned does not tell its parent.',
      system: hostedBy(changedState(roleHost, 'onStop', { on: { ON_STOP_RETURNS: 'absent' } })),
      breaks: ['ended-process-is-gone'],
      alsoBreaks: { 'bootstrapper-knows-its-process': 'It waits for a process that is gone.' },
    },
    {
      name: 'any-exit-is-a-failure',
      because:
        'The bootstrapper takes the exit of a foreground task for the failure of the one that it waits for.',
      system: guestRestart({ bootstrapper: bootstrapper.provide({ guards: { hasFailed: () => true } }) }),
      breaks: ['foreground-task-holds-only-the-end-up'],
    },
    {
      name: 'asks-on',
      because: 'The bootstrapper goes on waiting for an answer that it has.',
      system: guestRestart({
        bootstrapper: changedState(bootstrapper, 'present.watching.asking', {
          on: { CHECKED: { guard: 'isNews', actions: 'passOn' } },
        }),
      }),
      breaks: ['answer-ends-the-question'],
      alsoBreaks: {
        'nothing-is-said-twice': 'An answer and the silence after it are reported at once.',
        'nothing-is-ignored': 'A role that is busy is told to be so once more.',
      },
    },
    {
      name: 'busy-from-the-start',
      because: 'A role is busy when it has started.',
      system: hostedBy(changedState(roleHost, 'run', { initial: 'busy' })),
      breaks: ['started-role-is-free'],
    },
    {
      name: 'never-busy',
      because: 'A role goes on being free when its code says that it is busy.',
      system: hostedBy(changedState(roleHost, 'run.free', { on: { SET_BUSY: {} } })),
      breaks: ['role-can-be-busy'],
      alsoBreaks: { 'busy-ends-with-the-check': 'Vacuous: it is never anything but free.' },
    },
    {
      name: 'stops-twice',
      because: 'The guest agent tells the bootstrapper twice to stop.',
      system: guestRestart({ guestAgent: doneTwice(guestAgent, 'stopBootstrapper') }),
      breaks: ['nothing-is-said-twice'],
    },
  ],
});
