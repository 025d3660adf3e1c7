/**
 * A virtual machine that is moved between two hosts, each with a Host Agent that would restart it if it were silent.
 *
 * Left out: storage and the phases of the migration, which `migration` has; lost messages; and the 25 minutes that a
 * guest which boots has for its first heartbeat (`heartbeat`): here it has ten, like any other.
 */
import { agent, defineSystem, minutes } from 'redhound';
import { mover } from './migration-watch/mover.ts';
import { vmCopy } from './migration-watch/vm-copy.ts';
import { watchingHostAgent } from './migration-watch/watching-host-agent.ts';

export interface MigrationWatchParameters {
  readonly mover: typeof mover;
  readonly watchingHostAgent: typeof watchingHostAgent;
  readonly vmCopy: typeof vmCopy;
  /** How often the guest hangs, on either host. */
  readonly hangs: number;
}

export const migrationWatch = (changed: Partial<MigrationWatchParameters> = {}) => {
  const machines = { mover, watchingHostAgent, vmCopy, ...changed };
  const { hangs = 1 } = changed;
  return defineSystem({
    name: 'migration-watch',
    agents: {
      mover: agent(machines.mover, { delays: { blackout: [minutes(5), minutes(15)] } }),
      hostAgent1: agent(machines.watchingHostAgent, { input: { copy: 'copy1', isHome: true } }),
      hostAgent2: agent(machines.watchingHostAgent, { input: { copy: 'copy2', isHome: false } }),
      copy1: agent(machines.vmCopy, { input: { hostAgent: 'hostAgent1', isHome: true } }),
      copy2: agent(machines.vmCopy, { input: { hostAgent: 'hostAgent2', isHome: false } }),
    },
    environment: [
      { agent: 'mover', event: { type: 'MIGRATE' }, budget: 'any' },
      { agent: 'mover', event: { type: 'CANCEL' }, budget: { atMost: 1 } },
      { agent: ['copy1', 'copy2'], event: { type: 'HANG' }, budget: { atMost: hangs } },
    ],
  });
};
