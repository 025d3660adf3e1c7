/**
 * Live migration with one set of names for both ends, under a switch that throws the first login out, on hosts that die.
 * The first claim fails here and holds in the migration suite, the second holds where no host dies, in migration-zoning.
 */
import { defineSuite, type Property } from 'redhound';
import { sendTo } from 'xstate';
import { hyperVHost } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn, otherHost } from '../models/migration/wwn.ts';
import { type MigrationParameters, migration } from '../models/migration.ts';
import { changedState } from './changed-machine.ts';
import { betweenAnswers, properties, secondCorrection, secondReportsIn, whileAsking } from './migration.ts';
import { ofDyingHosts, zoningProperties } from './migration-zoning.ts';

const sameSet = migrationCoordinator.provide({
  actions: {
    prepareDestination: sendTo(
      ({ system, context }) => system.get(otherHost(context.home)),
      ({ context }) => ({ type: 'PREPARE', set: context.activeSet }),
    ),
  },
});

const oneSet = (changed: Partial<MigrationParameters> = {}) =>
  migration({
    migrationCoordinator: sameSet,
    fabrics: [{ zoned: everyWwpn, masked: everyWwpn, whenInUse: 'evict' }],
    ...changed,
  });

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
  system: oneSet(),
  properties: [
    ...properties.filter(({ id }) => id in missing).map(refuted),
    ...zoningProperties.filter(({ id }) => id === 'vm-never-lost').map(refuted),
    ...properties.filter(({ id }) => !(id in missing) && !aboutSets.includes(id)),
    ...ofDyingHosts,
  ],
  search: { runs: 2_000, maxSteps: 120 },
  survivors: { ...secondCorrection, ...secondReportsIn(...whileAsking, ...betweenAnswers) },
  variants: [
    {
      name: 'order-to-nobody',
      because:
        'The coordinator cancels without a word to the destination, when it is asked to while memory is copied.',
      system: oneSet({
        migrationCoordinator: changedState(sameSet, 'copying', { on: { CANCEL: 'idle' } }),
      }),
      breaks: ['cancel-is-passed-on'],
    },
    {
      name: 'source-not-released',
      because: 'After the commit nobody tells the source.',
      system: oneSet({
        migrationCoordinator: changedState(sameSet, 'releasing', { entry: 'expectAnswer' }),
      }),
      breaks: ['each-phase-is-ordered'],
    },
    {
      name: 'pause-kills',
      because: 'A host that is to pause the virtual machine crashes.',
      system: oneSet({
        hyperVHost: changedState(hyperVHost, 'running', { on: { PAUSE: 'dead' } }),
      }),
      breaks: ['hosts-die-of-faults-only'],
      alsoBreaks: {
        'blackout-ends': 'Vacuous: the virtual machine is never paused.',
        'given-up-is-not-migrated': 'Vacuous: a virtual machine that runs does not hear that it is given up.',
        'given-up-when-lost': 'The virtual machine is not told that its host is dead.',
      },
    },
    {
      name: 'last-pages-not-confirmed',
      because: 'A destination takes the last pages and says nothing.',
      system: oneSet({
        hyperVHost: changedState(hyperVHost, 'skeleton.ready', { on: { FINAL_PAGES: {} } }),
      }),
      breaks: ['last-pages-are-confirmed'],
    },
  ],
});
