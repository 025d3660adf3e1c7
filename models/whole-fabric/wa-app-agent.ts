/**
 * WaAppAgent (service "RdAgent") with both its duties: heartbeats, and the care of the guest agent.
 *
 * Duty: a heartbeat once a period to the Host Agent of the host where the guest runs (AZ-15), which it reaches by its
 * virtual machine; to install WindowsAzureGuestAgent when the guest OS has booted, and later versions of it when told,
 * for which the role is stopped gracefully but the guest OS is not restarted (AZ-13, AZ-14). It takes an update only when
 * the guest agent has said that it has begun: an order from before could overtake its start, and find nobody.
 * Parameters: `period` 5 min between heartbeats (the real one is seconds; only its ratio to the ten minutes matters).
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

export type WaAppAgentEvent =
  | { type: 'START_SERVICE'; incarnation: number }
  /** From the guest agent. */
  | { type: 'GUEST_AGENT_STARTED' }
  | { type: 'ROLE_STOPPED' }
  | { type: 'UPDATE_GUEST_AGENT' };

export const waAppAgent = setup({
  types: { context: {} as { readonly incarnation: number }, events: {} as WaAppAgentEvent },
  delays: { period: minutes(5) },
  actions: {
    noteIncarnation: assign({
      incarnation: ({ context, event }) =>
        event.type === 'START_SERVICE' ? event.incarnation : context.incarnation,
    }),
    beat: sendTo(
      ({ system }) => system.get('vm'),
      ({ context }) => ({ type: 'HEARTBEAT', incarnation: context.incarnation }),
    ),
    installGuestAgent: sendTo(
      ({ system }) => system.get('guestOs'),
      () => ({ type: 'INSTALL_SERVICE', service: 'Windows Azure Guest Agent' }),
    ),
    stopRole: sendTo(
      ({ system }) => system.get('guestAgent'),
      () => ({ type: 'STOP_ROLE', cause: 'platform' }),
    ),
  },
}).createMachine({
  id: 'waAppAgent',
  context: { incarnation: 0 },
  initial: 'absent',
  states: {
    absent: { on: { START_SERVICE: { target: 'present', actions: 'noteIncarnation' } } },
    present: {
      type: 'parallel',
      states: {
        heart: {
          initial: 'beating',
          states: { beating: { entry: 'beat', after: { period: { target: 'beating', reenter: true } } } },
        },
        guestAgent: {
          initial: 'installing',
          states: {
            installing: { entry: 'installGuestAgent', on: { GUEST_AGENT_STARTED: 'idle' } },
            idle: { on: { UPDATE_GUEST_AGENT: { target: 'updating', actions: 'stopRole' } } },
            updating: { on: { ROLE_STOPPED: 'installing' } },
          },
        },
      },
    },
  },
});
