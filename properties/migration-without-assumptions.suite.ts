/**
 * Live migration with one set of names for both ends, under a switch that throws the first login out, on hosts that die.
 * The first claim fails here and holds in the migration suite, the second holds where no host dies, in migration-zoning.
 */
import { defineSuite, type Property } from 'redhound';
import { sendTo } from 'xstate';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn, otherHost } from '../models/migration/wwn.ts';
import { migration } from '../models/migration.ts';
import { properties } from './migration.ts';
import { ofDyingHosts, zoningProperties } from './migration-zoning.ts';

const missing: Readonly<Record<string, string>> = {
  'running-vm-has-its-paths': 'the destination logs in with the other set',
  'vm-never-lost': 'the host that runs the virtual machine does not die',
};

const refuted = (property: Property) => ({
  ...property,
  expected: 'violated' as const,
  missing: missing[property.id]!,
});

/** Claims that speak of a destination with the other set, or of LUNs that it does not see: here there is neither. */
const aboutSets = [
  'source-keeps-its-ports',
  'destination-connects-first',
  'active-set-alternates',
  'abort-changes-nothing',
  'commit-leaves-no-ports',
  'luns-are-asked-for-again',
];

export default defineSuite({
  name: 'migration-without-assumptions',
  description:
    'One set of names for both ends takes the paths of a running machine, and a host that dies takes all.',
  system: migration({
    migrationCoordinator: migrationCoordinator.provide({
      actions: {
        prepareDestination: sendTo(
          ({ system, context }) => system.get(otherHost(context.home)),
          ({ context }) => ({ type: 'PREPARE', set: context.activeSet }),
        ),
      },
    }),
    fabrics: [{ zoned: everyWwpn, masked: everyWwpn, whenInUse: 'evict' }],
  }),
  properties: [
    ...properties.filter(({ id }) => id in missing).map(refuted),
    ...zoningProperties.filter(({ id }) => id === 'vm-never-lost').map(refuted),
    ...properties.filter(({ id }) => !(id in missing) && !aboutSets.includes(id)),
    ...ofDyingHosts,
  ],
  search: { runs: 2_000, maxSteps: 120 },
});
