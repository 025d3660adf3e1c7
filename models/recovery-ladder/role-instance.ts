/**
 * A role instance: a virtual machine with its guest OS, its guest agent and its role process, on one server at a time.
 *
 * Duty: to serve, and to send heartbeats to the Host Agent of its server while guest OS and guest agent are up (AZ-15).
 * The first rung of the ladder is in here: the guest agent restarts the role process when it dies, and does nothing
 * else (P34, P35). A role process that hangs is taken for busy and left alone, as published (P36); with
 * `hangIsCrash` a StatusCheck that is not answered counts as a crash.
 * A guest agent that is `bad` does not start; one that runs already goes on. On faulty hardware none starts.
 * Parameters: `boot` 5 min; `beat` 5 min between heartbeats (as in the heartbeat suite); `recycle` 5 min, one tick, to
 * restart the role process (the SLA of 2010 says that it begins within two minutes).
 * Left out: startup tasks, and the parts of the guest agent's work before the role starts.
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import type { HostName } from './host-agent.ts';

export interface RoleInstanceInput {
  readonly hangIsCrash: boolean;
}

interface RoleInstanceContext extends RoleInstanceInput {
  readonly host: HostName;
  readonly guestAgent: 'good' | 'bad';
  /** Of the server that it booted on last. */
  readonly hardware: 'good' | 'faulty';
}

export type RoleInstanceEvent =
  | { type: 'BOOT'; host: HostName; hardware: 'good' | 'faulty' }
  /** This server goes down, with all that it hosts. */
  | { type: 'OFF'; host: HostName }
  | { type: 'ROLE_CRASH' }
  | { type: 'ROLE_HANG' }
  | { type: 'GUEST_HANG' }
  | { type: 'BAD_GUEST_AGENT' }
  | { type: 'GOOD_GUEST_AGENT' };

export const roleInstance = setup({
  types: {
    context: {} as RoleInstanceContext,
    input: {} as RoleInstanceInput,
    events: {} as RoleInstanceEvent,
  },
  delays: { boot: minutes(5), beat: minutes(5), recycle: minutes(5) },
  guards: {
    agentStarts: ({ context }) => context.guestAgent === 'good' && context.hardware === 'good',
    isBad: ({ context }) => context.guestAgent === 'bad',
    isGood: ({ context }) => context.guestAgent === 'good',
    hangIsCrash: ({ context }) => context.hangIsCrash,
    isThere: ({ context, event }) => event.type === 'OFF' && event.host === context.host,
  },
  actions: {
    takeHost: assign(({ context, event }) =>
      event.type === 'BOOT' ? { host: event.host, hardware: event.hardware } : context,
    ),
    spoilGuestAgent: assign({ guestAgent: 'bad' }),
    replaceGuestAgent: assign({ guestAgent: 'good' }),
    sendHeartbeat: sendTo(({ system, context }) => system.get(context.host), { type: 'HEARTBEAT' }),
  },
}).createMachine({
  id: 'roleInstance',
  context: ({ input }) => ({ ...input, host: 'host1', guestAgent: 'good', hardware: 'good' }),
  initial: 'off',
  on: {
    BOOT: { target: '.booting', actions: 'takeHost' },
    OFF: { guard: 'isThere', target: '.off' },
    BAD_GUEST_AGENT: { guard: 'isGood', actions: 'spoilGuestAgent' },
    GOOD_GUEST_AGENT: { guard: 'isBad', actions: 'replaceGuestAgent' },
  },
  states: {
    off: {},
    booting: { after: { boot: [{ guard: 'agentStarts', target: 'up' }, { target: 'silent' }] } },
    up: {
      type: 'parallel',
      on: { GUEST_HANG: 'silent' },
      states: {
        heart: {
          initial: 'beating',
          states: {
            beating: { entry: 'sendHeartbeat', after: { beat: { target: 'beating', reenter: true } } },
          },
        },
        role: {
          initial: 'serving',
          states: {
            serving: {
              on: {
                ROLE_CRASH: 'recycling',
                ROLE_HANG: [{ guard: 'hangIsCrash', target: 'recycling' }, { target: 'hung' }],
              },
            },
            recycling: { after: { recycle: 'serving' } },
            hung: {},
          },
        },
      },
    },
    /** The guest OS hangs, or its agent did not start: from outside there is no difference. */
    silent: {},
  },
});
