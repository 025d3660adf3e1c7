/**
 * The power distribution: it cuts the power of a host that the fabric controller no longer reaches (a fence).
 */
import { sendTo, setup } from 'xstate';
import type { HostName } from './host.ts';

export const powerUnit = setup({
  types: { events: {} as { type: 'CUT'; host: HostName } },
  actions: { cut: sendTo(({ system, event }) => system.get(event.host), { type: 'POWER_OFF' }) },
}).createMachine({ id: 'powerUnit', on: { CUT: { actions: 'cut' } } });
