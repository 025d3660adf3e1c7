/**
 * I8 a with an installer that can run again.
 */
import { defineSuite } from 'redhound';
import { startupTasks } from '../../models/incidents/startup-tasks.ts';
import { firstRunSucceeds, ofTheGuest, recycledIsReadyAgain, reimagedIsReadyAgain } from './startup-tasks.ts';

export default defineSuite({
  name: 'startup-not-idempotent-fixed',
  description: 'A startup task that can run again: a role that recycles is Ready again.',
  system: startupTasks({ isIdempotent: true }),
  properties: [firstRunSucceeds, recycledIsReadyAgain, reimagedIsReadyAgain, ...ofTheGuest],
  search: { runs: 500, maxSteps: 120 },
  variants: [
    {
      name: 'not-idempotent',
      because: 'The installer fails where the component is installed.',
      system: startupTasks({ isIdempotent: false }),
      breaks: ['recycled-role-is-ready-again'],
    },
  ],
});
