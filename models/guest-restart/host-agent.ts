/**
 * The Host Agent of one guest, as far as it boots it.
 *
 * Duty: to boot the guest, and to boot it anew when it is told: by a user, or by its own watch, which is the heartbeat
 * suite's subject. Each boot is an incarnation of its own.
 */
import { assign, sendTo, setup } from 'xstate';
import type { RestartCause } from '../heartbeat/guest-os.ts';

export type HostAgentEvent =
  /** There was no heartbeat for ten minutes, or a user asks for it. */
  { type: 'RESTART_GUEST' };

export const hostAgent = setup({
  types: { context: {} as { readonly incarnation: number }, events: {} as HostAgentEvent },
  actions: {
    beginIncarnation: assign({ incarnation: ({ context }) => context.incarnation + 1 }),
    bootGuest: sendTo(
      ({ system }) => system.get('guestOs'),
      ({ context }, { cause }: { cause: RestartCause | 'start' }) => ({
        type: 'RESTART',
        incarnation: context.incarnation,
        cause,
      }),
    ),
  },
}).createMachine({
  id: 'hostAgent',
  context: { incarnation: 0 },
  initial: 'watching',
  entry: { type: 'bootGuest', params: { cause: 'start' } },
  states: {
    watching: {
      on: {
        RESTART_GUEST: { actions: ['beginIncarnation', { type: 'bootGuest', params: { cause: 'request' } }] },
      },
    },
  },
});
