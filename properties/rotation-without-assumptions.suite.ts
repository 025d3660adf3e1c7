/**
 * What is not true of a role behind the load balancer, each with the assumption without which it fails.
 */
import { defineSuite } from 'redhound';
import { rotation } from '../models/rotation.ts';
import { properties, refuted } from './rotation.ts';

const isRefuted = (id: string) => refuted.some((claim) => claim.id === id);

export default defineSuite({
  name: 'rotation-without-assumptions',
  description: 'What the default probe cannot see, and what nobody repairs.',
  system: rotation(),
  properties: [...properties.filter(({ id }) => !isRefuted(id)), ...refuted],
  search: { runs: 2_000, maxSteps: 120 },
});
