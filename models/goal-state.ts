/**
 * One role instance between what it should be and what it is: fabric controller, Host Agent, and a guest VM with
 * WaAppAgent and WindowsAzureGuestAgent in it.
 *
 * An operator updates the guest agent, upgrades the guest OS, and a user re-images, in any order and while the last is
 * still under way. Goal states and reports are late by up to five minutes, overtake each other, and some are lost; the
 * guest may crash. What Host Agent and guest tell each other arrives at once.
 */
import { agent, defineSystem, ModelError, minutes } from 'redhound';
import { fabricController, type KeeperInput } from './goal-state/fabric-controller.ts';
import { guestVm } from './goal-state/guest-vm.ts';
import { hostAgent } from './goal-state/host-agent.ts';

/** How often each may come. */
export interface GoalStateTroubles {
  readonly agentUpdates: number;
  readonly osUpgrades: number;
  readonly reimages: number;
  readonly crashes: number;
  /** Of goal states and of reports, each. */
  readonly losses: number | 'any';
}

export interface GoalStateParameters extends KeeperInput {
  readonly fabricController: typeof fabricController;
  readonly hostAgent: typeof hostAgent;
  readonly guestVm: typeof guestVm;
  readonly troubles: Partial<GoalStateTroubles>;
}

const usualTroubles: GoalStateTroubles = {
  agentUpdates: 1,
  osUpgrades: 1,
  reimages: 1,
  crashes: 0,
  losses: 1,
};

/** The system with the usual parameters, except where others are given. */
export const goalState = (changed: Partial<GoalStateParameters> = {}) => {
  const parameters = {
    fabricController,
    hostAgent,
    guestVm,
    reimageRenews: 'container' as const,
    afterReimage: 'reassert' as const,
    ...changed,
  };
  const { reimageRenews, afterReimage } = parameters;
  const troubles = { ...usualTroubles, ...changed.troubles };
  for (const [name, count] of Object.entries(troubles)) {
    if (count !== 'any' && (!Number.isInteger(count) || count < 0))
      throw new ModelError('SYSTEM_INVALID', `${name} is ${count}.`, 'Give a whole number, 0 or more.', {
        system: 'goal-state',
      });
  }
  const { losses } = troubles;
  const loss = losses === 'any' ? losses : { atMost: losses };
  return defineSystem({
    name: 'goal-state',
    agents: {
      fabricController: agent(parameters.fabricController, { input: { reimageRenews, afterReimage } }),
      hostAgent: parameters.hostAgent,
      guest: parameters.guestVm,
    },
    links: [
      {
        from: 'fabricController',
        to: 'hostAgent',
        order: 'unordered',
        latency: [0, minutes(5)],
        loss,
      },
      { from: 'guest', to: 'fabricController', order: 'unordered', latency: [0, minutes(5)], loss },
    ],
    environment: [
      {
        agent: 'fabricController',
        event: { type: 'UPDATE_GUEST_AGENT', version: 'ga2' },
        budget: { total: troubles.agentUpdates },
      },
      {
        agent: 'fabricController',
        event: { type: 'UPGRADE_GUEST_OS', version: 'os2' },
        budget: { total: troubles.osUpgrades },
      },
      { agent: 'fabricController', event: { type: 'REIMAGE' }, budget: { total: troubles.reimages } },
      { agent: 'guest', event: { type: 'CRASH' }, budget: { total: troubles.crashes } },
    ],
  });
};
