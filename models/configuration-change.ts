/**
 * A deployed role whose service configuration is changed, again and again.
 *
 * A new configuration may come at any time, also while the last one is under way; the role code takes as long as it likes.
 * Left out: more than one configuration on its way to the guest agent at once; what a role reads of its new setting.
 */
import { defineSystem, ModelError } from 'redhound';
import { fabricController } from './configuration-change/fabric-controller.ts';
import { guestAgent } from './configuration-change/guest-agent.ts';
import { role } from './configuration-change/role.ts';

export interface ConfigurationChangeParameters {
  readonly fabricController: typeof fabricController;
  readonly guestAgent: typeof guestAgent;
  readonly role: typeof role;
  /** How often the code of the role throws. */
  readonly throws: number;
}

export const configurationChange = (changed: Partial<ConfigurationChangeParameters> = {}) => {
  const machines = { fabricController, guestAgent, role, ...changed };
  const { throws = 1 } = changed;
  if (!Number.isInteger(throws) || throws < 0)
    throw new ModelError('SYSTEM_INVALID', `throws is ${throws}.`, 'Give a whole number, 0 or more.', {
      system: 'configuration-change',
    });
  return defineSystem({
    name: 'configuration-change',
    agents: {
      fabricController: machines.fabricController,
      guestAgent: machines.guestAgent,
      role: machines.role,
    },
    links: [{ from: 'fabricController', to: 'guestAgent', capacity: 1, overflow: 'block' }],
    environment: [
      {
        agent: 'fabricController',
        event: [{ type: 'CHANGE_SETTING' }, { type: 'CHANGE_CERTIFICATE' }, { type: 'CHANGE_INSTANCES' }],
        budget: 'any',
      },
      {
        agent: 'role',
        event: [
          { type: 'ON_START_RETURNS' },
          { type: 'CHANGING_HANDLER_RETURNS', cancel: false },
          { type: 'CHANGING_HANDLER_RETURNS', cancel: true },
          { type: 'ON_STOP_RETURNS' },
        ],
        budget: 'any',
      },
      { agent: 'role', event: { type: 'THROW' }, budget: { total: throws } },
    ],
  });
};
