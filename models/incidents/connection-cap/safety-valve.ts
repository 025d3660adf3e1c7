/**
 * The safety valve of a network device: a limit on the connections that are open at once.
 *
 * Duty: to admit connections up to its limit, and to refuse the others, which it reports to the other devices by a
 * management message.
 * Parameters: `limit` 2, the capacity of the cluster when it was built.
 */
import { assign, sendTo, setup } from 'xstate';

export type SafetyValveEvent = { type: 'OPEN' } | { type: 'CLOSE' } | { type: 'RAISE'; limit: number };

export const safetyValve = setup({
  types: {
    context: {} as { readonly limit: number; readonly open: number },
    events: {} as SafetyValveEvent,
  },
  guards: { isBelowLimit: ({ context }) => context.open < context.limit },
  actions: {
    admit: assign({ open: ({ context }) => context.open + 1 }),
    close: assign({ open: ({ context }) => context.open - 1 }),
    refuse: sendTo(({ system }) => system.get('cluster'), { type: 'REFUSED' }),
    reportRefusal: sendTo(({ system }) => system.get('networkDevice'), { type: 'MANAGEMENT_MESSAGE' }),
    raise: assign({ limit: ({ context, event }) => (event.type === 'RAISE' ? event.limit : context.limit) }),
    confirm: sendTo(({ system }) => system.get('cluster'), { type: 'LIMIT_RAISED' }),
  },
}).createMachine({
  id: 'safetyValve',
  context: { limit: 2, open: 0 },
  on: {
    OPEN: [{ guard: 'isBelowLimit', actions: 'admit' }, { actions: ['refuse', 'reportRefusal'] }],
    CLOSE: { actions: 'close' },
    RAISE: { actions: ['raise', 'confirm'] },
  },
});
