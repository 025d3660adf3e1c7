/**
 * A role process with its code: OnStart, Run, OnStop, and what it says to a change of its settings.
 *
 * Duty: to answer Changing, by taking the change or by asking to be recycled (`cancel`). The code is the customer's: what
 * it answers, when, and whether it ends, is up to the environment.
 */
import { sendTo, setup } from 'xstate';

export type RoleEvent =
  /** From the guest agent. */
  | { type: 'START' }
  | { type: 'STOP' }
  | { type: 'CHANGING'; setting: boolean; certificate: boolean }
  | { type: 'CHANGED' }
  /** What the role code does. */
  | { type: 'ON_START_RETURNS' }
  | { type: 'CHANGING_HANDLER_RETURNS'; cancel: boolean }
  | { type: 'ON_STOP_RETURNS' }
  | { type: 'THROW' };

export const role = setup({
  types: { events: {} as RoleEvent },
  actions: {
    tell: sendTo(
      ({ system }) => system.get('guestAgent'),
      (_, { type }: { type: 'STARTED' | 'EXITED' }) => ({ type }),
    ),
    answer: sendTo(
      ({ system }) => system.get('guestAgent'),
      ({ event }) => ({
        type: 'CHANGING_RETURNED',
        cancel: event.type === 'CHANGING_HANDLER_RETURNS' && event.cancel,
      }),
    ),
  },
}).createMachine({
  id: 'role',
  initial: 'absent',
  states: {
    absent: { on: { START: 'present' } },
    present: {
      initial: 'onStart',
      on: {
        STOP: '.onStop',
        THROW: { target: 'absent', actions: { type: 'tell', params: { type: 'EXITED' } } },
      },
      states: {
        onStart: {
          on: {
            ON_START_RETURNS: { target: 'run', actions: { type: 'tell', params: { type: 'STARTED' } } },
          },
        },
        run: { on: { CHANGING: 'changing', CHANGED: 'run' } },
        changing: { on: { CHANGING_HANDLER_RETURNS: { target: 'run', actions: 'answer' } } },
        onStop: {
          on: {
            ON_STOP_RETURNS: {
              target: '#role.absent',
              actions: { type: 'tell', params: { type: 'EXITED' } },
            },
          },
        },
      },
    },
  },
});
