/**
 * The power distribution of the racks, which the fabric controller reaches when it no longer reaches a server.
 *
 * Duty: to cut and restore the power of one server (a fence, P48). It does not go through the network that the server
 * is on.
 */
import { sendTo, setup } from 'xstate';
import type { ServerName } from './cluster.ts';

export type PowerUnitEvent = { type: 'CUT'; server: ServerName } | { type: 'RESTORE'; server: ServerName };

export const powerUnit = setup({
  types: { events: {} as PowerUnitEvent },
  actions: {
    cut: sendTo(({ system, event }) => system.get(event.server), { type: 'POWER_OFF' }),
    restore: sendTo(({ system, event }) => system.get(event.server), { type: 'POWER_ON' }),
  },
}).createMachine({
  id: 'powerUnit',
  on: { CUT: { actions: 'cut' }, RESTORE: { actions: 'restore' } },
});
