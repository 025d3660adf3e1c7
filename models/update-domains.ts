/**
 * Three instances in three update domains, the fabric controller that updates them, and the platform that patches.
 *
 * What they tell each other takes seconds, and this layer counts in five minutes: so it is told within one move
 * (synchronous links). The usual parameters are those under which one update domain is down at a time; each trouble,
 * and each way for two walks to overlap, can be switched on.
 */
import { agent, defineSystem, ModelError, minutes } from 'redhound';
import { fabricController } from './update-domains/fabric-controller.ts';
import { type InstanceInput, instance } from './update-domains/instance.ts';
import { platform } from './update-domains/platform.ts';

/** How often each trouble may come. */
export interface UpdateTroubles {
  readonly updates: number | 'any';
  readonly rollbacks: number | 'any';
  readonly patches: number;
  readonly slowStarts: number;
  readonly crashes: number;
  readonly foregroundTasks: number;
}

export interface UpdateParameters {
  readonly fabricController: typeof fabricController;
  readonly instance: typeof instance;
  readonly platform: typeof platform;
  readonly overlap: boolean;
  readonly coordinated: boolean;
  readonly whenTaskRuns: InstanceInput['whenTaskRuns'];
  readonly troubles: Partial<UpdateTroubles>;
}

const usualTroubles: UpdateTroubles = {
  updates: 'any',
  rollbacks: 'any',
  patches: 1,
  slowStarts: 0,
  crashes: 1,
  foregroundTasks: 0,
};

const inAll = (count: number | 'any') => (count === 'any' ? count : { total: count });

/** The system with the usual parameters, except where others are given. */
export const updateDomains = (changed: Partial<UpdateParameters> = {}) => {
  const parameters = {
    fabricController,
    instance,
    platform,
    overlap: false,
    coordinated: true,
    whenTaskRuns: 'wait' as const,
    ...changed,
  };
  const { overlap, coordinated, whenTaskRuns } = parameters;
  const troubles = { ...usualTroubles, ...changed.troubles };
  for (const [name, count] of Object.entries(troubles)) {
    if (count !== 'any' && (!Number.isInteger(count) || count < 0))
      throw new ModelError(
        'SYSTEM_INVALID',
        `${name} is ${count}.`,
        'Give a whole number, 0 or more; of updates and rollbacks also any.',
        {
          system: 'update-domains',
        },
      );
  }
  const everyInstance = ['web_IN_0', 'web_IN_1', 'web_IN_2'] as const;
  const machine = parameters.instance;
  return defineSystem({
    name: 'update-domains',
    agents: {
      web_IN_0: agent(machine, { input: { name: 'web_IN_0', whenTaskRuns } }),
      web_IN_1: agent(machine, { input: { name: 'web_IN_1', whenTaskRuns } }),
      web_IN_2: agent(machine, { input: { name: 'web_IN_2', whenTaskRuns } }),
      fabricController: agent(parameters.fabricController, { input: { overlap } }),
      platform: agent(parameters.platform, { input: { coordinated } }),
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    clock: { tick: minutes(5) },
    environment: [
      {
        agent: 'fabricController',
        event: [
          { type: 'UPDATE', version: 'v2', sound: true },
          { type: 'UPDATE', version: 'v2', sound: false },
          { type: 'UPDATE', version: 'v3', sound: true },
        ],
        budget: inAll(troubles.updates),
      },
      { agent: 'fabricController', event: { type: 'ROLLBACK' }, budget: inAll(troubles.rollbacks) },
      { agent: 'platform', event: { type: 'PATCH' }, budget: { total: troubles.patches } },
      { agent: everyInstance, event: { type: 'SLOW_START' }, budget: { total: troubles.slowStarts } },
      { agent: everyInstance, event: { type: 'CRASH' }, budget: { total: troubles.crashes } },
      {
        agent: ['web_IN_0', 'web_IN_1'],
        event: { type: 'TASK_BEGINS' },
        budget: { total: troubles.foregroundTasks },
      },
      { agent: ['web_IN_0', 'web_IN_1'], event: { type: 'TASK_ENDS' }, budget: 'any' },
    ],
  });
};
