/**
 * The same upgrade with healing in parallel. What it costs is said by `one-deployment-at-a-time`, which no longer holds:
 * on the leap day healing was too eager, here it was too slow, and the limit is a choice between the two.
 */
import { defineSuite } from 'redhound';
import { fabricController } from '../../models/incidents/serial-healing/fabric-controller.ts';
import { serialHealing } from '../../models/incidents/serial-healing.ts';
import { chain, healedInTime, mechanics, requestsGetThrough } from './serial-healing.ts';

const late = [...healedInTime, requestsGetThrough].map(({ id }) => id);

export default defineSuite({
  name: 'serial-healing-fixed',
  description:
    'With as many deployments at once as servers can fail, each application is back in 20 minutes.',
  system: serialHealing({ concurrency: 4 }),
  properties: [
    ...healedInTime,
    requestsGetThrough,
    ...chain.filter(({ id }) => id === 'can-be-healed'),
    ...mechanics,
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'one-at-a-time',
      because: 'One deployment is under way at a time.',
      system: serialHealing({ concurrency: 1 }),
      breaks: late,
    },
    {
      name: 'failures-forgotten',
      because: 'An upgrade that is not done in time is not followed by anything.',
      system: serialHealing({
        concurrency: 4,
        fabricController: fabricController.provide({ actions: { queueFailed: () => {} } }),
      }),
      breaks: ['can-be-healed', ...healedInTime.map(({ id }) => id)],
      alsoBreaks: { 'deployment-takes-ten-minutes': 'Vacuous: nothing is deployed anew.' },
    },
  ],
});
