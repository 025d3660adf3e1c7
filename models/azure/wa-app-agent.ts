/**
 * WaAppAgent (service "RdAgent"): it has the guest agent installed and updated, and passes on what the role should be.
 *
 * Duty: to install WindowsAzureGuestAgent when the guest OS has booted, and later versions of it when told (AZ-13), for
 * which the role is stopped gracefully but the guest OS is not restarted (AZ-14); to have the role stopped and started
 * as the Host Agent instructs (AZ-16). Heartbeats, its other duty, are modelled by themselves.
 */
import { sendTo, setup } from 'xstate';
import type { StopCause } from './bootstrapper.ts';

export type WaAppAgentEvent =
  | { type: 'START_SERVICE' }
  | { type: 'ROLE_STOPPED' }
  /** From the Host Agent. */
  | { type: 'UPDATE_GUEST_AGENT' }
  /** A user wants the role stopped. */
  | { type: 'GOAL_STOPPED' }
  | { type: 'GOAL_STARTED' };

export const waAppAgent = setup({
  types: { events: {} as WaAppAgentEvent },
  actions: {
    installGuestAgent: sendTo(
      ({ system }) => system.get('guestOs'),
      () => ({ type: 'INSTALL_SERVICE', service: 'Windows Azure Guest Agent' }),
    ),
    stopRole: sendTo(
      ({ system }) => system.get('guestAgent'),
      (_, { cause }: { cause: StopCause }) => ({ type: 'STOP_ROLE', cause }),
    ),
    startRole: sendTo(({ system }) => system.get('guestAgent'), { type: 'START_ROLE' }),
  },
}).createMachine({
  id: 'waAppAgent',
  initial: 'absent',
  states: {
    absent: { on: { START_SERVICE: { target: 'installing' } } },
    installing: { entry: 'installGuestAgent', always: 'idle' },
    idle: {
      on: {
        UPDATE_GUEST_AGENT: {
          target: 'updating',
          actions: { type: 'stopRole', params: { cause: 'platform' } },
        },
        GOAL_STOPPED: {
          target: 'stoppingRole',
          actions: { type: 'stopRole', params: { cause: 'user' } },
        },
      },
    },
    updating: { on: { ROLE_STOPPED: 'installing' } },
    stoppingRole: { on: { ROLE_STOPPED: 'roleStopped' } },
    roleStopped: { on: { GOAL_STARTED: { target: 'idle', actions: 'startRole' } } },
  },
});
