/**
 * I8 b with the marker on D:, where a reimage erases it with what it stands for.
 */
import { agent, defineSuite, minutes } from 'redhound';
import { bootstrapper } from '../../models/azure/bootstrapper.ts';
import { guestAgent } from '../../models/azure/guest-agent.ts';
import { guestOs } from '../../models/azure/guest-os.ts';
import { roleHost } from '../../models/azure/role-host.ts';
import { waAppAgent } from '../../models/azure/wa-app-agent.ts';
import { configureTask } from '../../models/incidents/startup-tasks/configure-task.ts';
import { disks } from '../../models/incidents/startup-tasks/disks.ts';
import { installTask } from '../../models/incidents/startup-tasks/install-task.ts';
import { reimager } from '../../models/incidents/startup-tasks/reimager.ts';
import { startupTasks } from '../../models/incidents/startup-tasks.ts';
import { changedMachine, changedState, doneTwice } from '../changed-machine.ts';
import {
  firstRunSucceeds,
  markerMeansEffect,
  ofTheGuest,
  recycledIsReadyAgain,
  reimagedIsReadyAgain,
} from './startup-tasks.ts';

const nothing = () => {};

const notThere = 'The second task does not find what it is to configure.';
const neverStarted = 'Vacuous: no host process is ever started.';
const startNotHeard = 'The role, told to start while it stops, does not start when it has stopped.';

/** With other agents in place of some of its own. */
const fixedWith = (agents: object) => {
  const system = startupTasks({ marker: 'D' });
  return { ...system, agents: { ...system.agents, ...agents } };
};

/** With other scripts in the startup tasks. */
const scripts = (install: typeof installTask, configure: typeof configureTask) =>
  fixedWith({
    installTask: agent(install, { input: { marker: 'D', isIdempotent: false } }),
    configureTask: configure,
  });

export default defineSuite({
  name: 'startup-marker-fixed',
  description: 'A marker on the disk of what it stands for: recycled or reimaged, the role is Ready again.',
  system: startupTasks({ marker: 'D' }),
  properties: [
    firstRunSucceeds,
    recycledIsReadyAgain,
    reimagedIsReadyAgain,
    markerMeansEffect,
    ...ofTheGuest,
  ],
  search: { runs: 500, maxSteps: 120 },
  variants: [
    {
      name: 'marker-on-c',
      because: 'The marker is on C:, which a reimage keeps.',
      system: startupTasks({ marker: 'C' }),
      breaks: ['marker-means-effect', 'reimaged-role-is-ready-again'],
    },
    {
      name: 'tasks-take-no-time',
      because: 'The scripts of both tasks are done at once.',
      system: scripts(
        changedState(installTask, 'absent', { on: { RUN: 'looking' } }),
        changedState(configureTask, 'absent', { on: { RUN: 'looking' } }),
      ),
      breaks: ['no-task-exits-at-once', 'installing-takes-its-time', 'configuring-takes-its-time'],
    },
    {
      name: 'tasks-are-slow',
      because: 'The scripts of both tasks take ten minutes.',
      system: scripts(
        installTask.provide({ delays: { work: minutes(10) } }),
        configureTask.provide({ delays: { work: minutes(10) } }),
      ),
      breaks: ['installing-ends', 'configuring-ends'],
    },
    {
      name: 'nothing-installed',
      because: 'The installer says that it has installed the component, and has not.',
      system: scripts(installTask.provide({ actions: { install: nothing } }), configureTask),
      breaks: ['installed-means-there'],
      alsoBreaks: {
        'first-run-succeeds': notThere,
        'reimaged-role-is-ready-again': notThere,
        'marker-means-effect': 'Vacuous: no marker is put either.',
        'recycled-role-is-ready-again': neverStarted,
        'no-longer-free-is-told': neverStarted,
        'status-check-is-answered': neverStarted,
        'throw-in-run-is-noticed': neverStarted,
        'throw-in-on-stop-is-noticed': neverStarted,
        'stop-runs-on-stop': neverStarted,
        'users-stop-has-all-time': neverStarted,
      },
    },
    {
      name: 'tasks-not-awaited',
      because: 'The bootstrapper takes simple tasks for background tasks.',
      system: startupTasks({
        marker: 'D',
        bootstrapper: bootstrapper.provide({ guards: { nextIsSimple: () => false } }),
      }),
      breaks: ['host-starts-after-both-tasks', 'first-task-comes-first'],
      alsoBreaks: {
        'first-run-succeeds': 'The second task looks for the component before the first has installed it.',
      },
    },
    {
      name: 'd-survives',
      because: 'A reimage leaves D: as it is.',
      system: startupTasks({ marker: 'D', disks: disks.provide({ actions: { loseD: nothing } }) }),
      breaks: ['reimage-erases-d'],
    },
    {
      name: 'reimaged-while-stopping',
      because: 'The fabric controller takes a role that stops for one that has stopped.',
      system: fixedWith({
        fabricController: reimager.provide({
          guards: { isStopped: ({ event }) => event.type === 'STATUS' && event.status === 'StoppingRole' },
        }),
      }),
      breaks: ['reimage-comes'],
      alsoBreaks: {
        'one-reimage-at-a-time': 'The role is told to start before it has stopped.',
        'recycled-role-is-ready-again': startNotHeard,
        'reimaged-role-is-ready-again': startNotHeard,
      },
    },
    {
      name: 'reimaged-slowly',
      because: 'The fabric controller has the role started ten minutes after the reimage.',
      system: fixedWith({ fabricController: reimager.provide({ delays: { reimage: minutes(10) } }) }),
      breaks: ['reimaged-role-starts-in-time'],
    },
    {
      name: 'started-twice',
      because: 'The fabric controller has the role started, and says so twice.',
      system: fixedWith({ fabricController: doneTwice(reimager, 'startRole') }),
      breaks: ['one-reimage-at-a-time'],
    },
    {
      name: 'goes-on-after-its-exception',
      because: 'A host process that throws in OnStart says that it has ended, and has not.',
      system: fixedWith({
        waWorkerHost: changedState(roleHost, 'onStart', {
          on: { THROW: { actions: { type: 'tellParent', params: { type: 'HOST_EXITED' } } } },
        }),
      }),
      breaks: ['who-throws-is-gone'],
    },
    {
      name: 'one-setting-is-enough',
      because: 'The guest agent starts the role with the first setting.',
      system: fixedWith({
        guestAgent: {
          ...startupTasks().agents.guestAgent,
          machine: changedState(guestAgent, 'configuring.applying', {
            on: { APPLIED: '#guestAgent.started' },
          }),
        },
      }),
      breaks: ['settings-come-first'],
    },
    {
      name: 'pools-of-a-worker',
      because: 'The bootstrapper has the pools of IIS deleted, whatever the role is.',
      system: startupTasks({
        marker: 'D',
        bootstrapper: changedState(bootstrapper, 'present', { initial: 'deletingPools' }),
      }),
      breaks: ['worker-needs-no-pools'],
    },
    {
      name: 'installs-before-the-boot',
      because: 'WaAppAgent has the guest agent installed before it is started.',
      system: fixedWith({ waAppAgent: changedMachine(waAppAgent, { initial: 'installing' }) }),
      breaks: ['installs-when-the-guest-has-booted'],
    },
    {
      name: 'service-started-twice',
      because: 'The guest OS starts WaAppAgent twice.',
      system: fixedWith({ guestOs: doneTwice(guestOs, 'startRdAgent') }),
      breaks: ['nothing-is-said-twice'],
    },
    {
      name: 'asked-at-once',
      because: 'The bootstrapper asks a role for its status as soon as it runs.',
      system: startupTasks({
        marker: 'D',
        bootstrapper: changedState(bootstrapper, 'present.watching', { initial: 'asking' }),
      }),
      breaks: ['role-is-not-asked-at-once'],
    },
    {
      name: 'busy-from-the-start',
      because: 'A role that has just started says that it is busy when it is asked.',
      system: fixedWith({ waWorkerHost: changedState(roleHost, 'run', { initial: 'busy' }) }),
      breaks: ['free-role-stays-free'],
    },
  ],
});
