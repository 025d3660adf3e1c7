/**
 * I8 c: an instance takes 40 minutes to start, the fabric controller waits 30, and two update domains are down.
 */
import { defineSuite, minutes } from 'redhound';
import { slowStart, waits, walk } from './slow-start.ts';

/** Where the fabric controller does not wait, it does not see either that a version crashes. */
const brokenBySlowness = ['one-update-domain-down', 'bad-version-meets-one-domain'];

export default defineSuite({
  name: 'slow-start',
  description:
    'A start that takes longer than 30 minutes: the update walks on, and two update domains are down.',
  system: slowStart(),
  properties: [
    ...waits.map((claim) =>
      brokenBySlowness.includes(claim.id)
        ? { ...claim, expected: 'violated' as const, missing: 'instances that start within 30 minutes' }
        : claim,
    ),
    ...walk(minutes(40), minutes(35)),
  ],
  search: { runs: 2_000, maxSteps: 120 },
});
