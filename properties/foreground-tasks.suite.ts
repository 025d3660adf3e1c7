/**
 * A foreground task against an update: the documented reading lets the task win, the variant the update.
 */
import { defineSuite } from 'redhound';
import { updateDomains } from '../models/update-domains.ts';
import { tasks } from './update-domains.ts';

const troubles = { updates: 2, rollbacks: 1, crashes: 0, foregroundTasks: 1 };

export default defineSuite({
  name: 'foreground-tasks',
  description: 'An instance waits for its foreground task before it stops, for ever if need be.',
  system: updateDomains({ troubles }),
  properties: tasks,
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'tasks-are-killed',
      because: 'A stop is honoured at once, whatever task runs (P11 instead of P10).',
      system: updateDomains({ whenTaskRuns: 'kill', troubles }),
      breaks: ['web-in-0-task-is-not-cut', 'web-in-1-task-is-not-cut'],
      alsoBreaks: {
        'web-in-0-stop-is-honoured': 'This is the other reading: now the stop wins.',
        'web-in-1-stop-is-honoured': 'This is the other reading: now the stop wins.',
      },
    },
  ],
});
