/**
 * The monitor of the configuration: it hears of each node that comes back, and has a missing protection restored.
 *
 * Parameter: `defective`, as it was: it raises no alarm.
 */
import { emit, enqueueActions, setup } from 'xstate';
import type { NodeName } from './node.ts';

export type ConfigMonitorEvent = { type: 'CHANGED'; node: NodeName; isProtected: boolean };

export const configMonitor = setup({
  types: {
    context: {} as { readonly defective: boolean },
    input: {} as { readonly defective: boolean },
    events: {} as ConfigMonitorEvent,
    emitted: {} as { type: 'alarm' },
  },
  guards: {
    mustAct: ({ context, event }) => !context.defective && !event.isProtected,
  },
  actions: {
    alarm: emit({ type: 'alarm' }),
    restoreProtection: enqueueActions(({ enqueue, event, system }) => {
      enqueue.sendTo(system.get(event.node), { type: 'PROTECT' });
    }),
  },
}).createMachine({
  id: 'configMonitor',
  context: ({ input }) => input,
  on: { CHANGED: { guard: 'mustAct', actions: ['alarm', 'restoreProtection'] } },
});
