/**
 * How two update domains come to be down together: one claim for each way, with the others out of the way.
 */
import { defineSuite } from 'redhound';
import { updateDomains } from '../models/update-domains.ts';
import {
  ofHearing,
  ofInstances,
  ofOverlaps,
  ofThePlatform,
  ofTheWalk,
  overlaps,
  waits,
} from './update-domains.ts';

export default defineSuite({
  name: 'update-overlaps',
  description:
    'Slow starts, a second update, a patch of the platform, a crash: each takes a second update domain down.',
  system: updateDomains({
    overlap: true,
    coordinated: false,
    troubles: { updates: 2, rollbacks: 0, slowStarts: 1 },
  }),
  properties: [
    ...ofInstances,
    ...ofTheWalk,
    ...ofHearing,
    ...ofThePlatform,
    ...ofOverlaps,
    ...waits,
    ...overlaps,
  ],
  search: { runs: 2_000, maxSteps: 120 },
});
