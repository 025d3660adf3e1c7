/**
 * A foreground task against an update: the documented reading lets the task win, the variant the update.
 */
import { defineSuite } from 'redhound';
import { fabricController } from '../models/update-domains/fabric-controller.ts';
import { instance } from '../models/update-domains/instance.ts';
import { updateDomains } from '../models/update-domains.ts';
import { changedState } from './changed-machine.ts';
import { despiteTasks, tasks } from './update-domains.ts';

const troubles = { updates: 2, rollbacks: 1, crashes: 0, foregroundTasks: 1 };

export default defineSuite({
  name: 'foreground-tasks',
  description: 'An instance waits for its foreground task before it stops, for ever if need be.',
  system: updateDomains({ troubles }),
  properties: [...despiteTasks, ...tasks],
  search: { runs: 2_000, maxSteps: 120 },
  variants: [
    {
      name: 'tasks-are-killed',
      because: 'A stop is honoured at once, whatever task runs (P11 instead of P10).',
      system: updateDomains({ whenTaskRuns: 'kill', troubles }),
      breaks: [
        'web-in-0-task-is-not-cut',
        'web-in-1-task-is-not-cut',
        'task-holds-the-stop-up',
        'task-runs-until-it-ends',
      ],
      alsoBreaks: {
        'web-in-0-stop-is-honoured': 'This is the other reading: now the stop wins.',
        'web-in-1-stop-is-honoured': 'This is the other reading: now the stop wins.',
        'stop-may-come-after-its-task': 'No stop waits for a task.',
      },
    },
    {
      name: 'stop-forgotten',
      because: 'An instance whose task has ended goes on serving, though it was told to stop meanwhile.',
      system: updateDomains({
        instance: changedState(instance, 'ready.draining', { on: { TASK_ENDS: 'serving' } }),
        troubles,
      }),
      breaks: ['stops-when-its-task-ends'],
      alsoBreaks: {
        'remembers-what-it-was-told': 'It never becomes what it was told to.',
        'stop-may-come-after-its-task': 'It never stops.',
      },
    },
    {
      name: 'deaf-while-its-task-runs',
      because: 'An instance that waits for its task does not hear of a second update.',
      system: updateDomains({
        instance: changedState(instance, 'ready.draining', { on: { UPDATE: undefined } }),
        troubles,
      }),
      breaks: ['nobody-is-told-in-vain', 'remembers-what-it-was-told'],
    },
    {
      name: 'task-never-ends',
      because: 'An instance does not notice that its task has ended.',
      system: updateDomains({
        instance: changedState(
          changedState(instance, 'ready.runningTask', { on: { TASK_ENDS: undefined } }),
          'ready.draining',
          { on: { TASK_ENDS: undefined } },
        ),
        troubles,
      }),
      breaks: ['task-may-end-by-itself', 'stop-may-come-after-its-task'],
    },
    {
      name: 'any-version-will-do',
      because: 'A stuck update is begun anew by any version.',
      system: updateDomains({
        fabricController: changedState(fabricController, 'stuck', {
          on: { UPDATE: { target: 'walking', actions: 'takeGoal' } },
        }),
        troubles,
      }),
      breaks: ['only-newer-versions-begin'],
    },
    {
      name: 'rebooted-in-vain',
      because: 'An instance whose version crashes starts it again when it is rebooted.',
      system: updateDomains({
        instance: changedState(instance, 'crashing', { on: { REBOOT: 'stopping' } }),
        troubles,
      }),
      breaks: ['reboot-heals-no-version'],
    },
  ],
});
