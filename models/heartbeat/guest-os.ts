/**
 * The operating system of a guest VM: it boots, serves, hangs, crashes, and is restarted from outside.
 *
 * Duty: to run WaAppAgent while it is up. A hung guest stays hung until the Host Agent restarts it (AZ-17); a crashed
 * one boots again by itself, and is still the same incarnation, for nobody outside has restarted it.
 * Parameters: `boot` 5 min; `slowBoot` 15 min more where a boot is slow, longer than ten minutes of silence, which must
 * not count yet (P29).
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import { waAppAgent } from './wa-app-agent.ts';
import type { HeartbeatDuty, HeartbeatPeer } from './windows-azure-guest-agent.ts';

/** Why the Host Agent restarts a guest. */
export type RestartCause = 'silence' | 'no-connection' | 'request';

export type GuestOsEvent =
  | { type: 'RESTART'; incarnation: number; cause: RestartCause }
  | { type: 'HANG' }
  | { type: 'CRASH' }
  | { type: 'SLOW_BOOT' }
  | { type: 'UPDATE_GUEST_AGENT' };

export const guestOs = setup({
  types: {
    context: {} as HeartbeatDuty,
    input: {} as { readonly hostAgent: string; readonly peer: HeartbeatPeer },
    events: {} as GuestOsEvent,
    children: {} as { waAppAgent: 'waAppAgent' },
  },
  actors: { waAppAgent },
  delays: { boot: minutes(5), slowBoot: minutes(15) },
  actions: {
    takeIncarnation: assign({
      incarnation: ({ context, event }) =>
        event.type === 'RESTART' ? event.incarnation : context.incarnation,
    }),
    updateGuestAgent: sendTo('waAppAgent', { type: 'UPDATE_GUEST_AGENT' }),
  },
}).createMachine({
  id: 'guestOs',
  context: ({ input }) => ({ ...input, incarnation: 0 }),
  initial: 'booting',
  on: { RESTART: { target: '.booting', actions: 'takeIncarnation' } },
  states: {
    booting: {
      after: { boot: 'up' },
      on: { HANG: 'hung', SLOW_BOOT: 'bootingSlowly' },
    },
    bootingSlowly: { after: { slowBoot: 'up' } },
    up: {
      invoke: { id: 'waAppAgent', src: 'waAppAgent', input: ({ context }) => context },
      on: { HANG: 'hung', CRASH: 'booting', UPDATE_GUEST_AGENT: { actions: 'updateGuestAgent' } },
    },
    hung: {},
  },
});
