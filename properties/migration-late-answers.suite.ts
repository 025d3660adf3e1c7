/**
 * The suite of late answers: after two cancelled attempts the answers to the first are taken for those to the third.
 *
 * The destination asks the fabric and is told to discard before the answer comes. The answer waits, and so does the one
 * to the next attempt; in between a zone is lost. The third attempt reads what was true of the first, and the blackout
 * begins without LUNs. Answers within the move that asks cannot be mixed up: `migration-zoning` is the same with them.
 */
import { defineSuite } from 'redhound';
import { hyperVHost } from '../models/migration/hyper-v-host.ts';
import { migrationCoordinator } from '../models/migration/migration-coordinator.ts';
import { everyWwpn } from '../models/migration/wwn.ts';
import { type MigrationParameters, migration } from '../models/migration.ts';
import { changedState } from './changed-machine.ts';
import { secondCorrection } from './migration.ts';
import { lateAnswersProperties } from './migration-zoning.ts';

const lateAnswers: Partial<MigrationParameters> = {
  fabrics: [{ zoned: everyWwpn, masked: everyWwpn, whenInUse: 'reject' }],
  npivPorts: [2],
  fabricAnswers: 'later',
  troubles: {
    migrations: 'any',
    cancellations: 2,
    linksDown: 0,
    deaths: 0,
    corrections: 'any',
    unzonings: 1,
  },
};

export default defineSuite({
  name: 'migration-late-answers',
  description: 'Answers to a cancelled attempt are taken for answers to a later one.',
  system: migration(lateAnswers),
  properties: lateAnswersProperties,
  search: { runs: 2_000, maxSteps: 120 },
  survivors: secondCorrection,
  variants: [
    {
      name: 'waits-for-ever',
      because: 'The hosts do not report, and the coordinator waits without limit.',
      system: migration({
        ...lateAnswers,
        hyperVHost: hyperVHost.provide({ actions: { report: () => {} } }),
        migrationCoordinator: migrationCoordinator.provide({ actions: { expectAnswer: () => {} } }),
      }),
      breaks: ['migration-settles', 'migration-stays-possible'],
      alsoBreaks: {
        'what-is-undone-is-reported': 'Nothing is reported at all.',

        'source-keeps-its-ports': 'Vacuous: no migration gets as far.',
        'abort-changes-nothing': 'Vacuous: no migration gets as far.',
        'commit-leaves-no-ports': 'Vacuous: no migration gets as far.',
        'memory-is-copied-first': 'Vacuous: no migration gets as far.',
        'failures-are-heeded': 'Vacuous: no migration gets as far.',
        'luns-are-asked-for-again': 'Vacuous: no migration gets as far.',
        'lun-check-ends': 'Vacuous: no migration gets as far.',
        'lun-check-is-patient': 'Vacuous: no migration gets as far.',
        'no-blackout-in-vain': 'Holds: no migration gets as far as the blackout.',
      },
    },
    {
      name: 'cancelled-in-silence',
      because: 'Whoever cancels while memory is copied is not heard.',
      system: migration({
        ...lateAnswers,
        migrationCoordinator: changedState(migrationCoordinator, 'copying', { on: { CANCEL: {} } }),
      }),
      breaks: ['cancel-is-passed-on'],
    },
  ],
});
