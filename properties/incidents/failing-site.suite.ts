/**
 * I8 f: w3wp answers every request with an error, and stays in rotation. The fix, a custom probe that the site answers
 * itself, is the suite `rotation-custom-probe`.
 */
import { defineSuite } from 'redhound';
import { rotation } from '../../models/rotation.ts';
import { properties, refuted } from '../rotation.ts';

export default defineSuite({
  name: 'failing-site',
  description: 'A web site that fails stays in rotation: the default probe asks the guest agent.',
  system: rotation(),
  properties: [...properties, ...refuted.filter(({ id }) => id === 'failing-site-leaves-rotation')],
  search: { runs: 2_000, maxSteps: 120 },
});
