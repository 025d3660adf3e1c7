/**
 * The suite of the badly configured fabric: what fails there, and what must not.
 */
import { defineSuite } from 'redhound';
import { sendTo } from 'xstate';
import { hyperVHost } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn, wwpnsOf } from '../models/migration/wwn.ts';
import { allBut, type MigrationParameters, migration } from '../models/migration.ts';
import { changedState } from './changed-machine.ts';
import { betweenAnswers, secondCorrection, secondReportsIn, whileWaiting } from './migration.ts';
import { zoningProperties } from './migration-zoning.ts';

const badlyZoned: Partial<MigrationParameters> = {
  fabrics: [
    { zoned: everyWwpn, masked: everyWwpn, whenInUse: 'reject' },
    { zoned: allBut('hba2:B'), masked: everyWwpn, whenInUse: 'reject' },
    { zoned: everyWwpn, masked: allBut('hba1:B'), whenInUse: 'reject' },
  ],
  npivPorts: [2],
  fabricAnswers: 'at once',
  troubles: {
    migrations: 'any',
    cancellations: 2,
    linksDown: 1,
    deaths: 0,
    corrections: 'any',
    unzonings: 1,
  },
};

export default defineSuite({
  name: 'migration-zoning',
  description: 'A port name that is not zoned makes migrations fail, and never costs the virtual machine.',
  system: migration(badlyZoned),
  properties: zoningProperties,
  search: { runs: 2_000, maxSteps: 120 },
  survivors: { ...secondCorrection, ...secondReportsIn(...betweenAnswers, whileWaiting) },
  variants: [
    {
      name: 'waits-for-ever',
      because: 'The hosts do not report, and the coordinator waits without limit.',
      system: migration({
        ...badlyZoned,
        hyperVHost: hyperVHost.provide({ actions: { report: () => {} } }),
        migrationCoordinator: migrationCoordinator.provide({ actions: { expectAnswer: () => {} } }),
      }),
      breaks: ['migration-settles', 'migration-stays-possible', 'persistence-moves-the-machine'],
      alsoBreaks: {
        'source-keeps-its-ports': 'Vacuous: no migration gets as far.',
        'abort-changes-nothing': 'Vacuous: no migration gets as far.',
        'blackout-ends': 'Vacuous: no migration gets as far.',
        'memory-is-copied-first': 'Vacuous: no migration gets as far.',
        'failures-are-heeded': 'Vacuous: no migration gets as far.',
        'lun-check-ends': 'Vacuous: no migration gets as far.',
        'lun-check-is-patient': 'Vacuous: no migration gets as far.',
        'luns-are-asked-for-once-more': 'Vacuous: no migration gets as far.',
        'what-is-undone-is-reported': 'Nothing is reported at all.',
        'link-failure-is-reported': 'Nothing is reported at all.',
        'cancel-aborts': 'The coordinator waits for the destination to say that it has discarded its copy.',

        'the-way-back-commits': 'Vacuous: the virtual machine never gets to the second host.',
      },
    },
    {
      name: 'one-virtual-hba-checked',
      because: 'The destination asks for the LUNs of its first virtual HBA only.',
      system: migration({
        ...badlyZoned,
        hyperVHost: hyperVHost.provide({
          actions: {
            queryLuns: sendTo(
              ({ system }) => system.get('fabric'),
              ({ context: { name, set } }) => ({
                type: 'QUERY_LUNS',
                port: name,
                wwpns: wwpnsOf(set).slice(0, 1),
              }),
            ),
          },
        }),
      }),
      breaks: ['no-blackout-in-vain'],
      alsoBreaks: {
        'running-vm-has-its-paths': 'The virtual machine goes on where its second virtual HBA has no path.',
      },
    },
    {
      name: 'nobody-corrects',
      because: 'Nobody corrects the configuration.',
      system: migration({ ...badlyZoned, troubles: { ...badlyZoned.troubles, corrections: 0 } }),
      breaks: ['migration-stays-possible', 'persistence-moves-the-machine'],
    },
    {
      name: 'hosts-die',
      because: 'The host that runs the virtual machine dies.',
      system: migration({ ...badlyZoned, troubles: { ...badlyZoned.troubles, deaths: 1 } }),
      breaks: ['vm-never-lost', 'migration-stays-possible', 'persistence-moves-the-machine'],
      alsoBreaks: {
        'migration-settles': 'A migration whose source died ends with the virtual machine lost.',
      },
    },
    {
      name: 'asks-once',
      because: 'A destination asks for its LUNs once.',
      system: migration({
        ...badlyZoned,
        hyperVHost: changedState(hyperVHost, 'skeleton.checkingLuns.waiting', { after: { poll: {} } }),
      }),
      breaks: ['luns-are-asked-for-once-more'],
    },
  ],
});
