/**
 * The second WWPN is not zoned (IBM support HSCLA319; the same trap on Hyper-V: VF08).
 *
 * A virtual machine runs well for months. Its first migration fails in the check of the LUNs, and so does each later
 * one, because only the set in use was ever zoned and masked. The fix is the suite `migration-zoned`.
 */
import { defineSuite } from 'redhound';
import { sendTo } from 'xstate';
import { hyperVHost } from '../../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../../models/migration/migration-coordinator.ts';
import { wwpnsOf } from '../../models/migration/wwn.ts';
import { type MigrationParameters, migration } from '../../models/migration.ts';
import { secondWwpnNotZoned } from '../migration-zoning.ts';

const incident: Partial<MigrationParameters> = {
  fabrics: [{ zoned: wwpnsOf('A'), masked: wwpnsOf('A'), whenInUse: 'reject' }],
  npivPorts: [2],
  troubles: { migrations: 'any', cancellations: 0, linksDown: 0, deaths: 0, corrections: 0 },
};

export default defineSuite({
  name: 'incident-second-wwpn',
  description:
    'Only set A is zoned: all is well until the first migration, which fails, as does each after it.',
  system: migration(incident),
  properties: secondWwpnNotZoned,
  search: { runs: 500, maxSteps: 120 },
  variants: [
    {
      name: 'no-check-of-the-luns',
      because: 'The destination asks for no LUNs before it takes the memory.',
      system: migration({
        ...incident,
        hyperVHost: hyperVHost.provide({
          actions: {
            queryLuns: sendTo(
              ({ system }) => system.get('fabric'),
              ({ context }) => ({ type: 'QUERY_LUNS', port: context.name, wwpns: [] }),
            ),
          },
        }),
      }),
      breaks: ['no-blackout-in-vain', 'vm-runs-where-it-was'],
      alsoBreaks: {
        'every-migration-commits': 'Holds: the virtual machine is moved to where it has no disk.',
        'migration-stays-possible': 'Holds: the virtual machine is moved to where it has no disk.',
      },
    },
    {
      name: 'waits-for-ever',
      because: 'The hosts do not report, and the coordinator waits without limit.',
      system: migration({
        ...incident,
        hyperVHost: hyperVHost.provide({ actions: { report: () => {} } }),
        migrationCoordinator: migrationCoordinator.provide({ actions: { expectAnswer: () => {} } }),
      }),
      breaks: ['migration-settles'],
      alsoBreaks: { 'a-migration-is-tried': 'The coordinator never hears that the ports are logged in.' },
    },
    {
      name: 'nobody-tries',
      because: 'No migration is ever asked for.',
      system: migration({ ...incident, troubles: { ...incident.troubles, migrations: 0 } }),
      breaks: ['a-migration-is-tried'],
      alsoBreaks: {
        'every-migration-commits': 'Vacuous: the fault stays hidden.',
        'migration-settles': 'Vacuous: the fault stays hidden.',
        'no-blackout-in-vain': 'Vacuous: the fault stays hidden.',
      },
    },
  ],
});
