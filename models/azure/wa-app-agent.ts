/**
 * WaAppAgent (service "RdAgent"): it has the guest agent installed and updated, and passes on what the role should be.
 *
 * Duty: to install WindowsAzureGuestAgent when the guest OS has booted, and later versions of it when told (AZ-13), for
 * which the role is stopped gracefully but the guest OS is not restarted (AZ-14); to have the role stopped and started
 * as the Host Agent instructs (AZ-16). The installation is over when the guest agent says that it has begun: an order
 * from before could overtake its start, and find nobody. A stop that a user wants meanwhile is kept until then; an
 * update is not, since the Host Agent says again what is not done. Heartbeats, its other duty, are modelled by themselves.
 */
import { sendTo, setup } from 'xstate';
import type { StopCause } from './bootstrapper.ts';

export type WaAppAgentEvent =
  | { type: 'START_SERVICE' }
  /** From the guest agent. */
  | { type: 'GUEST_AGENT_STARTED' }
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
    installing: {
      entry: 'installGuestAgent',
      initial: 'toRun',
      states: {
        toRun: { on: { GUEST_AGENT_STARTED: '#waAppAgent.idle', GOAL_STOPPED: 'toStop' } },
        toStop: {
          on: {
            GUEST_AGENT_STARTED: {
              target: '#waAppAgent.stoppingRole',
              actions: { type: 'stopRole', params: { cause: 'user' } },
            },
          },
        },
      },
    },
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
    updating: {
      initial: 'toRun',
      states: {
        toRun: { on: { ROLE_STOPPED: '#waAppAgent.installing', GOAL_STOPPED: 'toStop' } },
        toStop: { on: { ROLE_STOPPED: '#waAppAgent.installing.toStop' } },
      },
    },
    stoppingRole: { on: { ROLE_STOPPED: 'roleStopped' } },
    roleStopped: { on: { GOAL_STARTED: { target: 'idle', actions: 'startRole' } } },
  },
});
