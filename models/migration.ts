/**
 * A virtual machine with two virtual HBAs, two hosts, a fabric, and the coordinator of its live migrations.
 *
 * The fabric is asked and the virtual machine is told within the move of a host (synchronous links): logging in and
 * pausing are what the host does. Answers and commands are messages.
 * The second host may have a port for each virtual HBA, or one too few.
 * Assumed: the link of the host that runs the virtual machine does not fail, since nothing here could save it.
 */
import { agent, defineSystem, oneOf } from 'redhound';
import { type FabricConfiguration, fcFabric } from './migration/fc-fabric.ts';
import { hyperVHost } from './migration/hyper-v-host.ts';
import { migrationCoordinator } from './migration/migration-coordinator.ts';
import { vm } from './migration/vm.ts';
import { everyWwpn } from './migration/wwn.ts';

/** How often each trouble may come. */
export interface MigrationTroubles {
  readonly migrations: number;
  readonly cancellations: number;
  /** Of each host's link, while it is a destination. */
  readonly linksDown: number;
  /** Of each host. */
  readonly deaths: number;
  /** Of the configuration of the fabric. */
  readonly corrections: number;
}

export interface MigrationParameters {
  readonly hyperVHost: typeof hyperVHost;
  readonly migrationCoordinator: typeof migrationCoordinator;
  /** Alternatives, of which each run has one. */
  readonly fabrics: readonly FabricConfiguration[];
  readonly troubles: Partial<MigrationTroubles>;
}

const usualTroubles: MigrationTroubles = {
  migrations: 3,
  cancellations: 1,
  linksDown: 1,
  deaths: 1,
  corrections: 1,
};

const without = (missing: string) => everyWwpn.filter((wwpn) => wwpn !== missing);

/** All as it should be; and set B of the second virtual HBA forgotten in the zoning, or in the masking. */
const usualFabrics: readonly FabricConfiguration[] = [
  { zoned: everyWwpn, masked: everyWwpn, whenInUse: 'accept' },
  { zoned: without('hba2:B'), masked: everyWwpn, whenInUse: 'accept' },
  { zoned: everyWwpn, masked: without('hba2:B'), whenInUse: 'accept' },
];

/** The system with the usual parameters, except where others are given. */
export const migration = (changed: Partial<MigrationParameters> = {}) => {
  const parameters = { hyperVHost, migrationCoordinator, fabrics: usualFabrics, ...changed };
  const troubles = { ...usualTroubles, ...changed.troubles };
  return defineSystem({
    name: 'migration',
    agents: {
      coordinator: parameters.migrationCoordinator,
      host1: agent(parameters.hyperVHost, { input: { name: 'host1', npivPorts: 2, runsVm: true } }),
      host2: agent(parameters.hyperVHost, {
        input: oneOf(
          { name: 'host2', npivPorts: 2, runsVm: false },
          { name: 'host2', npivPorts: 1, runsVm: false },
        ),
      }),
      fabric: agent(fcFabric, { input: oneOf(...parameters.fabrics) }),
      vm,
    },
    links: [
      { from: ['coordinator', 'host1', 'host2'], to: 'fabric', order: 'synchronous' },
      { from: ['host1', 'host2'], to: 'vm', order: 'synchronous' },
    ],
    environment: [
      { agent: 'coordinator', event: { type: 'MIGRATE' }, budget: { atMost: troubles.migrations } },
      { agent: 'coordinator', event: { type: 'CANCEL' }, budget: { atMost: troubles.cancellations } },
      { agent: 'host1', event: { type: 'LINK_DOWN' }, budget: { atMost: troubles.linksDown } },
      { agent: 'host2', event: { type: 'LINK_DOWN' }, budget: { atMost: troubles.linksDown } },
      { agent: 'host1', event: { type: 'DIE' }, budget: { atMost: troubles.deaths } },
      { agent: 'host2', event: { type: 'DIE' }, budget: { atMost: troubles.deaths } },
      { agent: 'fabric', event: { type: 'CORRECT_CONFIGURATION' }, budget: { atMost: troubles.corrections } },
    ],
  });
};
