/**
 * A simple startup task whose script configures the component that the task before it installs.
 *
 * Duty: to exit with 0 where the component is there, and with 1 where it is not.
 * Parameters: `work` 5 min.
 */
import { minutes } from 'redhound';
import { sendTo, setup } from 'xstate';

export type ConfigureTaskEvent =
  | { type: 'RUN' }
  | { type: 'KILL' }
  | { type: 'FOUND'; component: boolean; marker: boolean };

export const configureTask = setup({
  types: { events: {} as ConfigureTaskEvent },
  delays: { work: minutes(5) },
  guards: { isInstalled: ({ event }) => event.type === 'FOUND' && event.component },
  actions: {
    look: sendTo(
      ({ system }) => system.get('disks'),
      () => ({ type: 'LOOK', by: 'configureTask' }),
    ),
    exit: sendTo(
      ({ system }) => system.get('bootstrapper'),
      (_, { code }: { code: 0 | 1 }) => ({ type: 'TASK_EXITED', task: 'configureTask', code }),
    ),
  },
}).createMachine({
  id: 'configureTask',
  initial: 'absent',
  states: {
    absent: { on: { RUN: 'working' } },
    working: { after: { work: 'looking' }, on: { KILL: 'absent' } },
    /** The disks answer at once: nobody can kill the process in between. */
    looking: {
      entry: 'look',
      on: {
        FOUND: [
          { guard: 'isInstalled', target: 'absent', actions: { type: 'exit', params: { code: 0 } } },
          { target: 'absent', actions: { type: 'exit', params: { code: 1 } } },
        ],
      },
    },
  },
});
