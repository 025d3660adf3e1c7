/**
 * w3wp.exe, the process of IIS that serves the requests of a web role. No agent of the fabric watches it.
 *
 * Duty: to serve, and so to answer a custom probe of the load balancer. It may fail and recover by itself. It outlives
 * the host process of its role.
 */
import { sendTo, setup } from 'xstate';

export const w3wp = setup({
  types: { events: {} as { type: 'PROBE' } | { type: 'FAIL' } | { type: 'RECOVER' } },
  actions: { answerProbe: sendTo(({ system }) => system.get('loadBalancer'), { type: 'PROBE_OK' }) },
}).createMachine({
  id: 'w3wp',
  initial: 'serving',
  states: {
    serving: { on: { PROBE: { actions: 'answerProbe' }, FAIL: 'failing' } },
    failing: { on: { RECOVER: 'serving' } },
  },
});
