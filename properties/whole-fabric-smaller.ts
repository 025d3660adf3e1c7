/**
 * Smaller fabrics, in which less happens: most defects show there as well, in a tenth of the states. What is claimed of
 * what never happens is vacuous then, or refuted.
 */
import type { FabricTroubles, WholeFabricParameters, wholeFabric } from '../models/whole-fabric.ts';
import { migrationMilestones } from './whole-fabric-migration.ts';

/** A fabric with something changed. */
export type Fabric = (changed: Partial<WholeFabricParameters>) => ReturnType<typeof wholeFabric>;

const without =
  (none: Partial<FabricTroubles>) =>
  (whole: Fabric): Fabric =>
  ({ troubles, ...changed }) =>
    whole({ ...changed, troubles: { ...none, ...troubles } });

/** Nothing is moved. */
export const still = without({ maintenances: 0, cancellations: 0 });
/** No guest hangs, and no migration is cancelled. */
export const healthy = without({ hangs: 0, cancellations: 0 });
/** No guest hangs. */
export const cancelling = without({ hangs: 0 });
/** No guest hangs, and nothing is moved. */
export const quiet = without({ hangs: 0, maintenances: 0, cancellations: 0 });

const each = (ids: readonly string[], reason: string): Readonly<Record<string, string>> =>
  Object.fromEntries(ids.map((id) => [id, reason]));

const cancelled = migrationMilestones.map(({ id }) => id);

/** No migration is cancelled in any of its phases, for this reason. */
export const neverCancelled = (reason: string) => each(cancelled, reason);

export const whereNothingMoves = each(
  [
    'is-moved',
    'all-in-one-run',
    'abort-leaves-nothing',
    'a-host-has-time-to-answer',
    'blackout-ends',
    'memory-is-copied-first',
    'maintenance-waits-for-no-host',
    'moved-when-ready-and-asked',
    'migrates-when-asked',
    'copying-ends',
    'commit-leaves-nothing',
    ...cancelled,
  ],
  'Nothing is moved here.',
);
const NOBODY_CANCELS = 'Nobody cancels a migration here.';
export const whereNobodyCancels = neverCancelled(NOBODY_CANCELS);
export const whereNothingIsCancelled = each(['abort-leaves-nothing', ...cancelled], NOBODY_CANCELS);
export const whereNobodyHangs = each(
  ['is-restarted-for-silence', 'all-in-one-run', 'hung-boot-does-not-end'],
  'No guest hangs here.',
);
/** Where no guest hangs, but one is taken for silent. */
export const whereNoBootHangs = each(['hung-boot-does-not-end'], 'No guest hangs here.');
