/**
 * One guest from the start of its first service to a role that runs, recycles and stops.
 *
 * The role is a worker, a full-IIS web role with two sites, or an HWC web role, each with startup tasks of its own.
 * The bootstrapper starts, kills and hears its children within one move (synchronous links): they are processes of one
 * machine. Agents speak to each other by messages. The code of role and tasks is the environment: it may return, fail,
 * or take for ever.
 * A status report arrives at once; reports that are late or lost are the goal-state suite's subject.
 * Left out: how the guest came to be (the deployment suite), the load balancer (the rotation suite), restarts of the guest OS (the heartbeat suite).
 */
import { agent, type Duration, defineSystem, minutes, oneOf } from 'redhound';
import { bootstrapper } from './azure/bootstrapper.ts';
import { guestAgent } from './azure/guest-agent.ts';
import { guestOs } from './azure/guest-os.ts';
import { iisConfigurator } from './azure/iis-configurator.ts';
import { roleHost } from './azure/role-host.ts';
import { roleInstanceRecord } from './azure/role-instance-record.ts';
import { hostProcesses, type RoleModel, refuseUnknownRole } from './azure/role-model.ts';
import { startupTask } from './azure/startup-task.ts';
import { waAppAgent } from './azure/wa-app-agent.ts';

export interface RoleStartParameters {
  readonly bootstrapper: typeof bootstrapper;
  readonly guestAgent: typeof guestAgent;
  readonly guestOs: typeof guestOs;
  readonly iisConfigurator: typeof iisConfigurator;
  readonly roleHost: typeof roleHost;
  readonly waAppAgent: typeof waAppAgent;
  /** Alternatives, of which each run has one. */
  readonly roles: readonly RoleModel[];
  /** From one StatusCheck to the next. */
  readonly statusCheck: Duration;
}

const simpleTask1 = { name: 'simpleTask1', taskType: 'simple' } as const;
const backgroundTask = { name: 'backgroundTask', taskType: 'background' } as const;
const foregroundTask = { name: 'foregroundTask', taskType: 'foreground' } as const;
const simpleTask2 = { name: 'simpleTask2', taskType: 'simple' } as const;

/** A role of each type; the tasks are in the order of the service definition. */
export const usualRoles: readonly RoleModel[] = [
  { roleType: 'worker', sites: 0, tasks: [simpleTask1, backgroundTask, foregroundTask, simpleTask2] },
  { roleType: 'fullIisWeb', sites: 2, tasks: [simpleTask1, simpleTask2] },
  { roleType: 'hwcWeb', sites: 0, tasks: [backgroundTask] },
];

/** What takes seconds takes one tick here: beside the five minutes for OnStop only the order of these matters. */
const tick = minutes(5);

/** The system with the usual parameters, except where others are given. */
export const roleStart = (changed: Partial<RoleStartParameters> = {}) => {
  const parameters = {
    bootstrapper,
    guestAgent,
    guestOs,
    iisConfigurator,
    roleHost,
    waAppAgent,
    roles: usualRoles,
    statusCheck: tick,
    ...changed,
  };
  for (const role of parameters.roles) refuseUnknownRole(role, 'role-start');
  const children = [
    'iisConfigurator',
    ...hostProcesses,
    'simpleTask1',
    'backgroundTask',
    'foregroundTask',
    'simpleTask2',
  ] as const;
  return defineSystem({
    name: 'role-start',
    clock: { tick },
    agents: {
      guestOs: parameters.guestOs,
      waAppAgent: parameters.waAppAgent,
      guestAgent: agent(parameters.guestAgent, {
        input: oneOf(...parameters.roles.map((role) => ({ role }))),
        delays: { drain: tick },
      }),
      bootstrapper: agent(parameters.bootstrapper, { delays: { statusCheck: parameters.statusCheck } }),
      iisConfigurator: agent(parameters.iisConfigurator, { delays: { work: tick } }),
      waWorkerHost: parameters.roleHost,
      waIISHost: parameters.roleHost,
      waWebHost: parameters.roleHost,
      simpleTask1: agent(startupTask, { input: { name: 'simpleTask1' } }),
      backgroundTask: agent(startupTask, { input: { name: 'backgroundTask' } }),
      foregroundTask: agent(startupTask, { input: { name: 'foregroundTask' } }),
      simpleTask2: agent(startupTask, { input: { name: 'simpleTask2' } }),
      fabricController: roleInstanceRecord,
    },
    links: [
      { from: 'bootstrapper', to: children, order: 'synchronous' },
      { from: children, to: 'bootstrapper', order: 'synchronous' },
      { from: 'guestAgent', to: 'fabricController', order: 'synchronous' },
    ],
    environment: [
      {
        agent: ['simpleTask1', 'simpleTask2'],
        event: [
          { type: 'EXIT', code: 0 },
          { type: 'EXIT', code: 1 },
        ],
        budget: 'any',
      },
      { agent: ['backgroundTask', 'foregroundTask'], event: { type: 'EXIT', code: 0 }, budget: 'any' },
      {
        agent: hostProcesses,
        event: [
          { type: 'ON_START_RETURNS', value: true },
          { type: 'ON_START_RETURNS', value: false },
          { type: 'RUN_RETURNS' },
          { type: 'ON_STOP_RETURNS' },
          { type: 'THROW' },
        ],
        budget: 'any',
      },
      { agent: 'bootstrapper', event: { type: 'DIE' }, budget: 'any' },
      { agent: 'iisConfigurator', event: { type: 'DIE' }, budget: 'any' },
      {
        agent: 'waAppAgent',
        event: [{ type: 'UPDATE_GUEST_AGENT' }, { type: 'GOAL_STOPPED' }, { type: 'GOAL_STARTED' }],
        budget: 'any',
      },
    ],
  });
};
