/**
 * A fabric controller of three replicas, the Fabric Front End that asks it, and two hosts.
 *
 * A replica may take the primary for dead at any time, so that a new primary comes while the old one is alive and has
 * commands under way. One that is really dead is one from which nothing arrives any more: as messages take as long as they
 * like, each run in which that happens begins like one of these. Hence there are no crashes here, and every request can be
 * answered in the end. What front end and replicas tell each other is told within one move (synchronous links).
 */
import { agent, defineSystem, ModelError } from 'redhound';
import { ffe } from './fabric-controller-failover/ffe.ts';
import { hostAgent } from './fabric-controller-failover/host-agent.ts';
import { replica } from './fabric-controller-failover/replica.ts';

export interface FailoverParameters {
  readonly ffe: typeof ffe;
  readonly replica: typeof replica;
  readonly hostAgent: typeof hostAgent;
  /** How often a replica takes the primary for dead, in all. */
  readonly suspicions: number;
  /** None; a deployment; a deployment, and a deletion after it. */
  readonly requests: 0 | 1 | 2;
}

export const fabricControllerFailover = (changed: Partial<FailoverParameters> = {}) => {
  const machines = { ffe, replica, hostAgent, ...changed };
  const { suspicions = 1, requests = 2 } = changed;
  if (!Number.isInteger(suspicions) || suspicions < 0)
    throw new ModelError(
      'SYSTEM_INVALID',
      `suspicions is ${suspicions}.`,
      'Give a whole number, 0 or more.',
      {
        system: 'fabric-controller-failover',
      },
    );
  return defineSystem({
    name: 'fabric-controller-failover',
    agents: {
      ffe: machines.ffe,
      replica1: agent(machines.replica, {
        input: { name: 'replica1', favourite: 'host1', isFirstPrimary: true },
      }),
      replica2: agent(machines.replica, {
        input: { name: 'replica2', favourite: 'host2', isFirstPrimary: false },
      }),
      replica3: agent(machines.replica, {
        input: { name: 'replica3', favourite: 'host2', isFirstPrimary: false },
      }),
      host1: machines.hostAgent,
      host2: machines.hostAgent,
    },
    links: [
      { from: 'ffe', to: ['replica1', 'replica2', 'replica3'], order: 'synchronous' },
      { from: ['replica1', 'replica2', 'replica3'], to: 'ffe', order: 'synchronous' },
    ],
    environment: [
      { agent: 'ffe', event: { type: 'DEPLOY' }, budget: { total: requests === 0 ? 0 : 1 } },
      { agent: 'ffe', event: { type: 'DELETE' }, budget: { total: requests === 2 ? 1 : 0 } },
      { agent: 'ffe', event: { type: 'RETRY' }, budget: 'any' },
      {
        agent: ['replica1', 'replica2', 'replica3'],
        event: { type: 'SUSPECT' },
        budget: { total: suspicions },
      },
    ],
  });
};
