/**
 * The suite of the well-configured fabric: every migration succeeds, there and back, for ever.
 */
import { defineSuite } from 'redhound';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn } from '../models/migration/wwn.ts';
import { allBut, type MigrationParameters, migration } from '../models/migration.ts';
import { zonedProperties } from './migration-zoning.ts';

const zoned: Partial<MigrationParameters> = {
  fabrics: [{ zoned: everyWwpn, masked: everyWwpn, whenInUse: 'reject' }],
  npivPorts: [2],
  troubles: { migrations: 'any', cancellations: 0, linksDown: 0, deaths: 0, corrections: 0 },
};

const neverThere = { 'there-and-back': 'Vacuous: the virtual machine never gets to the second host.' };

export default defineSuite({
  name: 'migration-zoned',
  description: 'With both sets zoned and masked every migration succeeds, there and back.',
  system: migration(zoned),
  properties: zonedProperties,
  search: { runs: 500, maxSteps: 120 },
  variants: [
    {
      name: 'set-b-not-masked',
      because: 'The storage does not show the LUNs to set B of the first virtual HBA.',
      system: migration({
        ...zoned,
        fabrics: [{ zoned: everyWwpn, masked: allBut('hba1:B'), whenInUse: 'reject' }],
      }),
      breaks: ['every-migration-commits', 'migration-stays-possible'],
      alsoBreaks: {
        'source-keeps-its-ports': 'Vacuous: no migration gets as far as the copying of memory.',
        'commit-leaves-no-ports': 'Vacuous: no migration gets as far as the copying of memory.',
        'memory-is-copied-first': 'Vacuous: no migration gets as far as the copying of memory.',
        'copying-ends': 'Vacuous: no migration gets as far as the copying of memory.',

        ...neverThere,
        'the-way-back-commits': 'Vacuous: the virtual machine never gets to the second host.',
      },
    },
    {
      name: 'no-port-left',
      because: 'The second host has one virtual port left, and two virtual HBAs need one each.',
      system: migration({ ...zoned, npivPorts: [1] }),
      breaks: ['every-migration-commits', 'migration-stays-possible'],
      alsoBreaks: {
        'source-keeps-its-ports': 'Vacuous: no migration gets as far as the copying of memory.',
        'commit-leaves-no-ports': 'Vacuous: no migration gets as far as the copying of memory.',
        'memory-is-copied-first': 'Vacuous: no migration gets as far as the copying of memory.',
        'copying-ends': 'Vacuous: no migration gets as far as the copying of memory.',

        ...neverThere,
        'the-way-back-commits': 'Vacuous: the virtual machine never gets to the second host.',
      },
    },
    {
      name: 'zone-lost-afterwards',
      because: 'Somebody removes the zone of a port name that is not in use.',
      system: migration({ ...zoned, troubles: { ...zoned.troubles, unzonings: 1 } }),
      breaks: [
        'the-way-back-commits',
        'there-and-back',
        'every-migration-commits',
        'migration-stays-possible',
      ],
    },
    {
      name: 'cancelled-twice',
      because: 'The operator cancels migrations.',
      system: migration({ ...zoned, troubles: { ...zoned.troubles, cancellations: 2 } }),
      breaks: ['every-migration-commits', 'the-way-back-commits'],
    },
    {
      name: 'no-way-back',
      because: 'The coordinator keeps its record of where the virtual machine is after the first migration.',
      system: migration({
        ...zoned,
        migrationCoordinator: migrationCoordinator.provide({ actions: { commit: () => {} } }),
      }),
      breaks: ['migration-stays-possible', 'every-migration-commits'],
      alsoBreaks: {
        'commit-leaves-no-ports': 'Vacuous: by the record nothing is committed.',
        ...neverThere,
        'the-way-back-commits': 'Vacuous: by the record it never left.',
      },
    },
    {
      name: 'shared-hbas',
      because: 'The virtual SAN of the second host is on the HBAs that the host boots from.',
      system: migration({
        ...zoned,
        fabrics: [{ zoned: everyWwpn, masked: everyWwpn, whenInUse: 'reject', sharedHbas: ['host2'] }],
      }),
      breaks: ['parent-sees-no-guest-luns', 'every-migration-commits', 'migration-stays-possible'],
      alsoBreaks: {
        'source-keeps-its-ports': 'Vacuous: no migration gets as far as the copying of memory.',
        'commit-leaves-no-ports': 'Vacuous: no migration gets as far as the copying of memory.',
        'memory-is-copied-first': 'Vacuous: no migration gets as far as the copying of memory.',
        'copying-ends': 'Vacuous: no migration gets as far as the copying of memory.',

        ...neverThere,
        'the-way-back-commits': 'Vacuous: the virtual machine never gets to the second host.',
      },
    },
  ],
});
