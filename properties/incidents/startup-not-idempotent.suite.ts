/**
 * I8 a: an installer that fails where it has run before, in a role that recycles.
 */
import { defineSuite } from 'redhound';
import { bootstrapper } from '../../models/azure/bootstrapper.ts';
import { configureTask } from '../../models/incidents/startup-tasks/configure-task.ts';
import { startupTasks } from '../../models/incidents/startup-tasks.ts';
import {
  failureRecycles,
  firstRunSucceeds,
  ofTheGuest,
  recycledIsReadyAgain,
  reimagedIsReadyAgain,
} from './startup-tasks.ts';

const neverStarted = 'Vacuous: no host process is ever started.';

export default defineSuite({
  name: 'startup-not-idempotent',
  description: 'A startup task that succeeds once: after the first recycle the role never becomes Ready.',
  system: startupTasks(),
  properties: [
    firstRunSucceeds,
    ...ofTheGuest,
    failureRecycles,
    reimagedIsReadyAgain,
    {
      ...recycledIsReadyAgain,
      expected: 'violated',
      missing: 'a startup task that succeeds where it has run before',
    },
  ],
  search: { runs: 500, maxSteps: 120 },
  variants: [
    {
      name: 'configures-what-is-missing',
      because: 'The second task fails where the component is installed.',
      system: startupTasks({
        configureTask: configureTask.provide({
          guards: { isInstalled: ({ event }) => event.type === 'FOUND' && !event.component },
        }),
      }),
      breaks: ['first-run-succeeds', 'reimaged-role-is-ready-again', 'configured-if-there'],
      alsoBreaks: {
        'recycled-role-is-ready-again': neverStarted,
        'no-longer-free-is-told': neverStarted,
        'status-check-is-answered': neverStarted,
        'throw-in-run-is-noticed': neverStarted,
        'throw-in-on-stop-is-noticed': neverStarted,
        'stop-runs-on-stop': neverStarted,
        'users-stop-has-all-time': neverStarted,
      },
    },
    {
      name: 'failure-not-noticed',
      because: 'The bootstrapper goes on waiting for a simple task that has failed.',
      system: startupTasks({ bootstrapper: bootstrapper.provide({ guards: { hasFailed: () => false } }) }),
      breaks: ['failed-task-runs-again'],
      alsoBreaks: { 'bootstrapper-knows-its-tasks': 'It waits for a task that has exited.' },
    },
  ],
});
