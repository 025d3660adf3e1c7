/**
 * A host dies with its virtual machine, and the cluster starts it again on the other, while the fabric may still take
 * the dead host for logged in.
 *
 * The logins of a dead host stay until the fabric ages them out, name by name, some time or never. Left out: how the cluster notices
 * the death, what runs on the first host before it, and migrations, which `migration` has.
 */
import { agent, type Budget, defineSystem, minutes, oneOf } from 'redhound';
import { type AfterRefusal, cluster } from './cold-restart/cluster.ts';
import { clusterNode } from './cold-restart/cluster-node.ts';
import { type FabricConfiguration, fcFabric } from './migration/fc-fabric.ts';
import { everyWwpn, wwpnsOf } from './migration/wwn.ts';

export interface ColdRestartParameters {
  readonly cluster: typeof cluster;
  readonly clusterNode: typeof clusterNode;
  readonly afterRefusal: AfterRefusal;
  /** What a second login with a name in use does; alternatives, of which each run has one. */
  readonly whenInUse: readonly FabricConfiguration['whenInUse'][];
  /** How often the fabric may age out what a dead host left behind. */
  readonly ageing: Budget;
}

/** A fabric that refuses names in use and never ages them out, except where others are given. */
export const coldRestart = (changed: Partial<ColdRestartParameters> = {}) => {
  const { afterRefusal = 'other set', whenInUse = ['reject'], ageing = { atMost: 0 } } = changed;
  const zoned = { zoned: everyWwpn, masked: everyWwpn };
  if (afterRefusal !== 'other set' && afterRefusal !== 'same set') {
    throw new Error(
      `models/cold-restart.ts: \`afterRefusal\` is '${String(afterRefusal)}'. Choose 'other set' or 'same set'.`,
    );
  }
  return defineSystem({
    name: 'cold-restart',
    agents: {
      cluster: agent(changed.cluster ?? cluster, { input: { afterRefusal } }),
      host2: changed.clusterNode ?? clusterNode,
      fabric: agent(fcFabric, {
        input: oneOf(...whenInUse.map((policy) => ({ ...zoned, whenInUse: policy }))),
      }),
    },
    links: [{ from: 'host2', to: 'fabric', order: 'synchronous' }],
    environment: [
      { agent: 'cluster', event: { type: 'HOST_DIED' }, budget: { atMost: 1 } },
      {
        agent: 'fabric',
        event: wwpnsOf('A').map((wwpn) => ({ type: 'LOGOUT', port: 'host1', wwpn }) as const),
        budget: ageing,
      },
    ],
    clock: { tick: minutes(1) },
  });
};
