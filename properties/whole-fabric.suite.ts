/**
 * The whole-fabric suite: more states than a search gets to the end of, hence random runs.
 */
import { defineSuite } from 'redhound';
import { wholeFabric } from '../models/whole-fabric.ts';
import { milestones, properties } from './whole-fabric.ts';
import { guestMilestones, guestOfLinkDown, guestProperties } from './whole-fabric-guest.ts';
import { migrationMilestones, migrationProperties } from './whole-fabric-migration.ts';

export default defineSuite({
  name: 'whole-fabric',
  description:
    'All agents of a deployment at once: from nothing deployed to Ready, silence, restart, and live migration with storage.',
  system: wholeFabric(),
  properties: [
    ...properties,
    ...milestones,
    ...guestProperties,
    ...guestMilestones,
    ...guestOfLinkDown,
    ...migrationProperties,
    ...migrationMilestones,
  ],
  search: { mode: 'random', strategy: 'patient', runs: 200_000, maxSteps: 170 },
});
