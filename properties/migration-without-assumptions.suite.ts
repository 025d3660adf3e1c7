/**
 * Live migration with one set of names for both ends, under a switch that throws the first login out, on hosts that die.
 * The first claim fails here and holds in the migration suite, the second holds where no host dies, in migration-zoning.
 */
import { defineSuite, type Property, propertiesOf } from 'redhound';
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

const { agent, always, and, claim, condition, handled, Y } = propertiesOf(oneSet());

/** How a blackout ends well. */
const ofTheCommit = [
  claim('last-pages-lead-to-the-commit', {
    statement: 'A destination that has the last pages is told at once to run the virtual machine.',
    because: 'It is paused until then.',
    source: 'FC-02; VF15, VF19',
    formula: always(agent('coordinator').matches('committing')).given(
      handled('coordinator', 'PAGES_RECEIVED'),
    ),
  }),
  claim('what-runs-is-committed', {
    statement: 'A migration whose destination runs the virtual machine is committed.',
    because: 'Else the next one starts from where it is not.',
    source: 'FC-02; VF19, VF21',
    formula: always(
      condition('committed', (view) => view.agent('coordinator').context.outcome === 'committed'),
    ).given(and(handled('coordinator', 'RESUMED'), Y(agent('coordinator').matches('committing')))),
  }),
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
    ...ofTheCommit,
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
        'last-pages-lead-to-the-commit': 'Vacuous: the virtual machine is never paused.',
        'what-runs-is-committed': 'Vacuous: the virtual machine is never paused.',
        'blackout-ends': 'Vacuous: the virtual machine is never paused.',
        'given-up-is-not-migrated': 'Vacuous: a virtual machine that runs does not hear that it is given up.',
        'given-up-when-lost': 'The virtual machine is not told that its host is dead.',
      },
    },
    {
      name: 'waits-on-with-all-pages',
      because: 'A coordinator that hears of the last pages goes on waiting.',
      system: oneSet({
        migrationCoordinator: changedState(sameSet, 'blackout.handingOver', { on: { PAGES_RECEIVED: {} } }),
      }),
      breaks: ['last-pages-lead-to-the-commit'],
      alsoBreaks: { 'what-runs-is-committed': 'Vacuous: nothing is ever committed.' },
    },
    {
      name: 'commit-not-noted',
      because: 'The coordinator does not take note of a commit.',
      system: oneSet({ migrationCoordinator: sameSet.provide({ actions: { commit: () => {} } }) }),
      breaks: ['what-runs-is-committed'],
    },
    {
      name: 'last-pages-not-confirmed',
      because: 'A destination takes the last pages and says nothing.',
      system: oneSet({
        hyperVHost: changedState(hyperVHost, 'skeleton.ready', { on: { FINAL_PAGES: {} } }),
      }),
      breaks: ['last-pages-are-confirmed'],
      alsoBreaks: {
        'last-pages-lead-to-the-commit': 'Vacuous: the coordinator never hears of them.',
        'what-runs-is-committed': 'Vacuous: nothing is ever committed.',
      },
    },
  ],
});
