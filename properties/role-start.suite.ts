/**
 * The role-start suite: a worker, a full-IIS and an HWC web role, and at least one broken variant for each claim.
 */
import { agent, type Duration, defineSuite, minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, raise, sendTo } from 'xstate';
import { bootstrapper } from '../models/azure/bootstrapper.ts';
import { guestAgent } from '../models/azure/guest-agent.ts';
import { guestOs } from '../models/azure/guest-os.ts';
import { iisConfigurator } from '../models/azure/iis-configurator.ts';
import { roleHost } from '../models/azure/role-host.ts';
import { hostProcessOf, siteroot } from '../models/azure/role-model.ts';
import { waAppAgent } from '../models/azure/wa-app-agent.ts';
import { roleStart } from '../models/role-start.ts';
import { changedState } from './changed-machine.ts';
import { properties } from './role-start.ts';

const nothing = () => {};

/** A bootstrapper that does not hear of it when its host process fails. */
const deafBootstrapper = changedState(
  changedState(bootstrapper, 'present', { on: { HOST_EXITED: {} } }),
  'present.startingHost',
  { on: { START_FAILED: {} } },
);

/** With an IISConfigurator that takes as long for its work. */
const withConfigurator = (work: Duration) => {
  const system = roleStart();
  return {
    ...system,
    agents: { ...system.agents, iisConfigurator: agent(iisConfigurator, { delays: { work } }) },
  };
};

const noneSucceeded = 'The host process and the sites come before the tasks have ended.';
const neverStopped = 'Vacuous: nothing is told to stop.';
const leftOver = 'A process that is left over ends the next run, or outlives it.';
const neverElse = 'Where time stands still nothing else needs ever to happen.';
const unconfirmed = 'WaAppAgent waits for an answer that never comes.';
const unheeded = 'It goes on watching a process that is gone.';
const stoppedForEver = 'The guest agent waits for a bootstrapper that will never end.';

export default defineSuite({
  name: 'role-start',
  description: 'A role starts in order, recycles when it fails, and stops within its time.',
  system: roleStart(),
  properties,
  search: { runs: 5_000, maxSteps: 120 },
  variants: [
    {
      name: 'service-not-registered',
      because: 'The guest OS starts the guest agent without registering its service.',
      system: roleStart({ guestOs: guestOs.provide({ actions: { register: nothing } }) }),
      breaks: ['two-services'],
    },
    {
      name: 'guest-agent-updates-itself',
      because: 'A guest agent that has stopped the role has itself installed anew.',
      system: roleStart({
        guestAgent: guestAgent.provide({
          actions: {
            confirmStop: sendTo(
              ({ system }) => system.get('guestOs'),
              () => ({ type: 'INSTALL_SERVICE', service: 'Windows Azure Guest Agent' }),
            ),
          },
        }),
      }),
      breaks: ['guest-agent-is-installed-by-wa-app-agent'],
      alsoBreaks: {
        'each-step-is-reported': unconfirmed,
        'stop-is-honoured': unconfirmed,
        'users-stop-is-honoured': unconfirmed,
        'instructions-can-be-taken-again': unconfirmed,
        'nothing-is-ignored': 'WaAppAgent hears of a start that it has not waited for.',
      },
    },
    {
      name: 'update-without-stop',
      because: 'WaAppAgent does not have the role stopped, and goes on after five minutes.',
      system: roleStart({
        waAppAgent: waAppAgent.provide({
          actions: {
            stopRole: raise({ type: 'ROLE_STOPPED' }, { id: 'unasked', delay: minutes(5) }),
          },
        }),
      }),
      breaks: ['update-stops-the-role-first', 'instructions-are-passed-on'],
      alsoBreaks: {
        'nothing-is-ignored': 'WaAppAgent hears of a stop that it has not waited for.',
        'users-stop-has-all-time': neverStopped,
        'load-is-drained-first': neverStopped,
        'draining-ends': neverStopped,
        'stop-is-honoured': neverStopped,
        'users-stop-is-honoured': neverStopped,
        'users-stop-was-wanted': neverStopped,
        'instructions-can-be-taken-again':
          'The guest agent runs already when it is installed anew, and says nothing.',
      },
    },
    {
      name: 'start-before-certificates',
      because: 'The guest agent starts the bootstrapper when firewall and access control lists are set.',
      system: roleStart({
        guestAgent: guestAgent.provide({ guards: { isLastSetting: ({ context }) => context.applied === 1 } }),
      }),
      breaks: ['guest-is-configured-first'],
    },
    {
      name: 'failure-taken-for-success',
      because: 'The bootstrapper does not look at exit codes.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          guards: {
            hasSucceeded: ({ event }) => event.type === 'TASK_EXITED' && event.task.startsWith('simple'),
          },
        }),
      }),
      breaks: [
        'host-starts-after-simple-tasks',
        'tasks-keep-their-order',
        'nothing-starts-after-a-failed-task',
        'sites-are-configured-between',
      ],
    },
    {
      name: 'tasks-not-awaited',
      because: 'The bootstrapper takes simple tasks for background tasks.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ guards: { nextIsSimple: () => false } }) }),
      breaks: ['simple-tasks-one-at-a-time', 'tasks-keep-their-order'],
      alsoBreaks: {
        'deleted-pools-are-gone': 'The pools are made while the old ones are being deleted.',
        'host-starts-after-simple-tasks': noneSucceeded,
        'sites-are-configured-between': noneSucceeded,
        'nothing-starts-after-a-failed-task': 'That a task failed is not noticed.',
        'other-tasks-hold-on': 'Vacuous: it waits for no task.',
      },
    },
    {
      name: 'background-task-awaited',
      because: 'The bootstrapper waits for background tasks too.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          guards: {
            nextIsSimple: ({ context }) => context.role.tasks[context.next]?.taskType !== 'foreground',
            hasSucceeded: ({ event }) =>
              event.type === 'TASK_EXITED' && event.code === 0 && event.task !== 'foregroundTask',
          },
        }),
      }),
      breaks: ['background-task-holds-nothing-up', 'other-tasks-hold-on'],
    },
    {
      name: 'recycles-at-once',
      because: 'The bootstrapper ends while a foreground task is running.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ guards: { noForegroundTask: () => true } }) }),
      breaks: ['recycling-waits-for-foreground-tasks', 'bootstrapper-knows-its-tasks'],
    },
    {
      name: 'foreground-task-killed',
      because: 'A bootstrapper that ends kills foreground tasks like all others.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          actions: {
            killTasks: enqueueActions(({ context, enqueue, system }) => {
              for (const task of context.tasks) enqueue.sendTo(system.get(task), { type: 'KILL' });
              enqueue.assign({ tasks: [] });
            }),
          },
        }),
      }),
      breaks: ['recycling-cuts-no-foreground-task'],
    },
    {
      name: 'worker-in-web-host',
      because: 'The bootstrapper starts WaWebHost for a worker.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          actions: {
            tellHost: sendTo(
              ({ system, context: { role } }) =>
                system.get(role.roleType === 'worker' ? 'waWebHost' : hostProcessOf[role.roleType]),
              (_, { type }) => ({ type }),
            ),
          },
        }),
      }),
      breaks: ['process-matches-role-type'],
    },
    {
      name: 'processes-left-over',
      because: 'A bootstrapper that ends leaves its host process running.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          actions: {
            tellHost: enqueueActions(({ context, enqueue, system }, { type }) => {
              const host: AnyActorRef = system.get(hostProcessOf[context.role.roleType]);
              if (type !== 'KILL') enqueue.sendTo(host, { type });
            }),
          },
        }),
      }),
      breaks: [
        'one-host-process',
        'on-stop-is-limited',
        'update-stops-the-role-first',
        'nothing-is-ignored',
        'bootstrapper-knows-its-process',
      ],
      alsoBreaks: {
        'failed-on-start-is-noticed': leftOver,
        'background-task-holds-nothing-up': leftOver,
        'pools-point-to-siteroot': leftOver,
        'run-returning-recycles': leftOver,
        'can-become-ready': leftOver,
      },
    },
    {
      name: 'old-pools-kept',
      because: 'The bootstrapper does not have the old pools deleted.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          guards: {
            hasSites: ({ context }) => context.role.roleType === 'fullIisWeb' && context.next > 0,
          },
        }),
      }),
      breaks: ['pools-are-deleted-first'],
      alsoBreaks: {
        'deleted-pools-are-gone': 'Vacuous: none are deleted.',
        'configurator-death-is-noticed-deleting': 'Vacuous: none are deleted.',
      },
    },
    {
      name: 'sites-not-configured',
      because: 'The bootstrapper does not have the sites configured.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          guards: {
            hasSites: ({ context }) => context.role.roleType === 'fullIisWeb' && context.next === 0,
          },
        }),
      }),
      breaks: ['sites-are-configured-between', 'pools-point-to-siteroot'],
      alsoBreaks: { 'configurator-death-is-noticed-configuring': 'Vacuous: none are configured.' },
    },
    {
      name: 'index-from-one',
      because: 'IISConfigurator counts sites from 1.',
      system: roleStart({
        iisConfigurator: iisConfigurator.provide({
          actions: {
            makePools: assign({
              pools: ({ event }) =>
                Array.from({ length: event.type === 'CONFIGURE' ? event.sites : 0 }, (_, site) => ({
                  site,
                  path: siteroot(site + 1),
                })),
            }),
          },
        }),
      }),
      breaks: ['pools-point-to-siteroot'],
    },
    {
      name: 'every-role-has-sites',
      because: 'The bootstrapper calls IISConfigurator whatever the role type.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ guards: { hasSites: () => true } }) }),
      breaks: ['only-full-iis-is-configured'],
      alsoBreaks: { 'sites-are-configured-between': 'The HWC web role has no simple tasks to come after.' },
    },
    {
      name: 'ready-when-the-process-runs',
      because: 'The guest agent reports Ready as soon as the host process has begun.',
      system: roleStart({
        guestAgent: guestAgent.provide({
          actions: {
            report: sendTo(
              ({ system }) => system.get('fabricController'),
              (_, { status }) => ({
                type: 'STATUS',
                status: status === 'BusyRole' ? ('ReadyRole' as const) : status,
              }),
            ),
          },
        }),
      }),
      breaks: ['ready-after-on-start', 'busy-before-ready', 'fabric-knows-ready', 'each-step-is-reported'],
    },
    {
      name: 'on-start-value-ignored',
      because: 'What OnStart returns is not looked at.',
      system: roleStart({ roleHost: roleHost.provide({ guards: { startSucceeded: () => true } }) }),
      breaks: ['no-on-stop-after-failure', 'ready-after-on-start'],
      alsoBreaks: {
        'failed-on-start-is-noticed': 'The process goes on to Run, and nobody hears of it.',
      },
    },
    {
      name: 'bootstrapper-not-restarted',
      because: 'The guest agent starts the bootstrapper once only.',
      system: roleStart({
        guestAgent: guestAgent.provide({
          actions: {
            startBootstrapper: enqueueActions(({ context, event, enqueue, system }) => {
              const started: AnyActorRef = system.get('bootstrapper');
              if (event.type === 'APPLIED') enqueue.sendTo(started, { type: 'START', role: context.role });
            }),
          },
        }),
      }),
      breaks: ['run-returning-recycles', 'dead-process-recycles', 'can-become-ready'],
      alsoBreaks: {
        'stop-is-honoured': stoppedForEver,
        'users-stop-is-honoured': stoppedForEver,
        'instructions-can-be-taken-again': stoppedForEver,
        'no-deadlock': stoppedForEver,
      },
    },
    {
      name: 'ten-minutes-for-on-stop',
      because: 'OnStop has ten minutes where five are allowed.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ delays: { onStopLimit: minutes(10) } }) }),
      breaks: ['on-stop-is-limited'],
    },
    {
      name: 'stop-not-passed-on',
      because: 'The guest agent does not tell the bootstrapper to stop.',
      system: roleStart({ guestAgent: guestAgent.provide({ actions: { stopBootstrapper: nothing } }) }),
      breaks: ['stop-is-honoured', 'users-stop-is-honoured'],
      alsoBreaks: {
        'users-stop-has-all-time': neverStopped,
        'draining-ends': 'Nobody is told to stop when the time is over.',
      },
    },
    {
      name: 'death-not-reported',
      because: 'The bootstrapper says that the role is gone only when foreground tasks have ended, too.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ actions: { reportUnavailable: nothing } }) }),
      breaks: ['no-longer-free-is-told', 'fabric-knows-ready'],
    },
    {
      name: 'stop-not-confirmed',
      because: 'The guest agent does not tell WaAppAgent that the role has stopped.',
      system: roleStart({ guestAgent: guestAgent.provide({ actions: { confirmStop: nothing } }) }),
      breaks: ['no-deadlock', 'can-become-ready', 'instructions-can-be-taken-again'],
      alsoBreaks: {
        'each-step-is-reported': 'The last step is not told to WaAppAgent.',
        'stop-is-honoured': unconfirmed,
        'users-stop-is-honoured': unconfirmed,
      },
    },
    {
      name: 'idle-too-early',
      because:
        'WaAppAgent takes instructions as soon as it has ordered the installation: a stop overtakes the start of the guest agent, and is lost.',
      system: roleStart({ waAppAgent: changedState(waAppAgent, 'installing', { always: 'idle' }) }),
      breaks: ['instructions-can-be-taken-again', 'stop-is-honoured', 'nothing-is-ignored'],
      alsoBreaks: {
        'users-stop-is-honoured': 'A stop that a user asks for is lost in the same way.',
        'users-stop-is-taken-while-installing': 'Vacuous: it does not wait while it installs.',
      },
    },
    {
      name: 'stop-while-installing-forgotten',
      because: 'WaAppAgent forgets a stop that a user asks for while the guest agent is installed.',
      system: roleStart({
        waAppAgent: changedState(waAppAgent, 'installing.toRun', { on: { GOAL_STOPPED: {} } }),
      }),
      breaks: ['users-stop-is-honoured', 'users-stop-is-taken-while-installing'],
      alsoBreaks: { 'instructions-are-passed-on': 'When the guest agent has begun it is told nothing.' },
    },
    {
      name: 'stop-while-updating-forgotten',
      because: 'WaAppAgent forgets a stop that a user asks for while the guest agent is updated.',
      system: roleStart({
        waAppAgent: changedState(waAppAgent, 'updating.toRun', { on: { GOAL_STOPPED: {} } }),
      }),
      breaks: ['users-stop-is-honoured', 'users-stop-is-taken-while-updating'],
      alsoBreaks: { 'instructions-are-passed-on': 'When the guest agent has begun it is told nothing.' },
    },
    {
      name: 'stop-at-rest-forgotten',
      because: 'WaAppAgent forgets a stop that a user asks for while nothing else is under way.',
      system: roleStart({ waAppAgent: changedState(waAppAgent, 'idle', { on: { GOAL_STOPPED: {} } }) }),
      breaks: ['users-stop-is-honoured', 'users-stop-is-taken-at-rest'],
      alsoBreaks: { 'instructions-are-passed-on': 'The guest agent is told nothing.' },
    },
    {
      name: 'stopped-after-an-update',
      because: 'WaAppAgent takes each update for one after which the role is to stay stopped.',
      system: roleStart({ waAppAgent: changedState(waAppAgent, 'updating', { initial: 'toStop' }) }),
      breaks: ['users-stop-was-wanted'],
      alsoBreaks: {
        'users-stop-is-taken-while-updating':
          'Vacuous: whether a user wants it makes no difference any more.',
      },
    },
    {
      name: 'start-forgotten',
      because: 'A guest agent that is told to start the role waits for settings that it did not order.',
      system: roleStart({
        guestAgent: changedState(guestAgent, 'stopped', { on: { START_ROLE: 'configuring.abandoning' } }),
      }),
      breaks: ['configured-guest-starts-its-role'],
      alsoBreaks: {
        'nothing-is-ignored': 'Told to stop, it waits on.',
        'can-become-ready': stoppedForEver,
        'no-deadlock': stoppedForEver,
        'instructions-can-be-taken-again': stoppedForEver,
        'stop-is-honoured': stoppedForEver,
        'users-stop-is-honoured': stoppedForEver,
      },
    },
    {
      name: 'asks-seldom',
      because: 'The bootstrapper asks for the status once in ten minutes.',
      system: roleStart({ statusCheck: minutes(10) }),
      breaks: ['status-is-asked-regularly'],
    },
    {
      name: 'status-check-unanswered',
      because: 'Host processes do not answer when they are asked for their status.',
      system: roleStart({ roleHost: roleHost.provide({ actions: { answer: nothing } }) }),
      breaks: ['status-check-is-answered'],
    },
    {
      name: 'stops-without-on-stop',
      because: 'A host process that is told to stop is gone, without OnStop.',
      system: roleStart({ roleHost: changedState(roleHost, 'run', { on: { STOP: 'absent' } }) }),
      breaks: ['stop-runs-on-stop', 'bootstrapper-knows-its-process'],
      alsoBreaks: {
        'users-stop-is-honoured': 'The bootstrapper waits for the end of OnStop, which never began.',
      },
    },
    {
      name: 'no-time-for-on-stop',
      because: 'OnStop is cut off at once.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ delays: { onStopLimit: 0 } }) }),
      breaks: ['on-stop-has-its-time'],
    },
    {
      name: 'users-stop-is-limited',
      because: 'The bootstrapper limits every OnStop, whoever asked for the stop.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ guards: { byUser: () => false } }) }),
      breaks: ['users-stop-has-all-time'],
    },
    {
      name: 'not-drained',
      because: 'The guest agent stops the bootstrapper without waiting for the load balancer.',
      system: roleStart({
        guestAgent: changedState(guestAgent, 'draining', { after: { 0: 'stopping' } }),
      }),
      breaks: ['load-is-drained-first'],
    },
    {
      name: 'drained-too-long',
      because: 'The guest agent waits ten minutes for the load balancer.',
      system: roleStart({
        guestAgent: changedState(guestAgent, 'draining', { after: { [minutes(10)]: 'stopping' } }),
      }),
      breaks: ['draining-ends'],
    },
    {
      name: 'failure-unheeded',
      because: 'The bootstrapper does not hear of it when its host process fails or ends.',
      system: roleStart({ bootstrapper: deafBootstrapper }),
      breaks: [
        'throw-in-on-start-is-noticed',
        'throw-in-run-is-noticed',
        'throw-in-on-stop-is-noticed',
        'failed-on-start-is-noticed',
      ],
      alsoBreaks: {
        'background-task-holds-nothing-up': unheeded,
        'dead-process-recycles': unheeded,
        'bootstrapper-knows-its-process': unheeded,
        'fabric-knows-ready': unheeded,
        'users-stop-is-honoured': 'It waits for the end of a process that is gone.',
      },
    },
    {
      name: 'free-not-noted',
      because: 'The bootstrapper tells the guest agent that the role is free, and does not remember it.',
      system: roleStart({ bootstrapper: bootstrapper.provide({ actions: { noteBusy: nothing } }) }),
      breaks: ['agent-and-bootstrapper-agree'],
      alsoBreaks: {
        'each-step-is-reported': 'The answer to the next question is news, and is taken for the opposite.',
        'fabric-knows-ready': 'That the role is so no longer is not told either.',
      },
    },
    {
      name: 'configurator-death-unheeded',
      because: 'The bootstrapper does not hear of it when IISConfigurator dies.',
      system: roleStart({
        bootstrapper: changedState(bootstrapper, 'present', { on: { CONFIGURATOR_DIED: undefined } }),
      }),
      breaks: [
        'configurator-death-is-noticed-deleting',
        'configurator-death-is-noticed-configuring',
        'dead-process-recycles',
      ],
      alsoBreaks: {
        'configurator-works-for-its-parent': 'It waits for one that is gone.',
      },
    },
    {
      name: 'configurator-survives',
      because: 'IISConfigurator goes on with deleting pools when its bootstrapper is gone.',
      system: roleStart({
        iisConfigurator: changedState(iisConfigurator, 'deleting', { on: { KILL: {} } }),
      }),
      breaks: ['configurator-works-for-its-parent'],
    },
    {
      name: 'pools-not-deleted',
      because: 'IISConfigurator says that the old pools are deleted, and leaves them.',
      system: roleStart({ iisConfigurator: iisConfigurator.provide({ actions: { deletePools: nothing } }) }),
      breaks: ['deleted-pools-are-gone'],
    },
    {
      name: 'asks-without-pause',
      because: 'The bootstrapper asks for the status again and again, without any time between.',
      system: roleStart({ statusCheck: 0 }),
      breaks: ['time-goes-on'],
      alsoBreaks: {
        'background-task-holds-nothing-up': neverElse,
        'stop-is-honoured': neverElse,
        'users-stop-is-honoured': neverElse,
      },
    },
    {
      name: 'any-exit-is-a-failure',
      because: 'The bootstrapper takes the end of any other task for the failure of the simple one.',
      system: roleStart({
        bootstrapper: bootstrapper.provide({
          guards: { hasFailed: ({ event }) => event.type === 'TASK_EXITED' },
        }),
      }),
      breaks: ['other-tasks-hold-on'],
    },
    {
      name: 'configurator-is-slow',
      because: 'IISConfigurator takes ten minutes for what is done in five.',
      system: withConfigurator(minutes(10)),
      breaks: ['configurator-is-quick'],
    },
    {
      name: 'configured-in-no-time',
      because: 'IISConfigurator says at once that it is ready.',
      system: withConfigurator(0),
      breaks: ['configurator-takes-its-time'],
    },
  ],
});
