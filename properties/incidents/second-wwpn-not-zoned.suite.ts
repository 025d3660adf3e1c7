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
import { changedState } from '../changed-machine.ts';
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
        'abort-changes-nothing': 'Vacuous: the check of the LUNs never fails.',
        'failure-aborts': 'Vacuous: the check of the LUNs never fails.',
        'failures-are-heeded': 'Vacuous: the check of the LUNs never fails.',
        'luns-are-asked-for-again': 'Vacuous: the check of the LUNs never fails.',

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
      alsoBreaks: {
        'abort-changes-nothing': 'Vacuous: the coordinator never gets as far as the check of the LUNs.',
        'failure-aborts': 'Vacuous: the coordinator never gets as far as the check of the LUNs.',
        'failures-are-heeded': 'Vacuous: the coordinator never gets as far as the check of the LUNs.',
        'luns-are-asked-for-at-once': 'Vacuous: the coordinator never gets as far as the check of the LUNs.',
        'luns-are-asked-for-again': 'Vacuous: the coordinator never gets as far as the check of the LUNs.',
        'lun-check-ends': 'Vacuous: the coordinator never gets as far as the check of the LUNs.',
        'lun-check-is-patient': 'Vacuous: the coordinator never gets as far as the check of the LUNs.',
        'a-migration-is-tried': 'The coordinator never hears that the ports are logged in.',
      },
    },
    {
      name: 'nobody-tries',
      because: 'No migration is ever asked for.',
      system: migration({ ...incident, troubles: { ...incident.troubles, migrations: 0 } }),
      breaks: ['a-migration-is-tried'],
      alsoBreaks: {
        'abort-changes-nothing': 'Vacuous: the fault stays hidden.',
        'migrates-when-asked': 'Vacuous: the fault stays hidden.',
        'nothing-before-a-migration': 'Vacuous: the fault stays hidden.',
        'failure-aborts': 'Vacuous: the fault stays hidden.',
        'failures-are-heeded': 'Vacuous: the fault stays hidden.',
        'luns-are-asked-for-at-once': 'Vacuous: the fault stays hidden.',
        'luns-are-asked-for-again': 'Vacuous: the fault stays hidden.',
        'lun-check-ends': 'Vacuous: the fault stays hidden.',
        'lun-check-is-patient': 'Vacuous: the fault stays hidden.',

        'every-migration-commits': 'Vacuous: the fault stays hidden.',
        'migration-settles': 'Vacuous: the fault stays hidden.',
        'no-blackout-in-vain': 'Vacuous: the fault stays hidden.',
      },
    },
    {
      name: 'copy-from-the-start',
      because: 'The second host begins with a copy of the virtual machine.',
      system: migration({
        ...incident,
        hyperVHost: changedState(hyperVHost, 'starting', {
          always: [{ guard: 'runsVm', target: 'running' }, { target: 'skeleton' }],
        }),
      }),
      breaks: ['begins-at-home'],
      alsoBreaks: {
        'copies-log-in': 'A host that has a copy makes none when it is told to prepare.',
      },
    },
    {
      name: 'copy-without-ports',
      because: 'A destination says that it is attached before it has logged in.',
      system: migration({
        ...incident,
        hyperVHost: changedState(hyperVHost, 'skeleton', { initial: 'attached' }),
      }),
      breaks: ['copies-log-in'],
    },
  ],
});
