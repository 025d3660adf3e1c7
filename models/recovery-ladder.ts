/**
 * One role instance, two servers, and the fabric controller: who may restart what, and in what order.
 *
 * What host, guest and fabric controller tell each other takes seconds, and this layer counts in five minutes: so it is
 * told within one move (synchronous links). A user may reboot the role instance from the portal whenever its Host Agent
 * watches it, and a human may put a server in HI back into service.
 */
import { agent, defineSystem, minutes } from 'redhound';
import { fabricController } from './recovery-ladder/fabric-controller.ts';
import { hostAgent } from './recovery-ladder/host-agent.ts';
import { roleInstance } from './recovery-ladder/role-instance.ts';

/** How often each trouble may come. */
export interface LadderTroubles {
  readonly roleCrashesOrHangs: number;
  readonly guestHangs: number;
  /** A guest agent that does not start any more. */
  readonly badGuestAgents: number;
  /** Of the first server, as all that follow. */
  readonly hangsOrDeaths: number;
  readonly memoryFaults: number;
}

export interface LadderParameters {
  readonly roleInstance: typeof roleInstance;
  readonly hostAgent: typeof hostAgent;
  readonly fabricController: typeof fabricController;
  readonly hangIsCrash: boolean;
  readonly troubles: Partial<LadderTroubles>;
}

const usualTroubles: LadderTroubles = {
  roleCrashesOrHangs: 1,
  guestHangs: 1,
  badGuestAgents: 1,
  hangsOrDeaths: 1,
  memoryFaults: 0,
};

/** The system as published, except where other parameters are given. */
export const recoveryLadder = (changed: Partial<LadderParameters> = {}) => {
  const parameters = {
    roleInstance,
    hostAgent,
    fabricController,
    hangIsCrash: false,
    ...changed,
  };
  const { hangIsCrash } = parameters;
  const troubles = { ...usualTroubles, ...changed.troubles };
  return defineSystem({
    name: 'recovery-ladder',
    agents: {
      host1: agent(parameters.hostAgent, { input: { name: 'host1' } }),
      host2: agent(parameters.hostAgent, { input: { name: 'host2' } }),
      roleInstance: agent(parameters.roleInstance, { input: { hangIsCrash } }),
      fabricController: parameters.fabricController,
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    clock: { tick: minutes(5) },
    environment: [
      {
        agent: 'roleInstance',
        event: [{ type: 'ROLE_CRASH' }, { type: 'ROLE_HANG' }],
        budget: { total: troubles.roleCrashesOrHangs },
      },
      { agent: 'roleInstance', event: { type: 'GUEST_HANG' }, budget: { total: troubles.guestHangs } },
      {
        agent: 'roleInstance',
        event: { type: 'BAD_GUEST_AGENT' },
        budget: { total: troubles.badGuestAgents },
      },
      { agent: 'roleInstance', event: { type: 'GOOD_GUEST_AGENT' }, budget: 'any' },
      {
        agent: 'host1',
        event: [{ type: 'HANG' }, { type: 'DIE' }],
        budget: { total: troubles.hangsOrDeaths },
      },
      { agent: 'host1', event: { type: 'MEMORY_FAULT' }, budget: { total: troubles.memoryFaults } },
      { agent: ['host1', 'host2'], event: { type: 'USER_REBOOT' }, budget: 'any' },
      {
        agent: 'fabricController',
        event: [
          { type: 'HUMAN_RESET', host: 'host1' },
          { type: 'HUMAN_RESET', host: 'host2' },
        ],
        budget: 'any',
      },
    ],
  });
};
