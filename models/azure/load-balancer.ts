/**
 * The load balancer, for one instance: whether requests are sent to it.
 *
 * Duty: to probe the instance, take it into rotation when it answers, and out of it when it has not answered for long
 * (public documentation of load balancer probes). The default probe is answered by the guest agent while the role is
 * Ready; a custom probe by the web site itself.
 * Parameters: `period` 15 s between probes; `timeout` 30 s without an answer (31 s in public: two full probes); `probe`.
 */
import { seconds } from 'redhound';
import { sendTo, setup } from 'xstate';

export type Probe = 'default' | 'custom';

export const loadBalancer = setup({
  types: {
    context: {} as { readonly probe: Probe },
    input: {} as { readonly probe: Probe },
    events: {} as { type: 'PROBE_OK' },
  },
  delays: { period: seconds(15), timeout: seconds(30) },
  actions: {
    probe: sendTo(({ system, context }) => system.get(context.probe === 'default' ? 'guestAgent' : 'w3wp'), {
      type: 'PROBE',
    }),
  },
}).createMachine({
  id: 'loadBalancer',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    prober: {
      initial: 'waiting',
      states: {
        waiting: { after: { period: { target: 'waiting', reenter: true, actions: 'probe' } } },
      },
    },
    rotation: {
      initial: 'out',
      states: {
        out: { on: { PROBE_OK: 'in' } },
        in: { on: { PROBE_OK: { target: 'in', reenter: true } }, after: { timeout: 'out' } },
      },
    },
  },
});
