/**
 * The fabric controller, as far as it reimages an instance: from the portal, or for an upgrade of the guest OS.
 *
 * Duty: to have the role stopped, the disks reimaged, and the role started again (AZ-16).
 * Parameters: `reimage` 5 min (ours).
 */
import { minutes } from 'redhound';
import { sendTo, setup } from 'xstate';
import type { InstanceStatus } from '../../azure/role-model.ts';

export type ReimagerEvent = { type: 'STATUS'; status: InstanceStatus } | { type: 'REIMAGE' };

export const reimager = setup({
  types: { events: {} as ReimagerEvent },
  delays: { reimage: minutes(5) },
  guards: { isStopped: ({ event }) => event.type === 'STATUS' && event.status === 'StoppedRole' },
  actions: {
    stopRole: sendTo(({ system }) => system.get('waAppAgent'), { type: 'GOAL_STOPPED' }),
    reimage: sendTo(({ system }) => system.get('disks'), { type: 'REIMAGE' }),
    startRole: sendTo(({ system }) => system.get('waAppAgent'), { type: 'GOAL_STARTED' }),
  },
}).createMachine({
  id: 'reimager',
  initial: 'deploying',
  states: {
    deploying: { on: { STATUS: 'watching' } },
    watching: { on: { REIMAGE: { target: 'stopping', actions: 'stopRole' } } },
    stopping: { on: { STATUS: { guard: 'isStopped', target: 'reimaging', actions: 'reimage' } } },
    reimaging: { after: { reimage: { target: 'watching', actions: 'startRole' } } },
  },
});
