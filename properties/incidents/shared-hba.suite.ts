/**
 * The virtual SAN on shared HBAs (Cisco tech note 117929, UCS VIC and Hyper-V; VF20).
 *
 * The virtual SAN of the second host is bound to the HBA pair that the host boots from. On the first migration the LUNs
 * of the virtual machine are enumerated in the parent partition and not in the guest, and the migration does not
 * complete. The fix, HBAs of its own for the virtual SAN, is the suite `migration-zoned`.
 */
import { defineSuite } from 'redhound';
import { sendTo } from 'xstate';
import { hyperVHost } from '../../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../../models/migration/migration-coordinator.ts';
import { everyWwpn } from '../../models/migration/wwn.ts';
import { type MigrationParameters, migration } from '../../models/migration.ts';
import { sharedHba } from '../migration-zoning.ts';

const incident: Partial<MigrationParameters> = {
  fabrics: [{ zoned: everyWwpn, masked: everyWwpn, whenInUse: 'reject', sharedHbas: ['host2'] }],
  npivPorts: [2],
  troubles: { migrations: 'any', cancellations: 0, linksDown: 0, deaths: 0, corrections: 0 },
};

export default defineSuite({
  name: 'incident-shared-hba',
  description:
    'A virtual SAN on the HBAs that the host boots from shows the LUNs to the host, not to the guest.',
  system: migration(incident),
  properties: sharedHba,
  search: { runs: 500, maxSteps: 120 },
  variants: [
    {
      name: 'no-check-of-the-luns',
      because: 'The destination takes whatever it is answered for its LUNs.',
      system: migration({
        ...incident,
        hyperVHost: hyperVHost.provide({ guards: { areVisible: () => true } }),
      }),
      breaks: ['vm-runs-where-it-was'],
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
      because: 'The hosts do not say that they failed, and the coordinator waits without limit.',
      system: migration({
        ...incident,
        hyperVHost: hyperVHost.provide({
          actions: {
            report: sendTo(
              ({ system }) => system.get('coordinator'),
              (_, { type }) => ({ type: type === 'FAILED' ? 'PAUSED' : type }),
            ),
          },
        }),
        migrationCoordinator: migrationCoordinator.provide({ actions: { expectAnswer: () => {} } }),
      }),
      breaks: ['migration-settles'],
      alsoBreaks: {
        'luns-are-asked-for-again': 'The failure that should end the check is not reported.',
        'lun-check-ends': 'The failure that should end the check is not reported.',

        'abort-changes-nothing': 'Vacuous: no failure is reported.',
        'failure-aborts': 'Vacuous: no failure is reported.',
        'failures-are-heeded': 'Vacuous: no failure is reported.',
      },
    },
  ],
});
