/**
 * A storage node with one replica of some data; the three nodes are in three fault domains.
 *
 * Duty: to keep its replica. It is prepared (formatted) when the fabric controller says so, unless it is protected.
 * It goes to maintenance, and comes back protected, or unprotected by a human error.
 */
import { assign, sendTo, setup } from 'xstate';

export type NodeName = 'node1' | 'node2' | 'node3';

export type NodeEvent =
  | { type: 'MAINTAIN'; forgetsProtection: boolean }
  | { type: 'PREPARE' }
  | { type: 'PROTECT' };

export const node = setup({
  types: {
    context: {} as { readonly name: NodeName; readonly isProtected: boolean },
    input: {} as { readonly name: NodeName },
    events: {} as NodeEvent,
  },
  guards: {
    isUnprotected: ({ context }) => !context.isProtected,
    isChanged: ({ context, event }) =>
      event.type === 'MAINTAIN' && context.isProtected === event.forgetsProtection,
  },
  actions: {
    comeBack: assign(({ event }) =>
      event.type === 'MAINTAIN' ? { isProtected: !event.forgetsProtection } : {},
    ),
    protect: assign({ isProtected: true }),
    report: sendTo(
      ({ system }) => system.get('configMonitor'),
      ({ context }) => ({ type: 'CHANGED', node: context.name, isProtected: context.isProtected }),
    ),
  },
}).createMachine({
  id: 'node',
  context: ({ input }) => ({ ...input, isProtected: true }),
  initial: 'live',
  on: {
    MAINTAIN: { guard: 'isChanged', actions: ['comeBack', 'report'] },
    PROTECT: { guard: 'isUnprotected', actions: 'protect' },
  },
  states: {
    live: { on: { PREPARE: { guard: 'isUnprotected', target: 'formatted' } } },
    formatted: {},
  },
});
