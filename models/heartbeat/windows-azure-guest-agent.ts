/**
 * WindowsAzureGuestAgent (service "Windows Azure Guest Agent"), as far as heartbeats can depend on it.
 *
 * Duty: it configures the guest OS and reports the role's status (AZ-19, AZ-20); WaAppAgent installs and updates it.
 * Which of the two answers the Host Agent is disputed between sources (C1), hence the parameter `peer`: the document
 * we follow says WaAppAgent (AZ-15), a later account says this agent, which then falls silent while it is updated.
 */
import { minutes } from 'redhound';
import { sendTo, setup } from 'xstate';

/** Which agent of the guest exchanges heartbeats with the Host Agent (C1). */
export type HeartbeatPeer = 'WaAppAgent' | 'WindowsAzureGuestAgent';

/** What an agent of the guest needs to know to send heartbeats. */
export interface HeartbeatDuty {
  readonly peer: HeartbeatPeer;
  /** The name of the Host Agent's machine that watches this guest. */
  readonly hostAgent: string;
  /** The incarnation of the guest OS that this agent runs in. */
  readonly incarnation: number;
}

export const windowsAzureGuestAgent = setup({
  types: {
    context: {} as HeartbeatDuty,
    input: {} as HeartbeatDuty,
  },
  delays: { period: minutes(5) },
  guards: { isPeer: ({ context }) => context.peer === 'WindowsAzureGuestAgent' },
  actions: {
    sendHeartbeat: sendTo(
      ({ system, context }) => system.get(context.hostAgent),
      ({ context }) => ({ type: 'HEARTBEAT', incarnation: context.incarnation }),
    ),
  },
}).createMachine({
  id: 'windowsAzureGuestAgent',
  context: ({ input }) => input,
  initial: 'running',
  states: {
    running: { always: { guard: 'isPeer', target: 'beating' } },
    beating: { entry: 'sendHeartbeat', after: { period: { target: 'beating', reenter: true } } },
  },
});
