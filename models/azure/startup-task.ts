/**
 * The process of one startup task.
 *
 * Duty: to run once when told and say with which code it exits. When it exits is its own affair: it may take for ever.
 */
import { sendTo, setup } from 'xstate';

export type StartupTaskEvent = { type: 'RUN' } | { type: 'KILL' } | { type: 'EXIT'; code: 0 | 1 };

export const startupTask = setup({
  types: {
    context: {} as { readonly name: string },
    input: {} as { readonly name: string },
    events: {} as StartupTaskEvent,
  },
  actions: {
    tellParent: sendTo(
      ({ system }) => system.get('bootstrapper'),
      ({ context, event }) => ({
        type: 'TASK_EXITED',
        task: context.name,
        code: event.type === 'EXIT' ? event.code : 1,
      }),
    ),
  },
}).createMachine({
  id: 'startupTask',
  context: ({ input }) => input,
  initial: 'absent',
  states: {
    absent: { on: { RUN: 'running' } },
    running: { on: { EXIT: { target: 'absent', actions: 'tellParent' }, KILL: 'absent' } },
  },
});
