/**
 * What is not true of the start of a role, each with the assumption without which it fails.
 */
import { defineSuite } from 'redhound';
import { roleStart } from '../models/role-start.ts';
import { properties, refuted } from './role-start.ts';

export default defineSuite({
  name: 'role-start-without-assumptions',
  description: 'Foreground tasks that are killed, and stops that do not end.',
  system: roleStart(),
  properties: [...refuted, ...properties],
  search: { runs: 2_000, maxSteps: 120 },
});
