/**
 * A role instance, what is on its drives, and all that user and platform do to it.
 *
 * What fabric controller and Host Agents tell each other is told within one move (synchronous links): this layer counts in
 * five minutes.
 */
import { agent, defineSystem, ModelError, minutes } from 'redhound';
import { fabricController } from './drives/fabric-controller.ts';
import { hostAgent, operations } from './drives/host-agent.ts';
import { type DriveName, driveNames } from './drives/startup-task.ts';

export interface DrivesParameters {
  readonly fabricController: typeof fabricController;
  readonly hostAgent: typeof hostAgent;
  /** Where the startup task leaves its mark. */
  readonly marksOn: DriveName;
  /** Of the role process. */
  readonly crashes: number;
}

export const drives = (changed: Partial<DrivesParameters> = {}) => {
  const machines = { fabricController, hostAgent, ...changed };
  const { marksOn = 'D', crashes = 2 } = changed;
  if (!driveNames.includes(marksOn))
    throw new ModelError('INPUT_INVALID', `there is no drive '${marksOn}'.`, 'Choose C, D or E.', {
      system: 'drives',
    });
  const delays = { boot: [minutes(5), minutes(15)] } as const;
  return defineSystem({
    name: 'drives',
    agents: {
      fabricController: machines.fabricController,
      host1: agent(machines.hostAgent, { input: { isHome: true, marksOn }, delays }),
      host2: agent(machines.hostAgent, { input: { isHome: false, marksOn }, delays }),
    },
    links: [{ from: '*', to: '*', order: 'synchronous' }],
    environment: [
      {
        agent: 'fabricController',
        event: [...operations.map((type) => ({ type })), { type: 'MOVE' as const }],
        budget: 'any',
      },
      {
        agent: ['host1', 'host2'],
        event: driveNames.map((drive) => ({ type: 'ROLE_WRITES' as const, drive })),
        budget: 'any',
      },
      { agent: ['host1', 'host2'], event: { type: 'ROLE_CRASH' }, budget: { total: crashes } },
    ],
  });
};
