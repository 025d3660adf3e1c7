/**
 * The directory of addresses of one cloud service: which of its two deployments has the production address.
 *
 * Duty: to change the slot of a deployment when RDFE says so. What reaches it may be lost or come late.
 */
import { assign, setup } from 'xstate';

export type DeploymentName = 'A' | 'B';
export type Slot = 'production' | 'staging';

export type DirectoryEvent =
  | { type: 'SET_PRODUCTION'; deployment: DeploymentName }
  | { type: 'DEMOTE'; deployment: DeploymentName }
  | { type: 'PROMOTE'; deployment: DeploymentName };

const slotsWith = (production: DeploymentName): Record<DeploymentName, Slot> =>
  production === 'A' ? { A: 'production', B: 'staging' } : { A: 'staging', B: 'production' };

export const directory = setup({
  types: {
    context: {} as { readonly slots: Readonly<Record<DeploymentName, Slot>> },
    events: {} as DirectoryEvent,
  },
  actions: {
    swap: assign(({ event }) => ({ slots: slotsWith(event.deployment) })),
    demote: assign(({ context, event }) => ({ slots: { ...context.slots, [event.deployment]: 'staging' } })),
    promote: assign(({ context, event }) => ({
      slots: { ...context.slots, [event.deployment]: 'production' },
    })),
  },
}).createMachine({
  id: 'directory',
  context: { slots: { A: 'production', B: 'staging' } },
  on: {
    SET_PRODUCTION: { actions: 'swap' },
    DEMOTE: { actions: 'demote' },
    PROMOTE: { actions: 'promote' },
  },
});
