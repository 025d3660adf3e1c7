/**
 * A simple startup task whose script installs a component.
 *
 * Duty: to install the component and exit with 0. Where its marker says that it has done so it does nothing. Without a
 * marker, and not `idempotent`, it exits with 1 where the component is there already, as installers do.
 * Parameters: `marker`, where the marker is put; `isIdempotent`; `work` 5 min.
 */
import { minutes } from 'redhound';
import { sendTo, setup } from 'xstate';
import type { MarkerDisk } from './disks.ts';

export interface InstallTaskInput {
  readonly marker: MarkerDisk;
  readonly isIdempotent: boolean;
}

export type InstallTaskEvent =
  | { type: 'RUN' }
  | { type: 'KILL' }
  | { type: 'FOUND'; component: boolean; marker: boolean };

export const installTask = setup({
  types: {
    context: {} as InstallTaskInput,
    input: {} as InstallTaskInput,
    events: {} as InstallTaskEvent,
  },
  delays: { work: minutes(5) },
  guards: {
    isMarked: ({ event }) => event.type === 'FOUND' && event.marker,
    trips: ({ context, event }) => event.type === 'FOUND' && event.component && !context.isIdempotent,
  },
  actions: {
    look: sendTo(
      ({ system }) => system.get('disks'),
      () => ({ type: 'LOOK', by: 'installTask' }),
    ),
    install: sendTo(
      ({ system }) => system.get('disks'),
      ({ context }) => ({ type: 'INSTALL', marker: context.marker }),
    ),
    exit: sendTo(
      ({ system }) => system.get('bootstrapper'),
      (_, { code }: { code: 0 | 1 }) => ({ type: 'TASK_EXITED', task: 'installTask', code }),
    ),
  },
}).createMachine({
  id: 'installTask',
  context: ({ input }) => input,
  initial: 'absent',
  states: {
    absent: { on: { RUN: 'working' } },
    working: { after: { work: 'looking' }, on: { KILL: 'absent' } },
    /** The disks answer at once: nobody can kill the process in between. */
    looking: {
      entry: 'look',
      on: {
        FOUND: [
          { guard: 'isMarked', target: 'absent', actions: { type: 'exit', params: { code: 0 } } },
          { guard: 'trips', target: 'absent', actions: { type: 'exit', params: { code: 1 } } },
          { target: 'absent', actions: ['install', { type: 'exit', params: { code: 0 } }] },
        ],
      },
    },
  },
});
