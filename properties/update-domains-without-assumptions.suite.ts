/**
 * A fabric controller that does not notice at once that its update has ended. The claim fails here, and holds in the
 * update-domains suite.
 */
import { defineSuite } from 'redhound';
import { fabricController } from '../models/update-domains/fabric-controller.ts';
import { updateDomains } from '../models/update-domains.ts';
import {
  halfAnHour,
  neverStuck,
  ofInstances,
  ofRollbacks,
  ofThePlatform,
  ofTheWalk,
  properties,
  waits,
} from './update-domains.ts';

/** Claims about instances that nobody told to go down: here none does. */
const aboutCrashes = ['crash-takes-it-down', 'recovers-in-five-minutes'];

export default defineSuite({
  name: 'update-domains-without-assumptions',
  description: 'A rollback that comes when the last instance is updated, and is accepted all the same.',
  system: updateDomains({
    fabricController: fabricController.provide({ guards: { isItsTurn: () => false } }),
    troubles: { updates: 1, patches: 0, crashes: 0 },
  }),
  properties: [
    ...ofInstances.filter(({ id }) => !aboutCrashes.includes(id)),
    ...ofTheWalk,
    ...ofRollbacks.filter(({ id }) => id !== 'rollback-of-what-is-stuck'),
    ...ofThePlatform.filter(({ id }) => id === 'no-patch-by-itself'),
    ...waits,
    halfAnHour,
    neverStuck,
    ...properties
      .filter(({ id }) => id === 'rollback-only-before-the-end')
      .map((property) => ({
        ...property,
        expected: 'violated' as const,
        missing: 'the end of an update and the acceptance of a rollback exclude each other',
      })),
  ],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'hears-who-is-ready',
      because: 'The fabric controller hears who is Ready, and who crashes.',
      system: updateDomains({ troubles: { updates: 1, patches: 0, crashes: 0 } }),
      breaks: ['half-an-hour-for-each-domain', 'never-stuck'],
      alsoBreaks: {
        'rollback-only-before-the-end': 'It holds: the update ends with its last instance.',
      },
    },
  ],
});
