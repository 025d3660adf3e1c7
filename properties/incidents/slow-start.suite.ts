/**
 * I8 c: an instance takes 40 minutes to start, the fabric controller waits 30, and two update domains are down.
 */
import { defineSuite } from 'redhound';
import { slowStart, waits } from './slow-start.ts';

export default defineSuite({
  name: 'slow-start',
  description:
    'A start that takes longer than 30 minutes: the update walks on, and two update domains are down.',
  system: slowStart(),
  properties: [
    ...waits.filter(({ id }) => id !== 'one-update-domain-down'),
    ...waits
      .filter(({ id }) => id === 'one-update-domain-down')
      .map((claim) => ({
        ...claim,
        expected: 'violated' as const,
        missing: 'instances that start within 30 minutes',
      })),
  ],
  search: { runs: 2_000, maxSteps: 120 },
});
