/**
 * A virtual machine on one of three hosts, a live migration to another, and a fabric controller that heals it.
 *
 * A host may fail, and the first one may be cut off from the fabric controller, though not from the other hosts, so that a
 * migration goes on unseen. What they tell each other is told within one move (synchronous links), and is lost if the other
 * side is down or cut off. Left out: storage and the phases of the migration, which `migration` has.
 */
import { agent, defineSystem, ModelError, minutes } from 'redhound';
import { fabricController } from './migration-healing/fabric-controller.ts';
import { host } from './migration-healing/host.ts';
import { powerUnit } from './migration-healing/power-unit.ts';

export interface MigrationHealingParameters {
  readonly fabricController: typeof fabricController;
  readonly host: typeof host;
  readonly knowsMigrations: boolean;
  readonly migrations: number;
  /** Of all hosts together. */
  readonly failures: number;
  /** Of the first host from the fabric controller. */
  readonly partitions: number;
}

export const migrationHealing = (changed: Partial<MigrationHealingParameters> = {}) => {
  const machines = { fabricController, host, ...changed };
  const { knowsMigrations = true, migrations = 2, failures = 1, partitions = 1 } = changed;
  for (const [name, count] of Object.entries({ migrations, failures, partitions })) {
    if (!Number.isInteger(count) || count < 0)
      throw new ModelError('SYSTEM_INVALID', `${name} is ${count}.`, 'Give a whole number, 0 or more.', {
        system: 'migration-healing',
      });
  }
  const delays = { preCopy: [minutes(5), minutes(10)] } as const;
  return defineSystem({
    name: 'migration-healing',
    agents: {
      host1: agent(machines.host, { input: { name: 'host1', isHome: true }, delays }),
      host2: agent(machines.host, { input: { name: 'host2', isHome: false }, delays }),
      host3: agent(machines.host, { input: { name: 'host3', isHome: false }, delays }),
      powerUnit,
      fabricController: agent(machines.fabricController, { input: { knowsMigrations } }),
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    environment: [
      {
        agent: 'fabricController',
        event: [
          { type: 'MOVE', to: 'host1' },
          { type: 'MOVE', to: 'host2' },
        ],
        budget: { total: migrations },
      },
      { agent: ['host1', 'host2', 'host3'], event: { type: 'FAIL' }, budget: { total: failures } },
    ],
    faults: [
      {
        fault: 'partition',
        groups: [['fabricController'], ['host1']],
        budget: { total: partitions },
        name: 'host1 from fabric controller',
      },
    ],
  });
};
