/**
 * Two virtual machines that are moved between the same two hosts, over the same fabric, at the same time.
 *
 * Each has a coordinator of its own, and a machine on each host; what they share is the fabric, and the virtual ports of
 * the second host, of which there may be too few for both (VF14). Left out: dying hosts and links, which `migration`
 * has, and the order in which a host would serve the two.
 */
import { agent, defineSystem } from 'redhound';
import { fcFabric } from './migration/fc-fabric.ts';
import { hyperVHost } from './migration/hyper-v-host.ts';
import { migrationCoordinator } from './migration/migration-coordinator.ts';
import { vm } from './migration/vm.ts';
import { firstParty, type Party, wwpnsOf } from './migration/wwn.ts';

export interface TwoVmsParameters {
  readonly hyperVHost: typeof hyperVHost;
  readonly migrationCoordinator: typeof migrationCoordinator;
  readonly fcFabric: typeof fcFabric;
  /** The virtual HBAs of the second virtual machine; those of the first are hba1 and hba2. */
  readonly secondVirtualHbas: Party['virtualHbas'];
  /** The virtual ports of the second host; each virtual machine takes two. */
  readonly virtualPorts: number;
  /** How often the migration of each virtual machine is cancelled. */
  readonly cancellations: number;
}

export const secondParty: Party = {
  coordinator: 'coordinator2',
  vm: 'vm2',
  host1: 'host1vm2',
  host2: 'host2vm2',
  virtualHbas: ['hba3', 'hba4'],
};

/** The system with one port too few for both, except where other parameters are given. */
export const migrationOfTwo = (changed: Partial<TwoVmsParameters> = {}) => {
  const { virtualPorts = 3, cancellations = 0, secondVirtualHbas = secondParty.virtualHbas } = changed;
  const machines = { hyperVHost, migrationCoordinator, fcFabric, ...changed };
  if (!Number.isInteger(virtualPorts) || virtualPorts < 0) {
    throw new Error(
      `models/migration-two-vms.ts: \`virtualPorts\` is ${virtualPorts}. Give the number of ports that the second host has: 0 or more.`,
    );
  }
  if (secondVirtualHbas.length === 0 || secondVirtualHbas.length > 4) {
    throw new Error(
      `models/migration-two-vms.ts: \`secondVirtualHbas\` has ${secondVirtualHbas.length} names. A virtual machine that is moved has one to four virtual HBAs.`,
    );
  }
  const second = { ...secondParty, virtualHbas: secondVirtualHbas };
  const parties = [firstParty, second];
  const names = parties.flatMap((party) => [...wwpnsOf('A', party), ...wwpnsOf('B', party)]);
  const hostsOf = (party: Party) =>
    [
      agent(machines.hyperVHost, { input: { name: 'host1', party, npivPorts: 4, runsVm: true } }),
      agent(machines.hyperVHost, { input: { name: 'host2', party, npivPorts: 4, runsVm: false } }),
    ] as const;
  const [host1, host2] = hostsOf(firstParty);
  const [host1vm2, host2vm2] = hostsOf(second);
  return defineSystem({
    name: 'migration-two-vms',
    agents: {
      coordinator: agent(machines.migrationCoordinator, { input: { party: firstParty } }),
      coordinator2: agent(machines.migrationCoordinator, { input: { party: second } }),
      host1,
      host2,
      host1vm2,
      host2vm2,
      fabric: agent(machines.fcFabric, {
        input: {
          parties,
          zoned: names,
          masked: names,
          whenInUse: 'reject',
          virtualPorts: { host2: virtualPorts },
        },
      }),
      vm,
      vm2: vm,
    },
    links: [
      { from: ['host1', 'host2', 'host1vm2', 'host2vm2'], to: 'fabric', order: 'synchronous' },
      { from: ['host1', 'host2'], to: 'vm', order: 'synchronous' },
      { from: ['host1vm2', 'host2vm2'], to: 'vm2', order: 'synchronous' },
    ],
    environment: [
      { agent: ['coordinator', 'coordinator2'], event: { type: 'MIGRATE' }, budget: 'any' },
      {
        agent: ['coordinator', 'coordinator2'],
        event: { type: 'CANCEL' },
        budget: { atMost: cancellations },
      },
    ],
  });
};
