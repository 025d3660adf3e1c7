/**
 * Two instances of a role on four servers in two fault domains, and the fabric controller that heals them.
 *
 * Servers fail; the first one can also be cut off from the fabric controller while it goes on running. A human looks at
 * servers in HI and resets them, any number of times.
 * What servers and fabric controller tell each other takes seconds, and this layer counts in five minutes: so it is
 * told within one move (synchronous links), and is lost if the other side is down or cut off.
 */
import { agent, defineSystem, ModelError, minutes } from 'redhound';
import type { FaultDomains, Placement } from './healing/cluster.ts';
import { fabricController, type HealerInput } from './healing/fabric-controller.ts';
import { powerUnit } from './healing/power-unit.ts';
import { server } from './healing/server.ts';

/** How often each trouble may come. */
export interface HealingTroubles {
  /** Of all servers together. */
  readonly failures: number;
  /** Of the first server from the fabric controller. */
  readonly partitions: number;
}

export interface HealingParameters extends HealerInput {
  readonly fabricController: typeof fabricController;
  readonly server: typeof server;
  readonly troubles: Partial<HealingTroubles>;
}

const twoFaultDomains: FaultDomains = { server1: 0, server2: 1, server3: 0, server4: 1 };
const firstPlacement: Placement = { web_IN_0: 'server1', web_IN_1: 'server2' };
const usualTroubles: HealingTroubles = { failures: 2, partitions: 1 };

/** The system with the usual parameters, except where others are given. */
export const healing = (changed: Partial<HealingParameters> = {}) => {
  const parameters = {
    fabricController,
    server,
    faultDomains: twoFaultDomains,
    placement: firstPlacement,
    threshold: 3,
    patience: 2,
    spread: 'required' as const,
    ...changed,
  };
  const { faultDomains, placement, threshold, patience, spread } = parameters;
  refuseNonsense(parameters);
  const troubles = { ...usualTroubles, ...changed.troubles };
  const startsWith = (name: keyof FaultDomains) => ({
    name,
    instances: (['web_IN_0', 'web_IN_1'] as const).filter((instance) => placement[instance] === name),
  });
  const { server: machine } = parameters;
  return defineSystem({
    name: 'healing',
    agents: {
      server1: agent(machine, { input: startsWith('server1') }),
      server2: agent(machine, { input: startsWith('server2') }),
      server3: agent(machine, { input: startsWith('server3') }),
      server4: agent(machine, { input: startsWith('server4') }),
      powerUnit,
      fabricController: agent(parameters.fabricController, {
        input: { faultDomains, placement, threshold, patience, spread },
      }),
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    environment: [
      {
        agent: ['server1', 'server2', 'server3', 'server4'],
        event: { type: 'FAIL' },
        budget: { total: troubles.failures },
      },
      {
        agent: 'fabricController',
        event: [
          { type: 'HUMAN_RESET', server: 'server1' },
          { type: 'HUMAN_RESET', server: 'server2' },
          { type: 'HUMAN_RESET', server: 'server3' },
          { type: 'HUMAN_RESET', server: 'server4' },
        ],
        budget: 'any',
      },
    ],
    clock: { tick: minutes(5) },
    faults: [
      {
        fault: 'partition',
        groups: [['fabricController'], ['server1']],
        budget: { total: troubles.partitions },
        name: 'server1 from fabric controller',
      },
    ],
  });
};

function refuseNonsense({ faultDomains, placement, threshold, patience, spread }: HealerInput): void {
  const refuse = (problem: string, remedy: string) => {
    throw new ModelError('SYSTEM_INVALID', problem, remedy, { system: 'healing' });
  };
  if (!Number.isInteger(threshold) || threshold < 1)
    refuse(`the HI threshold is ${threshold}.`, 'Give a whole number of servers, at least 1.');
  if (!Number.isInteger(patience) || patience < 1)
    refuse(`the patience is ${patience} rounds.`, 'Give a whole number of rounds, at least 1.');
  const homes = Object.values(placement).filter((home) => home !== null);
  const domains = new Set(homes.map((home) => faultDomains[home]));
  if (spread === 'required' && domains.size < homes.length)
    refuse(
      `${homes.length} instances are placed in ${domains.size} fault domain(s), and each needs its own.`,
      "Place them in different fault domains, or say spread: 'preferred'.",
    );
}
