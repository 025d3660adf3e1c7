/**
 * The target host of an online migration over NPIV: it probes the storage while the guest is frozen.
 *
 * Duty: to say whether the storage answers under its ports, and to refuse when the probe comes near thirty seconds.
 * Parameters: `probe`, how long the storage takes, a window that the composition sets; `limit` 30 s.
 */
import { seconds } from 'redhound';
import { sendTo, setup } from 'xstate';

export const probingTarget = setup({
  types: { events: {} as { type: 'PROBE' } | { type: 'TAKE_OVER' } | { type: 'CALL_OFF' } },
  delays: { probe: seconds(10), limit: seconds(30) },
  actions: {
    reportReady: sendTo(({ system }) => system.get('source'), { type: 'READY' }),
    reportTooSlow: sendTo(({ system }) => system.get('source'), { type: 'PROBE_TOO_SLOW' }),
  },
}).createMachine({
  id: 'probingTarget',
  initial: 'free',
  states: {
    free: { on: { PROBE: 'probing' } },
    probing: {
      on: { CALL_OFF: 'free' },
      after: {
        probe: { target: 'ready', actions: 'reportReady' },
        limit: { target: 'free', actions: 'reportTooSlow' },
      },
    },
    ready: { on: { TAKE_OVER: 'guestRuns', CALL_OFF: 'free' } },
    guestRuns: { type: 'final' },
  },
});
