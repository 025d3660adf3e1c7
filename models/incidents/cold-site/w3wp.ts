/**
 * w3wp.exe of a web site that is slow at first: it compiles and fills its caches with the first request.
 *
 * Duty: to serve; the first request warms it up. It tells the host process of its role, which asked, when it is warm.
 * It outlives that process.
 * Parameters: `warmUp` 60 s (ours).
 */
import { seconds } from 'redhound';
import { sendTo, setup } from 'xstate';

export const w3wp = setup({
  types: { events: {} as { type: 'REQUEST' } },
  delays: { warmUp: seconds(60) },
  actions: { answer: sendTo(({ system }) => system.get('waIISHost'), { type: 'ANSWER' }) },
}).createMachine({
  id: 'w3wp',
  initial: 'cold',
  states: {
    cold: { on: { REQUEST: 'warmingUp' } },
    warmingUp: { after: { warmUp: { target: 'warm', actions: 'answer' } } },
    warm: { on: { REQUEST: { actions: 'answer' } } },
  },
});
