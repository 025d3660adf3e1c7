/**
 * The process that hosts the code of a role: WaWorkerHost.exe, WaIISHost.exe or WaWebHost.exe, one machine for each.
 *
 * Duty: OnStart, then Run, then OnStop (public documentation of the role lifecycle). Run begins, and the role is Ready,
 * when OnStart has returned true (C7). If OnStart returns false the bootstrapper kills the process, and nothing of the
 * shutdown sequence runs; nor does it when the code throws. When Run returns the process goes on to OnStop by itself.
 * Asked by StatusCheck the code answers whether it is busy (AZ-25), which it is if it has called SetBusy since the last
 * check: SetBusy holds for one check, and must be said again for the next. A process that hangs answers nothing, and
 * does nothing but be killed. The code is the customer's: what it does and when is up to the environment.
 */
import { sendTo, setup } from 'xstate';

export type RoleHostEvent =
  /** From the bootstrapper. */
  | { type: 'START' }
  | { type: 'STOP' }
  | { type: 'KILL' }
  | { type: 'STATUS_CHECK' }
  /** What the role code does. */
  | { type: 'ON_START_RETURNS'; value: boolean }
  | { type: 'RUN_RETURNS' }
  | { type: 'ON_STOP_RETURNS' }
  | { type: 'THROW' }
  | { type: 'SET_BUSY' }
  | { type: 'HANG' };

export const roleHost = setup({
  types: { events: {} as RoleHostEvent },
  guards: { startSucceeded: ({ event }) => event.type === 'ON_START_RETURNS' && event.value },
  actions: {
    tellParent: sendTo(
      ({ system }) => system.get('bootstrapper'),
      (_, { type }: { type: 'STARTED' | 'START_FAILED' | 'RUN_RETURNED' | 'HOST_EXITED' }) => ({ type }),
    ),
    answer: sendTo(
      ({ system }) => system.get('bootstrapper'),
      (_, { busy }: { busy: boolean }) => ({ type: 'CHECKED', busy }),
    ),
  },
}).createMachine({
  id: 'roleHost',
  initial: 'absent',
  states: {
    absent: { on: { START: 'onStart' } },
    onStart: {
      on: {
        ON_START_RETURNS: [
          {
            guard: 'startSucceeded',
            target: 'run',
            actions: { type: 'tellParent', params: { type: 'STARTED' } },
          },
          { target: 'startFailed', actions: { type: 'tellParent', params: { type: 'START_FAILED' } } },
        ],
        THROW: { target: 'absent', actions: { type: 'tellParent', params: { type: 'HOST_EXITED' } } },
        KILL: 'absent',
      },
    },
    startFailed: { on: { KILL: 'absent' } },
    run: {
      initial: 'free',
      on: {
        STOP: 'onStop',
        RUN_RETURNS: {
          target: 'onStop',
          actions: { type: 'tellParent', params: { type: 'RUN_RETURNED' } },
        },
        THROW: { target: 'absent', actions: { type: 'tellParent', params: { type: 'HOST_EXITED' } } },
        KILL: 'absent',
        HANG: 'hung',
      },
      states: {
        free: {
          on: {
            STATUS_CHECK: { actions: { type: 'answer', params: { busy: false } } },
            SET_BUSY: 'busy',
          },
        },
        busy: {
          on: {
            STATUS_CHECK: { target: 'free', actions: { type: 'answer', params: { busy: true } } },
          },
        },
      },
    },
    hung: { on: { KILL: 'absent' } },
    onStop: {
      on: {
        ON_STOP_RETURNS: {
          target: 'absent',
          actions: { type: 'tellParent', params: { type: 'HOST_EXITED' } },
        },
        THROW: { target: 'absent', actions: { type: 'tellParent', params: { type: 'HOST_EXITED' } } },
        KILL: 'absent',
      },
    },
  },
});
