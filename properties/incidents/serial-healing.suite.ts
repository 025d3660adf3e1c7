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
import { changedState } from '../changed-machine.ts';
import {
  chain,
  healedInTime,
  mechanics,
  oneAtATime,
  requestsAreDeployedAtLast,
  requestsGetThrough,
} from './serial-healing.ts';

const neverDone = 'Nobody says that what serves is deployed: its place in the queue is never free again.';

const missing = 'a concurrency limit above the number of servers that can fail together';

export default defineSuite({
  name: 'serial-healing',
  description: '13 March 2009: many servers fail together, and are healed one by one.',
  system: serialHealing(),
  properties: [
    ...chain,
    oneAtATime,
    requestsAreDeployedAtLast,
    ...mechanics,
    ...healedInTime.map((claim) => ({ ...claim, expected: 'violated' as const, missing })),
    { ...requestsGetThrough, expected: 'violated', missing },
  ],
  search: { runs: 2_000, maxSteps: 60 },
  survivors: {
    'drop-guard:fabricController:GO_PARALLEL':
      'To go parallel a second time changes nothing: nobody waits any more.',
  },
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
        'only-what-is-down-is-deployed': 'All of them serve.',
      },
    },
    {
      name: 'slower-deployments',
      because: 'A deployment takes 40 minutes.',
      system: serialHealing({ application: application.provide({ delays: { deployment: minutes(40) } }) }),
      breaks: ['last-is-healed-in-50-minutes', 'parallel-ends-it', 'request-is-deployed-in-40-minutes'],
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
        'deployment-takes-ten-minutes': 'Vacuous: nothing is deployed anew.',
        'parallel-ends-it': 'Vacuous: nobody waits.',
        'request-is-deployed-in-10-minutes': 'Holds: nobody is before it.',
      },
    },
    {
      name: 'upgrades-unnoticed',
      because: 'The fabric controller takes no notice of upgrades that are done.',
      system: serialHealing({
        fabricController: fabricController.provide({ actions: { noteUpgrade: () => {} } }),
      }),
      breaks: ['only-what-is-down-is-deployed'],
      alsoBreaks: {
        'last-is-healed-in-50-minutes': neverDone,
        'request-is-deployed-in-40-minutes': neverDone,
      },
    },
    {
      name: 'upgrade-in-no-time',
      because: 'An upgrade takes no time.',
      system: serialHealing({ application: application.provide({ delays: { upgrade: 0 } }) }),
      breaks: ['upgrade-takes-five-minutes'],
    },
    {
      name: 'quicker-deployments',
      because: 'A deployment takes five minutes.',
      system: serialHealing({ application: application.provide({ delays: { deployment: minutes(5) } }) }),
      breaks: ['deployment-takes-ten-minutes'],
    },
    {
      name: 'serving-before-it-is-asked-for',
      because: 'The new application serves from the start.',
      system: serialHealing({ application: application.provide({ guards: { isDeployed: () => true } }) }),
      breaks: ['serves-when-asked-for', 'only-what-is-down-is-deployed'],
      alsoBreaks: {
        'last-is-healed-in-50-minutes': neverDone,
        'request-is-deployed-in-10-minutes': 'Holds: it serves already.',
      },
    },
    {
      name: 'failed-network-unheeded',
      because: 'An upgrade goes on without network.',
      system: serialHealing({
        application: changedState(application, 'upgrading', { on: { NETWORK_FAILS: {} } }),
      }),
      breaks: ['failed-network-takes-it-down'],
      alsoBreaks: {
        ...Object.fromEntries(healedInTime.map(({ id }) => [id, 'Holds: the upgrade goes on.'])),
        'request-is-deployed-in-10-minutes': 'Holds: nobody is before it.',
        'nothing-is-healed-before-the-upgrade': 'Vacuous: nothing is healed.',
        'parallel-ends-it': 'Vacuous: nobody waits.',
        'deployment-takes-ten-minutes': 'Vacuous: nothing is deployed anew.',
      },
    },
    {
      name: 'request-forgotten',
      because: 'What a user asks for is not put into the queue.',
      system: serialHealing({
        fabricController: fabricController.provide({ actions: { queueNew: () => {} } }),
      }),
      breaks: ['request-is-deployed-in-40-minutes'],
      alsoBreaks: { 'serves-when-asked-for': 'Vacuous: it never serves.' },
    },
  ],
});
