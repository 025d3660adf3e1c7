/**
 * I8 e: a host process that hangs is taken for busy, leaves rotation, and is never recovered.
 */
import { defineSuite } from 'redhound';
import { rotation } from '../../models/rotation.ts';
import { hungProcessIsRecovered, ofTheGuest } from './hung-process.ts';

export default defineSuite({
  name: 'hung-process',
  description: 'A host process that hangs answers no StatusCheck: it counts as busy, for ever.',
  system: rotation(),
  properties: [
    ...ofTheGuest,
    {
      ...hungProcessIsRecovered,
      expected: 'violated',
      missing: 'a limit for how long a process may hang: the documented blind spot',
    },
  ],
  search: { runs: 2_000, maxSteps: 120 },
});
