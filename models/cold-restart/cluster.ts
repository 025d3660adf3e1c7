/**
 * The failover cluster: it starts a virtual machine again on the second host when the first has died.
 *
 * Duty: to try until it runs. The names that it used may still be logged in at the dead host’s port, so that the fabric
 * refuses them (VF18): then it waits, and tries again, with the other set or with the same.
 * Parameters: `afterRefusal`, which set comes next (sources do not say which set a cold start takes); `retry` 1 min (ours).
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import { otherSet, type WwnSet } from '../migration/wwn.ts';

export type AfterRefusal = 'same set' | 'other set';

export const cluster = setup({
  types: {
    context: {} as { readonly afterRefusal: AfterRefusal; readonly set: WwnSet },
    input: {} as { readonly afterRefusal: AfterRefusal },
    events: {} as { type: 'HOST_DIED' } | { type: 'STARTED' } | { type: 'REFUSED' },
  },
  delays: { retry: minutes(1) },
  actions: {
    startVm: sendTo(
      ({ system }) => system.get('host2'),
      ({ context }) => ({ type: 'START', set: context.set }),
    ),
    chooseSet: assign({
      set: ({ context: { afterRefusal, set } }) => (afterRefusal === 'other set' ? otherSet(set) : set),
    }),
  },
}).createMachine({
  id: 'cluster',
  context: ({ input }) => ({ ...input, set: 'A' }),
  initial: 'onFirstHost',
  states: {
    onFirstHost: { on: { HOST_DIED: 'starting' } },
    starting: { entry: 'startVm', on: { STARTED: 'onSecondHost', REFUSED: 'refused' } },
    refused: { entry: 'chooseSet', after: { retry: 'starting' } },
    onSecondHost: { type: 'final' },
  },
});
