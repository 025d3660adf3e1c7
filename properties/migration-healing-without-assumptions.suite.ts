/**
 * The same under a partition and without a fence. Each claim fails here, and holds in the migration-healing suite.
 */
import { defineSuite } from 'redhound';
import { fabricController } from '../models/migration-healing/fabric-controller.ts';
import { migrationHealing } from '../models/migration-healing.ts';
import {
  migrationSteps,
  moveIsSettledThoughCutOff,
  noHealingInMigration,
  oneCopyRuns,
} from './migration-healing.ts';

const missing = 'a fence: the power of a silent host is cut before what it had is started elsewhere';

export default defineSuite({
  name: 'migration-healing-without-assumptions',
  description: 'Without a fence, a host that is cut off goes on with the VM that is healed elsewhere.',
  system: migrationHealing({
    fabricController: fabricController.provide({ actions: { fence: () => {} } }),
    failures: 0,
  }),
  properties: [
    { ...noHealingInMigration, expected: 'violated', missing },
    { ...oneCopyRuns, expected: 'violated', missing },
    ...migrationSteps,
    moveIsSettledThoughCutOff,
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'moves-stay-open',
      because: 'The fabric controller does not forget a move that failed.',
      system: migrationHealing({
        fabricController: fabricController.provide({ actions: { fence: () => {}, forgetMove: () => {} } }),
        failures: 0,
      }),
      breaks: ['move-is-settled-though-cut-off'],
    },
  ],
});
