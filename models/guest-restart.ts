/**
 * One guest that hangs and is restarted, with all that runs in it: what a restart ends, and what comes up after it.
 *
 * The processes are those of the role-start suite, each with its power (`guestProcess`), in the guest OS of the whole
 * fabric, which boots, hangs and is booted again. The role is a worker with a startup task in the foreground, and one to
 * wait for. What they do to the guest OS, and the bootstrapper and its children to each other, they do within one move
 * (synchronous links); what guest agent and bootstrapper tell each other can be under way when the guest goes down.
 * Left out: heartbeats, which say when a guest is to be restarted (the heartbeat suite), and the load balancer, which
 * counts in seconds (the rotation suite).
 */
import { agent, type Duration, defineSystem, minutes } from 'redhound';
import { bootstrapper } from './azure/bootstrapper.ts';
import { guestAgent } from './azure/guest-agent.ts';
import { iisConfigurator } from './azure/iis-configurator.ts';
import { roleHost } from './azure/role-host.ts';
import { roleInstanceRecord } from './azure/role-instance-record.ts';
import type { RoleModel } from './azure/role-model.ts';
import { startupTask } from './azure/startup-task.ts';
import { waAppAgent } from './azure/wa-app-agent.ts';
import { hostAgent } from './guest-restart/host-agent.ts';
import { guestOs } from './whole-fabric/guest-os.ts';
import { guestProcess } from './whole-fabric/guest-process.ts';

export interface GuestRestartParameters {
  readonly guestOs: typeof guestOs;
  readonly guestAgent: typeof guestAgent;
  readonly bootstrapper: typeof bootstrapper;
  /** From one StatusCheck to the next. */
  readonly statusCheck: Duration;
}

const role: RoleModel = {
  roleType: 'worker',
  sites: 0,
  tasks: [
    { name: 'foregroundTask', taskType: 'foreground' },
    { name: 'simpleTask1', taskType: 'simple' },
  ],
};

const tick = minutes(5);

const children = ['iisConfigurator', 'waWorkerHost', 'foregroundTask', 'simpleTask1'] as const;
const processes = ['waAppAgent', 'guestAgent', 'bootstrapper', ...children] as const;

/** The system with the usual parameters, except where others are given. */
export const guestRestart = (changed: Partial<GuestRestartParameters> = {}) => {
  const parameters = { guestOs, guestAgent, bootstrapper, statusCheck: tick, ...changed };
  const task = (name: string) => agent(guestProcess(startupTask), { input: { name } });
  return defineSystem({
    name: 'guest-restart',
    clock: { tick },
    agents: {
      hostAgent,
      guestOs: agent(parameters.guestOs, { input: { processes } }),
      waAppAgent: guestProcess(waAppAgent),
      guestAgent: agent(guestProcess(parameters.guestAgent), { input: { role }, delays: { drain: tick } }),
      bootstrapper: agent(guestProcess(parameters.bootstrapper), {
        delays: { statusCheck: parameters.statusCheck },
      }),
      iisConfigurator: agent(guestProcess(iisConfigurator), { delays: { work: tick } }),
      waWorkerHost: guestProcess(roleHost),
      foregroundTask: task('foregroundTask'),
      simpleTask1: task('simpleTask1'),
      fabricController: roleInstanceRecord,
    },
    links: [
      { from: 'hostAgent', to: 'guestOs', order: 'synchronous' },
      { from: 'guestOs', to: processes, order: 'synchronous' },
      { from: ['waAppAgent', 'guestAgent'], to: 'guestOs', order: 'synchronous' },
      { from: 'bootstrapper', to: children, order: 'synchronous' },
      { from: children, to: 'bootstrapper', order: 'synchronous' },
      { from: 'guestAgent', to: 'fabricController', order: 'synchronous' },
    ],
    environment: [
      { agent: 'guestOs', event: { type: 'HANG' }, budget: { total: 1 } },
      { agent: 'hostAgent', event: { type: 'RESTART_GUEST' }, budget: { total: 1 } },
      {
        agent: 'simpleTask1',
        event: [
          { type: 'EXIT', code: 0 },
          { type: 'EXIT', code: 1 },
        ],
        budget: 'any',
      },
      { agent: 'foregroundTask', event: { type: 'EXIT', code: 0 }, budget: 'any' },
      {
        agent: 'waWorkerHost',
        event: [
          { type: 'ON_START_RETURNS', value: true },
          { type: 'ON_START_RETURNS', value: false },
          { type: 'SET_BUSY' },
          { type: 'HANG' },
          { type: 'RUN_RETURNS' },
          { type: 'THROW' },
          { type: 'ON_STOP_RETURNS' },
        ],
        budget: 'any',
      },
      { agent: 'bootstrapper', event: { type: 'DIE' }, budget: 'any' },
      {
        agent: 'waAppAgent',
        event: [{ type: 'UPDATE_GUEST_AGENT' }, { type: 'GOAL_STOPPED' }, { type: 'GOAL_STARTED' }],
        budget: 'any',
      },
    ],
  });
};
