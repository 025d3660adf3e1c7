/**
 * I6, 13 March 2009: an upgrade, a network that fails, and a fabric controller that heals one application at a time.
 *
 * Three applications with one instance each, and a user who asks for a fourth. What they tell each other takes seconds,
 * and this layer counts in five minutes: so it is told within one move (synchronous links).
 * Left out: applications with more instances, which went on serving.
 */
import { agent, defineSystem, ModelError, minutes } from 'redhound';
import { application } from './serial-healing/application.ts';
import { deployedApplications, fabricController } from './serial-healing/fabric-controller.ts';

export interface SerialHealingParameters {
  readonly application: typeof application;
  readonly fabricController: typeof fabricController;
  readonly concurrency: number;
}

/** As it was, except where other parameters are given. */
export const serialHealing = (changed: Partial<SerialHealingParameters> = {}) => {
  const parameters = { application, fabricController, concurrency: 1, ...changed };
  const { concurrency } = parameters;
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new ModelError(
      'SYSTEM_INVALID',
      `the concurrency of healing is ${concurrency}.`,
      'Give a whole number of deployments, at least 1.',
      { system: 'serial-healing' },
    );
  const machine = parameters.application;
  return defineSystem({
    name: 'serial-healing',
    agents: {
      app1: agent(machine, { input: { name: 'app1', isDeployed: true } }),
      app2: agent(machine, { input: { name: 'app2', isDeployed: true } }),
      app3: agent(machine, { input: { name: 'app3', isDeployed: true } }),
      newApp: agent(machine, { input: { name: 'newApp', isDeployed: false } }),
      fabricController: agent(parameters.fabricController, { input: { concurrency } }),
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    clock: { tick: minutes(5) },
    environment: [
      { agent: 'fabricController', event: { type: 'UPGRADE_SERVERS' }, budget: 'any' },
      { agent: 'fabricController', event: { type: 'REQUEST' }, budget: 'any' },
      { agent: 'fabricController', event: { type: 'GO_PARALLEL' }, budget: 'any' },
      { agent: deployedApplications, event: { type: 'NETWORK_FAILS' }, budget: 'any' },
    ],
  });
};
