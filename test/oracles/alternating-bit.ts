/**
 * The alternating bit protocol over two lossy queues of two messages each.
 *
 * Lamport, "Specifying Systems" (2002), chapter 14; TLA+ Examples, `SpecifyingSystems/TLC/MCAlternatingBit`. Its
 * constraint on the queues' lengths is here a link that blocks when full.
 */
import { agent, defineSystem, type OneOf, oneOf } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

type Bit = 0 | 1;
type Data = 'd1' | 'd2';
const flipped = (bit: Bit): Bit => (bit === 0 ? 1 : 0);

/** Both ends learn the bit that they start from before anything else happens. */
type Agreed = { type: 'AGREED'; bit: Bit };

const sender = setup({
  types: {
    context: {} as { bit: Bit; acknowledged: Bit; sent: Data },
    input: {} as { sent: Data },
    events: {} as
      | Agreed
      | { type: 'SEND'; data: Data }
      | { type: 'RESEND' }
      | { type: 'ACKNOWLEDGEMENT'; bit: Bit },
  },
  guards: {
    acknowledged: ({ context }) => context.bit === context.acknowledged,
    unacknowledged: ({ context }) => context.bit !== context.acknowledged,
  },
  actions: {
    transmit: sendTo(
      ({ system }) => system.get('receiver'),
      ({ context }) => ({ type: 'MESSAGE', bit: context.bit, data: context.sent }),
    ),
  },
}).createMachine({
  context: ({ input }) => ({ bit: 0, acknowledged: 0, sent: input.sent }),
  on: {
    AGREED: { actions: assign({ bit: ({ event }) => event.bit, acknowledged: ({ event }) => event.bit }) },
    SEND: {
      guard: 'acknowledged',
      actions: [
        assign({ bit: ({ context }) => flipped(context.bit), sent: ({ event }) => event.data }),
        'transmit',
      ],
    },
    RESEND: { guard: 'unacknowledged', actions: 'transmit' },
    ACKNOWLEDGEMENT: { actions: assign({ acknowledged: ({ event }) => event.bit }) },
  },
});

const receiver = setup({
  types: {
    context: {} as { bit: Bit; received: Data },
    input: {} as { received: Data },
    events: {} as Agreed | { type: 'MESSAGE'; bit: Bit; data: Data } | { type: 'ACKNOWLEDGE' },
  },
  actions: {
    acknowledge: sendTo(
      ({ system }) => system.get('sender'),
      ({ context }) => ({ type: 'ACKNOWLEDGEMENT', bit: context.bit }),
    ),
  },
}).createMachine({
  context: ({ input }) => ({ bit: 0, received: input.received }),
  on: {
    AGREED: { actions: assign({ bit: ({ event }) => event.bit }) },
    MESSAGE: { actions: assign({ bit: ({ event }) => event.bit, received: ({ event }) => event.data }) },
    ACKNOWLEDGE: { actions: 'acknowledge' },
  },
});

/** Tells both ends the first bit in its first macrostep, and forgets it. */
const agreement = setup({
  types: { context: {} as { bit: Bit | undefined }, input: {} as { bit: Bit } },
  actions: { forget: assign({ bit: undefined }) },
}).createMachine({
  context: ({ input }) => ({ bit: input.bit }),
  entry: [
    sendTo(
      ({ system }) => system.get('sender'),
      ({ context }) => ({ type: 'AGREED', bit: context.bit }),
    ),
    sendTo(
      ({ system }) => system.get('receiver'),
      ({ context }) => ({ type: 'AGREED', bit: context.bit }),
    ),
    'forget',
  ],
});

/** What the protocol may start from. */
interface Start {
  readonly bit: OneOf<{ bit: Bit }>;
  readonly sent: OneOf<{ sent: Data }>;
  readonly received: OneOf<{ received: Data }>;
}

/** The eight initial states of the module. */
export const anyStart: Start = {
  bit: oneOf({ bit: 0 }, { bit: 1 }),
  sent: oneOf({ sent: 'd1' }, { sent: 'd2' }),
  received: oneOf({ received: 'd1' }, { received: 'd2' }),
};

/** One of them. */
export const oneStart: Start = {
  bit: oneOf({ bit: 0 }),
  sent: oneOf({ sent: 'd1' }),
  received: oneOf({ received: 'd1' }),
};

export const alternatingBit = (start: Start) =>
  defineSystem({
    name: 'alternating-bit',
    agents: {
      sender: agent(sender, { input: start.sent }),
      receiver: agent(receiver, { input: start.received }),
      agreement: agent(agreement, { input: start.bit }),
    },
    links: [
      { from: 'sender', to: 'receiver', capacity: 2, overflow: 'block', loss: 'any' },
      { from: 'receiver', to: 'sender', capacity: 2, overflow: 'block', loss: 'any' },
      { from: 'agreement', to: '*', order: 'synchronous' },
    ],
    environment: [
      {
        agent: 'sender',
        event: [{ type: 'SEND', data: 'd1' }, { type: 'SEND', data: 'd2' }, { type: 'RESEND' }],
        budget: 'any',
      },
      { agent: 'receiver', event: { type: 'ACKNOWLEDGE' }, budget: 'any' },
    ],
  });
