/**
 * A guest, and a Host Agent that is away for five to twenty minutes again and again.
 *
 * The guest is that of the heartbeat suite. It hangs, crashes and boots slowly;
 * its heartbeats are heard at once, or by nobody.
 */
import { agent, defineSystem, ModelError, minutes, type Window } from 'redhound';
import { guestOs } from './heartbeat/guest-os.ts';
import { hostAgent, type RestartableInput } from './host-agent-restart/host-agent.ts';

export interface HostAgentRestartParameters extends RestartableInput {
  readonly guestOs: typeof guestOs;
  readonly hostAgent: typeof hostAgent;
  /** How long the Host Agent is away. */
  readonly absence: Window;
  /** Of the guest, as all that follow. */
  readonly hangs: number;
  readonly crashes: number;
  readonly slowBoots: number;
}

export const hostAgentRestart = (changed: Partial<HostAgentRestartParameters> = {}) => {
  const {
    guestOs: guest = guestOs,
    hostAgent: machine = hostAgent,
    whileDown = 'forgotten',
    absence = [minutes(5), minutes(20)],
    hangs = 2,
    crashes = 1,
    slowBoots = 1,
  } = changed;
  for (const [name, count] of Object.entries({ hangs, crashes, slowBoots })) {
    if (!Number.isInteger(count) || count < 0)
      throw new ModelError('SYSTEM_INVALID', `${name} is ${count}.`, 'Give a whole number, 0 or more.', {
        system: 'host-agent-restart',
      });
  }
  return defineSystem({
    name: 'host-agent-restart',
    agents: {
      guest: agent(guest, { input: { hostAgent: 'hostAgent', peer: 'WaAppAgent' } }),
      hostAgent: agent(machine, { input: { whileDown }, delays: { absence } }),
    },
    links: [{ from: '*', to: '*', capacity: 4 }],
    environment: [
      { agent: 'guest', event: { type: 'HANG' }, budget: { total: hangs } },
      { agent: 'guest', event: { type: 'CRASH' }, budget: { total: crashes } },
      { agent: 'guest', event: { type: 'SLOW_BOOT' }, budget: { total: slowBoots } },
      { agent: 'hostAgent', event: { type: 'GO_DOWN' }, budget: 'any' },
    ],
  });
};
