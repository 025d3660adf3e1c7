/**
 * Two agents that count the messages which they send to and fro, up to a maximum.
 *
 * Stateright's actor test `ping_pong`; its boundary on the counters is here a guard on each transition.
 */
import { agent, defineSystem, type LinkDeclaration } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

const pinger = setup({
  types: {
    context: {} as { count: number; max: number },
    input: {} as { max: number },
    events: {} as { type: 'PONG'; value: number },
  },
  actions: {
    ping: sendTo(
      ({ system }) => system.get('ponger'),
      ({ context }) => ({ type: 'PING', value: context.count }),
    ),
  },
}).createMachine({
  context: ({ input }) => ({ count: 0, max: input.max }),
  entry: 'ping',
  on: {
    PONG: {
      guard: ({ context, event }) => event.value === context.count && context.count < context.max,
      actions: [assign({ count: ({ context }) => context.count + 1 }), 'ping'],
    },
  },
});

const ponger = setup({
  types: {
    context: {} as { count: number; max: number },
    input: {} as { max: number },
    events: {} as { type: 'PING'; value: number },
  },
  actions: {
    pong: sendTo(
      ({ system }) => system.get('pinger'),
      ({ context }) => ({ type: 'PONG', value: context.count }),
    ),
  },
}).createMachine({
  context: ({ input }) => ({ count: 0, max: input.max }),
  on: {
    PING: {
      guard: ({ context, event }) => event.value === context.count && context.count < context.max,
      actions: ['pong', assign({ count: ({ context }) => context.count + 1 })],
    },
  },
});

/** Ping-pong up to `max` over links with the given settings. */
export const pingPong = (max: number, link: Omit<LinkDeclaration, 'from' | 'to'>) =>
  defineSystem({
    name: `ping-pong-${max}`,
    agents: { pinger: agent(pinger, { input: { max } }), ponger: agent(ponger, { input: { max } }) },
    links: [{ ...link, from: '*', to: '*' }],
  });
