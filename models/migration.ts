/**
 * A virtual machine with two virtual HBAs, two hosts, a fabric, and the coordinator of its live migrations.
 *
 * The fabric is asked and the virtual machine is told within the move of a host (synchronous links): logging in and
 * pausing are what the host does. Answers and commands are messages.
 * The second host may have a port for each virtual HBA, or one too few.
 * Assumed: the link of the host that runs the virtual machine does not fail, since nothing here could save it.
 */
import { agent, type Budget, defineSystem, oneOf } from 'redhound';
import { type FabricConfiguration, fcFabric } from './migration/fc-fabric.ts';
import { hyperVHost } from './migration/hyper-v-host.ts';
import { migrationCoordinator } from './migration/migration-coordinator.ts';
import { vm } from './migration/vm.ts';
import { everyWwpn, firstParty, type Wwpn } from './migration/wwn.ts';

/** How often each trouble may come. */
export interface MigrationTroubles {
  readonly migrations: number | 'any';
  readonly cancellations: number | 'any';
  /** Of each host's link, while it is a destination. */
  readonly linksDown: number | 'any';
  /** Of each host. */
  readonly deaths: number;
  /** Of the configuration of the fabric. */
  readonly corrections: number | 'any';
  /** Port names that are taken out of their zone by mistake, while nobody uses them. */
  readonly unzonings: number;
}

export interface MigrationParameters {
  readonly hyperVHost: typeof hyperVHost;
  readonly migrationCoordinator: typeof migrationCoordinator;
  /** Alternatives, of which each run has one. */
  readonly fabrics: readonly FabricConfiguration[];
  /** How many virtual ports the second host has left; alternatives too. */
  readonly npivPorts: readonly number[];
  /** Whether the fabric answers within the move that asks, or later, when the one who asked may be elsewhere. */
  readonly fabricAnswers: 'at once' | 'later';
  readonly troubles: Partial<MigrationTroubles>;
}

const usualTroubles: MigrationTroubles = {
  migrations: 3,
  cancellations: 1,
  linksDown: 1,
  deaths: 1,
  corrections: 1,
  unzonings: 0,
};

/** All port names but one. */
export const allBut = (missing: Wwpn) => everyWwpn.filter((wwpn) => wwpn !== missing);

/** All as it should be; and set B of the second virtual HBA forgotten in the zoning, or in the masking. */
const usualFabrics: readonly FabricConfiguration[] = [
  { zoned: everyWwpn, masked: everyWwpn, whenInUse: 'accept' },
  { zoned: allBut('hba2:B'), masked: everyWwpn, whenInUse: 'accept' },
  { zoned: everyWwpn, masked: allBut('hba2:B'), whenInUse: 'accept' },
];

/** The system with the usual parameters, except where others are given. */
export const migration = (changed: Partial<MigrationParameters> = {}) => {
  const parameters: MigrationParameters = {
    hyperVHost,
    migrationCoordinator,
    fabrics: usualFabrics,
    npivPorts: [2, 1],
    fabricAnswers: 'later',
    ...changed,
    troubles: {},
  };
  const troubles = { ...usualTroubles, ...changed.troubles };
  refuseEmpty('fabrics', parameters.fabrics);
  refuseEmpty('npivPorts', parameters.npivPorts);
  return defineSystem({
    name: 'migration',
    agents: {
      coordinator: agent(parameters.migrationCoordinator, { input: { party: firstParty } }),
      host1: agent(parameters.hyperVHost, {
        input: { name: 'host1', party: firstParty, npivPorts: 2, runsVm: true },
      }),
      host2: agent(parameters.hyperVHost, {
        input: oneOf(
          ...parameters.npivPorts.map(
            (npivPorts) => ({ name: 'host2', party: firstParty, npivPorts, runsVm: false }) as const,
          ),
        ),
      }),
      fabric: agent(fcFabric, { input: oneOf(...parameters.fabrics) }),
      vm,
    },
    links: [
      { from: ['coordinator', 'host1', 'host2'], to: 'fabric', order: 'synchronous' },
      { from: ['host1', 'host2'], to: 'vm', order: 'synchronous' },
      ...(parameters.fabricAnswers === 'at once'
        ? [{ from: 'fabric', to: ['host1', 'host2'], order: 'synchronous' } as const]
        : []),
    ],
    environment: [
      { agent: 'coordinator', event: { type: 'MIGRATE' }, budget: budget(troubles.migrations) },
      { agent: 'coordinator', event: { type: 'CANCEL' }, budget: budget(troubles.cancellations) },
      { agent: 'host1', event: { type: 'LINK_DOWN' }, budget: budget(troubles.linksDown) },
      { agent: 'host2', event: { type: 'LINK_DOWN' }, budget: budget(troubles.linksDown) },
      { agent: 'host1', event: { type: 'DIE' }, budget: budget(troubles.deaths) },
      { agent: 'host2', event: { type: 'DIE' }, budget: budget(troubles.deaths) },
      { agent: 'fabric', event: { type: 'CORRECT_CONFIGURATION' }, budget: budget(troubles.corrections) },
      ...(troubles.unzonings > 0
        ? [
            {
              agent: 'fabric',
              event: everyWwpn.map((wwpn) => ({ type: 'UNZONE', wwpn }) as const),
              budget: budget(troubles.unzonings),
            } as const,
          ]
        : []),
    ],
  });
};

const budget = (times: number | 'any'): Budget => (times === 'any' ? 'any' : { atMost: times });

function refuseEmpty(parameter: string, alternatives: readonly unknown[]): void {
  if (alternatives.length > 0) return;
  throw new Error(
    `models/migration.ts: \`${parameter}\` has no alternatives. Give at least one, or leave it out.`,
  );
}
