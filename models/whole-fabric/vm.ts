/**
 * The virtual machine: as for its migrations, and from before it is started; and the way out for the guest in it.
 *
 * Duty: to be one machine, whatever copies of its memory the hosts hold: it moves, and changes the set of port names,
 * when a host resumes it and at no other moment (VF01). A heartbeat goes to the Host Agent of the host that runs it;
 * out of a paused machine nothing comes.
 */
import { assign, sendTo, setup } from 'xstate';
import type { VmEvent as MigrationEvent } from '../migration/vm.ts';
import type { HostName, WwnSet } from '../migration/wwn.ts';

export type VmEvent = MigrationEvent | { type: 'HEARTBEAT'; incarnation: number };

export const vm = setup({
  types: {
    context: {} as { readonly host: HostName; readonly activeSet: WwnSet },
    events: {} as VmEvent,
  },
  actions: {
    move: assign(({ context, event }) =>
      event.type === 'RESUMED' ? { host: event.host, activeSet: event.set } : context,
    ),
    passOn: sendTo(
      ({ system, context }) => system.get(context.host),
      ({ event }) => event,
    ),
  },
}).createMachine({
  id: 'vm',
  context: { host: 'host1', activeSet: 'A' },
  initial: 'off',
  states: {
    off: { on: { RESUMED: { target: 'running', actions: 'move' } } },
    running: { on: { PAUSED: 'paused', HEARTBEAT: { actions: 'passOn' } } },
    paused: { on: { RESUMED: { target: 'running', actions: 'move' } } },
  },
});
