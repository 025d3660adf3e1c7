/**
 * I7, July 2012, West Europe: a limit on connections that was not raised when capacity was added.
 *
 * Left out: the other devices of the cluster, and the two and a half hours that people took; a reset is an event of the
 * environment here. What agents tell each other takes no time beside the handling of a message.
 */
import { agent, defineSystem, seconds } from 'redhound';
import { type ClusterInput, cluster } from './connection-cap/cluster.ts';
import { networkDevice } from './connection-cap/network-device.ts';
import { safetyValve } from './connection-cap/safety-valve.ts';

export interface ConnectionCapParameters extends ClusterInput {
  readonly cluster: typeof cluster;
  readonly networkDevice: typeof networkDevice;
  readonly safetyValve: typeof safetyValve;
}

/** As it was, except where other parameters are given. */
export const connectionCap = (changed: Partial<ConnectionCapParameters> = {}) => {
  const parameters = {
    afterValidation: 'nothing' as const,
    cluster,
    networkDevice,
    safetyValve,
    ...changed,
  };
  return defineSystem({
    name: 'connection-cap',
    agents: {
      cluster: agent(parameters.cluster, { input: { afterValidation: parameters.afterValidation } }),
      safetyValve: parameters.safetyValve,
      networkDevice: parameters.networkDevice,
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    clock: { tick: seconds(1) },
    environment: [
      { agent: 'cluster', event: [{ type: 'USE' }, { type: 'RELEASE' }], budget: 'any' },
      { agent: 'cluster', event: { type: 'ADD_CAPACITY' }, budget: 'any' },
      { agent: 'networkDevice', event: { type: 'RESET' }, budget: 'any' },
    ],
  });
};
