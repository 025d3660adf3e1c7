/**
 * WaAppAgent (service "RdAgent"): the agent of the guest that the Host Agent hears.
 *
 * Duty: heartbeats to the Host Agent (AZ-15), and keeping WindowsAzureGuestAgent installed and up to date (AZ-13).
 * Once a period it sends a heartbeat and sees to an installation under way. An update stops the guest agent, but costs
 * no heartbeat (AZ-14; P32).
 * Parameters: `period` 5 min between heartbeats (the real one is seconds; only its ratio to the ten minutes matters);
 * `INSTALLATION`, how many periods an update takes: 2.
 */
import { minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, raise, setup } from 'xstate';
import { type HeartbeatDuty, windowsAzureGuestAgent } from './windows-azure-guest-agent.ts';

const INSTALLATION = 2;

export const waAppAgent = setup({
  types: {
    context: {} as HeartbeatDuty & { readonly periods: number },
    input: {} as HeartbeatDuty,
    events: {} as { type: 'UPDATE_GUEST_AGENT' } | { type: 'PERIOD' },
    children: {} as { guestAgent: 'windowsAzureGuestAgent' },
  },
  actors: { windowsAzureGuestAgent },
  delays: { period: minutes(5) },
  guards: { isInstalled: ({ context }) => context.periods === INSTALLATION },
  actions: {
    sendHeartbeatIfPeer: enqueueActions(({ context: { peer, hostAgent, incarnation }, enqueue, system }) => {
      const receiver: AnyActorRef = system.get(hostAgent);
      if (peer === 'WaAppAgent') enqueue.sendTo(receiver, { type: 'HEARTBEAT', incarnation });
    }),
    beginInstallation: assign({ periods: 1 }),
    goOn: assign({ periods: ({ context }) => context.periods + 1 }),
    endInstallation: assign({ periods: 0 }),
  },
}).createMachine({
  id: 'waAppAgent',
  context: ({ input }) => ({ ...input, periods: 0 }),
  type: 'parallel',
  states: {
    heart: {
      initial: 'beating',
      states: {
        beating: {
          entry: ['sendHeartbeatIfPeer', raise({ type: 'PERIOD' })],
          after: { period: { target: 'beating', reenter: true } },
        },
      },
    },
    guestAgent: {
      initial: 'installed',
      states: {
        installed: {
          invoke: {
            id: 'guestAgent',
            src: 'windowsAzureGuestAgent',
            input: ({ context: { peer, hostAgent, incarnation } }) => ({ peer, hostAgent, incarnation }),
          },
          on: { UPDATE_GUEST_AGENT: { target: 'updating', actions: 'beginInstallation' } },
        },
        updating: {
          on: {
            PERIOD: [
              { guard: 'isInstalled', target: 'installed', actions: 'endInstallation' },
              { actions: 'goOn' },
            ],
          },
        },
      },
    },
  },
});
