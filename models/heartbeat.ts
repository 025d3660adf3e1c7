/**
 * Two guests, and what the Host Agent does for each of them.
 *
 * Both guests hang. Beyond that each has troubles of its own, so that the space stays small and troubles of both
 * still fall together: the first guest's heartbeats are late and get lost, and it crashes; the second one's arrive at
 * once, but it may boot slowly, be asked to restart, and have its guest agent updated.
 * Left out: that the host asks. A guest sends its heartbeats by its own clock here; in other accounts the host probes, and
 * counts the answers (C2). What follows from silence is the same.
 */
import { agent, defineSystem, minutes, type Window } from 'redhound';
import { guestOs } from './heartbeat/guest-os.ts';
import { hostAgent } from './heartbeat/host-agent.ts';
import type { HeartbeatPeer } from './heartbeat/windows-azure-guest-agent.ts';

/** How often each trouble may come. */
export interface Troubles {
  readonly hangs: { readonly guest1: number; readonly guest2: number };
  /** Of the first guest. */
  readonly crashes: number;
  /** Of the first guest's heartbeats. */
  readonly losses: number;
  /** Of the second guest, as all that follow. */
  readonly slowBoots: number;
  readonly restartRequests: number;
  readonly guestAgentUpdates: number;
}

export interface HeartbeatParameters {
  readonly guestOs: typeof guestOs;
  readonly hostAgent: typeof hostAgent;
  readonly peer: HeartbeatPeer;
  /** How long a heartbeat of the first guest travels. */
  readonly latency: Window;
  readonly troubles: Partial<Troubles>;
}

const usualTroubles: Troubles = {
  hangs: { guest1: 1, guest2: 1 },
  crashes: 1,
  slowBoots: 1,
  guestAgentUpdates: 1,
  restartRequests: 1,
  losses: 1,
};

const usualLatency: Window = [0, minutes(5)];

/** The system with the document's parameters, except where others are given. */
export const heartbeat = (changed: Partial<HeartbeatParameters> = {}) => {
  const parameters = { guestOs, hostAgent, peer: 'WaAppAgent' as const, latency: usualLatency, ...changed };
  const { peer } = parameters;
  const troubles = { ...usualTroubles, ...changed.troubles };
  return defineSystem({
    name: 'heartbeat',
    agents: {
      guest1: agent(parameters.guestOs, { input: { hostAgent: 'hostAgent1', peer } }),
      guest2: agent(parameters.guestOs, { input: { hostAgent: 'hostAgent2', peer } }),
      hostAgent1: agent(parameters.hostAgent, { input: { guest: 'guest1' } }),
      hostAgent2: agent(parameters.hostAgent, { input: { guest: 'guest2' } }),
    },
    links: [
      {
        from: 'guest1',
        to: 'hostAgent1',
        latency: parameters.latency,
        loss: { total: troubles.losses },
        capacity: 4,
      },
      { from: 'guest2', to: 'hostAgent2', capacity: 4 },
      { from: ['hostAgent1', 'hostAgent2'], to: ['guest1', 'guest2'], capacity: 2 },
    ],
    environment: [
      { agent: 'guest1', event: { type: 'HANG' }, budget: { atMost: troubles.hangs.guest1 } },
      { agent: 'guest2', event: { type: 'HANG' }, budget: { atMost: troubles.hangs.guest2 } },
      { agent: 'guest1', event: { type: 'CRASH' }, budget: { atMost: troubles.crashes } },
      { agent: 'guest2', event: { type: 'SLOW_BOOT' }, budget: { atMost: troubles.slowBoots } },
      {
        agent: 'guest2',
        event: { type: 'UPDATE_GUEST_AGENT' },
        budget: { atMost: troubles.guestAgentUpdates },
      },
      {
        agent: 'hostAgent2',
        event: { type: 'REBOOT_REQUEST' },
        budget: { atMost: troubles.restartRequests },
      },
    ],
  });
};
