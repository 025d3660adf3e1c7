/**
 * What is not true of deployments, each with the assumption without which it fails.
 */
import { defineSuite } from 'redhound';
import { deployment } from '../models/deployment.ts';
import { properties, records, refuted } from './deployment.ts';

export default defineSuite({
  name: 'deployment-without-assumptions',
  description: 'A pool with room in one rack only, and answers that never arrive.',
  system: deployment(),
  properties: [
    ...refuted,
    ...records,
    ...properties.filter(({ id }) => refuted.every((other) => other.id !== id)),
  ],
  search: { runs: 1_000, maxSteps: 120 },
});
