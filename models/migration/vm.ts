/**
 * The virtual machine with its virtual HBAs: where it runs, and which set of port names its storage paths use.
 *
 * Duty: to be one machine, whatever copies of its memory the hosts hold. It moves, and changes the set, at the moment
 * when a destination resumes it and at no other (VF01). It dies with the host that runs it (VF13).
 */
import { assign, setup } from 'xstate';
import type { HostName, WwnSet } from './wwn.ts';

export type VmEvent =
  | { type: 'PAUSED' }
  | { type: 'RESUMED'; host: HostName; set: WwnSet }
  | { type: 'HOST_DIED'; host: HostName }
  | { type: 'GIVEN_UP' };

export const vm = setup({
  types: {
    context: {} as { readonly host: HostName; readonly activeSet: WwnSet },
    events: {} as VmEvent,
  },
  guards: {
    isItsHost: ({ context, event }) => event.type === 'HOST_DIED' && event.host === context.host,
  },
  actions: {
    move: assign(({ context, event }) =>
      event.type === 'RESUMED' ? { host: event.host, activeSet: event.set } : context,
    ),
  },
}).createMachine({
  id: 'vm',
  context: { host: 'host1', activeSet: 'A' },
  initial: 'running',
  states: {
    running: { on: { PAUSED: 'paused', HOST_DIED: { guard: 'isItsHost', target: 'lost' } } },
    paused: { on: { RESUMED: { target: 'running', actions: 'move' }, GIVEN_UP: 'lost' } },
    lost: { type: 'final' },
  },
});
