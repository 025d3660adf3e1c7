/**
 * I2, 28 December 2012: three replicas in three fault domains, on nodes that came back from maintenance unprotected.
 *
 * Left out: how data is copied back, which took 62 hours: here what has no copy left is lost.
 */
import { agent, defineSystem } from 'redhound';
import { configMonitor } from './unprotected-nodes/config-monitor.ts';
import { fabricController } from './unprotected-nodes/fabric-controller.ts';
import { node } from './unprotected-nodes/node.ts';

export interface UnprotectedNodesParameters {
  readonly node: typeof node;
  readonly monitorIsDefective: boolean;
  readonly atFailover: 'prepare' | 'nothing';
}

/** As it was, except where other parameters are given. */
export const unprotectedNodes = (changed: Partial<UnprotectedNodesParameters> = {}) => {
  const parameters = { node, monitorIsDefective: true, atFailover: 'prepare' as const, ...changed };
  const maintained = [
    { type: 'MAINTAIN', forgetsProtection: true },
    { type: 'MAINTAIN', forgetsProtection: false },
  ] as const;
  return defineSystem({
    name: 'unprotected-nodes',
    agents: {
      node1: agent(parameters.node, { input: { name: 'node1' } }),
      node2: agent(parameters.node, { input: { name: 'node2' } }),
      node3: agent(parameters.node, { input: { name: 'node3' } }),
      configMonitor: agent(configMonitor, { input: { defective: parameters.monitorIsDefective } }),
      fabricController: agent(fabricController, { input: { atFailover: parameters.atFailover } }),
    },
    // Maintenance takes longer than a message: nothing comes back twice before it was heard.
    links: [{ from: '*', to: '*', capacity: 1, overflow: 'block' }],
    environment: [
      { agent: ['node1', 'node2', 'node3'], event: maintained, budget: 'any' },
      { agent: 'fabricController', event: { type: 'FAIL_OVER' }, budget: { total: 2 } },
    ],
  });
};
