/**
 * Two messages in flight to one agent, the first ignored, the second not: what a network makes of a no-op.
 *
 * Stateright's actor test `no_op_depends_on_network`.
 */
import { defineSystem, type LinkDeclaration } from 'redhound';
import { sendTo, setup } from 'xstate';

const sender = setup({}).createMachine({
  entry: [
    sendTo(({ system }) => system.get('receiver'), { type: 'IGNORED' }),
    sendTo(({ system }) => system.get('receiver'), { type: 'INTERESTING' }),
  ],
});

const receiver = setup({
  types: { events: {} as { type: 'IGNORED' } | { type: 'INTERESTING' } },
}).createMachine({
  initial: 'waiting',
  states: { waiting: { on: { INTERESTING: 'interested' } }, interested: {} },
});

/** The two agents, and a link with the given settings. */
export const noOpDelivery = (link: Omit<LinkDeclaration, 'from' | 'to'>) =>
  defineSystem({
    name: 'no-op-delivery',
    agents: { sender, receiver },
    links: [{ ...link, from: 'sender', to: 'receiver' }],
  });
