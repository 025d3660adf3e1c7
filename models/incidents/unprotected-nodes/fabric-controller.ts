/**
 * The fabric controller of a storage stamp: a primary that can be replaced by another at any time.
 *
 * Duty: a transition to a new primary is normal, and should change no node. Parameter: `atFailover`, whether the new
 * primary prepares all nodes that look new to it, which a node without protection does (`prepare`, as it was), or
 * leaves them as they are (`nothing`).
 */
import { type AnyActorRef, enqueueActions, setup } from 'xstate';

export const nodeNames = ['node1', 'node2', 'node3'] as const;

export type StampEvent = { type: 'FAIL_OVER' };

export const fabricController = setup({
  types: {
    context: {} as { readonly atFailover: 'prepare' | 'nothing' },
    input: {} as { readonly atFailover: 'prepare' | 'nothing' },
    events: {} as StampEvent,
  },
  guards: { prepares: ({ context }) => context.atFailover === 'prepare' },
  actions: {
    prepareNodes: enqueueActions(({ enqueue, system }) => {
      for (const name of nodeNames) enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'PREPARE' });
    }),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => input,
  initial: 'primary',
  states: {
    primary: { on: { FAIL_OVER: 'electing' } },
    electing: {
      always: [{ guard: 'prepares', target: 'primary', actions: 'prepareNodes' }, { target: 'primary' }],
    },
  },
});
