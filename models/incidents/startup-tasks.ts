/**
 * I8 a and b, documented support patterns: startup tasks that succeed once, and what they leave on the disks.
 *
 * The guest is that of the role-start suite, with a worker role of two simple tasks whose scripts are known: one installs
 * a component, the other configures it. The role is recycled when its host process dies, and reimaged by the fabric
 * controller.
 * Left out: everything else that a task may do.
 */
import { agent, defineSystem, minutes } from 'redhound';
import { bootstrapper } from '../azure/bootstrapper.ts';
import { guestAgent } from '../azure/guest-agent.ts';
import { guestOs } from '../azure/guest-os.ts';
import { iisConfigurator } from '../azure/iis-configurator.ts';
import { roleHost } from '../azure/role-host.ts';
import type { RoleModel } from '../azure/role-model.ts';
import { waAppAgent } from '../azure/wa-app-agent.ts';
import { configureTask } from './startup-tasks/configure-task.ts';
import { disks } from './startup-tasks/disks.ts';
import { type InstallTaskInput, installTask } from './startup-tasks/install-task.ts';
import { reimager } from './startup-tasks/reimager.ts';

export interface StartupTasksParameters extends InstallTaskInput {
  readonly configureTask: typeof configureTask;
  readonly disks: typeof disks;
  readonly bootstrapper: typeof bootstrapper;
}

const role: RoleModel = {
  roleType: 'worker',
  sites: 0,
  tasks: [
    { name: 'installTask', taskType: 'simple' },
    { name: 'configureTask', taskType: 'simple' },
  ],
};

const tick = minutes(5);

/** With an installer that must not run twice, and no marker, except where other parameters are given. */
export const startupTasks = (changed: Partial<StartupTasksParameters> = {}) => {
  const parameters = {
    marker: 'none' as const,
    isIdempotent: false,
    configureTask,
    disks,
    bootstrapper,
    ...changed,
  };
  const { marker, isIdempotent } = parameters;
  const children = ['iisConfigurator', 'waWorkerHost', 'installTask', 'configureTask'] as const;
  return defineSystem({
    name: 'startup-tasks',
    agents: {
      guestOs,
      waAppAgent,
      guestAgent: agent(guestAgent, { input: { role }, delays: { drain: tick } }),
      bootstrapper: agent(parameters.bootstrapper, { delays: { statusCheck: tick } }),
      iisConfigurator: agent(iisConfigurator, { delays: { work: tick } }),
      waWorkerHost: roleHost,
      installTask: agent(installTask, { input: { marker, isIdempotent } }),
      configureTask: parameters.configureTask,
      disks: parameters.disks,
      fabricController: reimager,
    },
    links: [
      { from: 'bootstrapper', to: children, order: 'synchronous' },
      { from: children, to: 'bootstrapper', order: 'synchronous' },
      { from: ['installTask', 'configureTask', 'fabricController'], to: 'disks', order: 'synchronous' },
      { from: 'disks', to: ['installTask', 'configureTask'], order: 'synchronous' },
      { from: 'guestAgent', to: 'fabricController', order: 'synchronous' },
    ],
    clock: { tick },
    environment: [
      { agent: 'waWorkerHost', event: { type: 'ON_START_RETURNS', value: true }, budget: 'any' },
      { agent: 'waWorkerHost', event: { type: 'ON_STOP_RETURNS' }, budget: 'any' },
      { agent: 'waWorkerHost', event: { type: 'THROW' }, budget: { total: 1 } },
      { agent: 'fabricController', event: { type: 'REIMAGE' }, budget: { total: 1 } },
    ],
  });
};
