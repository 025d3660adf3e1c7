/**
 * 13 March 2009 as it was: one application after the other.
 */
import { defineSuite, minutes } from 'redhound';
import { assign } from 'xstate';
import { application } from '../../models/incidents/serial-healing/application.ts';
import {
  deployedApplications,
  fabricController,
} from '../../models/incidents/serial-healing/fabric-controller.ts';
import { serialHealing } from '../../models/incidents/serial-healing.ts';
import { chain, healedInTime, oneAtATime, requestsGetThrough } from './serial-healing.ts';

const missing = 'a concurrency limit above the number of servers that can fail together';

export default defineSuite({
  name: 'serial-healing',
  description: '13 March 2009: many servers fail together, and are healed one by one.',
  system: serialHealing(),
  properties: [
    ...chain,
    oneAtATime,
    ...healedInTime.map((claim) => ({ ...claim, expected: 'violated' as const, missing })),
    { ...requestsGetThrough, expected: 'violated', missing },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  variants: [
    {
      name: 'eager',
      because:
        'Up to four deployments are under way at once: those whom a bad upgrade meets are met together.',
      system: serialHealing({ concurrency: 4 }),
      breaks: ['one-deployment-at-a-time'],
      alsoBreaks: {
        ...Object.fromEntries(healedInTime.map(({ id }) => [id, 'Holds: nobody waits.'])),
        'request-is-deployed-in-10-minutes': 'Holds: nobody waits.',
        'parallel-ends-it': 'Vacuous: nobody waits.',
      },
    },
    {
      name: 'upgrade-unasked',
      because: 'The fabric controller deploys all applications anew where a user asks for one.',
      system: serialHealing({
        fabricController: fabricController.provide({
          actions: {
            queueNew: assign({ queue: ['newApp', ...deployedApplications] }),
          },
        }),
      }),
      breaks: ['nothing-is-healed-before-the-upgrade'],
      alsoBreaks: {
        'last-is-healed-in-50-minutes':
          'Who asks for one application has four deployed, and the queue is longer.',
        'parallel-ends-it': 'An application that serves waits too.',
      },
    },
    {
      name: 'slower-deployments',
      because: 'A deployment takes 40 minutes.',
      system: serialHealing({ application: application.provide({ delays: { deployment: minutes(40) } }) }),
      breaks: ['last-is-healed-in-50-minutes', 'parallel-ends-it'],
    },
    {
      name: 'parallel-without-effect',
      because: 'That operators want it in parallel changes nothing.',
      system: serialHealing({
        fabricController: fabricController.provide({ actions: { lift: () => {} } }),
      }),
      breaks: ['parallel-ends-it'],
    },
    {
      name: 'failures-forgotten',
      because: 'An upgrade that is not done in time is not followed by anything.',
      system: serialHealing({
        fabricController: fabricController.provide({ actions: { queueFailed: () => {} } }),
      }),
      breaks: ['can-be-healed', 'last-is-healed-in-50-minutes'],
      alsoBreaks: {
        'nothing-is-healed-before-the-upgrade': 'Vacuous: nothing is healed.',
        'parallel-ends-it': 'Vacuous: nobody waits.',
        'request-is-deployed-in-10-minutes': 'Holds: nobody is before it.',
      },
    },
  ],
});
