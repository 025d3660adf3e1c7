/**
 * The Host Agent in the root partition: its machine for one guest. A host has one such machine per guest.
 *
 * Duty: to restart the guest OS after ten minutes without an accepted heartbeat (AZ-15, AZ-17; C3), to give a guest
 * that boots 25 minutes for its first one (P29, P39), and to restart on request. One restart at a time: a request
 * that comes while the last one is under way has nothing to add (P30). A heartbeat counts if it is of the incarnation
 * that the Host Agent started last (P28). A heartbeat and a timeout of one instant come in either order, and what
 * comes first decides (P27).
 * Parameters: `silence` 10 min, `connect` 25 min; `INCARNATIONS`.
 */
import { minutes } from 'redhound';
import { assign, cancel, emit, enqueueActions, raise, sendTo, setup, stateIn } from 'xstate';
import type { RestartCause } from './guest-os.ts';

/**
 * Incarnations are counted modulo this, so that their number is finite. Two suffice. Heartbeats arrive in the order
 * sent, so when one of the current incarnation is accepted, none of an earlier one is under way: a restart out of
 * `watching` meets heartbeats of one incarnation only. A restart out of `connecting` comes 25 minutes after the last,
 * when all that was under way then has long arrived.
 */
export const INCARNATIONS = 2;

export type HostAgentEvent =
  | { type: 'HEARTBEAT'; incarnation: number }
  | { type: 'SILENCE' }
  | { type: 'NO_CONNECTION' }
  | { type: 'REBOOT_REQUEST' };

export const hostAgent = setup({
  types: {
    context: {} as { readonly guest: string; readonly incarnation: number },
    input: {} as { readonly guest: string },
    events: {} as HostAgentEvent,
    emitted: {} as { type: 'accepted' } | { type: 'coalesced' },
  },
  delays: { silence: minutes(10), connect: minutes(25) },
  guards: {
    isCurrent: ({ context, event }) =>
      event.type === 'HEARTBEAT' && event.incarnation === context.incarnation,
    noRestartUnderWay: stateIn('watching'),
  },
  actions: {
    accept: emit({ type: 'accepted' }),
    coalesce: emit({ type: 'coalesced' }),
    awaitHeartbeat: raise({ type: 'SILENCE' }, { id: 'silence', delay: 'silence' }),
    awaitConnection: raise({ type: 'NO_CONNECTION' }, { id: 'connect', delay: 'connect' }),
    stopSilenceTimer: cancel('silence'),
    stopConnectTimer: cancel('connect'),
    resetSilenceTimer: enqueueActions(({ enqueue }) => {
      enqueue.cancel('silence');
      enqueue.raise({ type: 'SILENCE' }, { id: 'silence', delay: 'silence' });
    }),
    beginIncarnation: assign({ incarnation: ({ context }) => (context.incarnation + 1) % INCARNATIONS }),
    restartGuest: sendTo(
      ({ system, context }) => system.get(context.guest),
      ({ context }, { cause }: { cause: RestartCause }) => ({
        type: 'RESTART',
        incarnation: context.incarnation,
        cause,
      }),
    ),
  },
}).createMachine({
  id: 'hostAgent',
  context: ({ input }) => ({ guest: input.guest, incarnation: 0 }),
  initial: 'connecting',
  on: {
    REBOOT_REQUEST: [
      {
        guard: 'noRestartUnderWay',
        target: '.connecting',
        reenter: true,
        actions: ['beginIncarnation', { type: 'restartGuest', params: { cause: 'request' } }],
      },
      { actions: 'coalesce' },
    ],
  },
  states: {
    connecting: {
      entry: 'awaitConnection',
      exit: 'stopConnectTimer',
      on: {
        HEARTBEAT: { guard: 'isCurrent', target: 'watching', actions: 'accept' },
        NO_CONNECTION: {
          target: 'connecting',
          reenter: true,
          actions: ['beginIncarnation', { type: 'restartGuest', params: { cause: 'no-connection' } }],
        },
      },
    },
    watching: {
      entry: 'awaitHeartbeat',
      exit: 'stopSilenceTimer',
      on: {
        HEARTBEAT: { guard: 'isCurrent', actions: ['accept', 'resetSilenceTimer'] },
        SILENCE: {
          target: 'connecting',
          actions: ['beginIncarnation', { type: 'restartGuest', params: { cause: 'silence' } }],
        },
      },
    },
  },
});
