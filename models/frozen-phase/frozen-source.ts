/**
 * The source host of an online migration over NPIV, in the phase in which the guest is frozen.
 *
 * Duty: to freeze the guest, to ask the target to probe the storage, and to let the guest go on: there if the target
 * takes over, here if it refuses or says nothing for too long.
 * Parameter: `frozenPhase` 60 s, after which the guest runs on here whatever the target does (V9).
 */
import { seconds } from 'redhound';
import { sendTo, setup } from 'xstate';

export const frozenSource = setup({
  types: {
    events: {} as { type: 'MIGRATE' } | { type: 'READY' } | { type: 'PROBE_TOO_SLOW' },
  },
  delays: { frozenPhase: seconds(60) },
  actions: {
    askForProbe: sendTo(({ system }) => system.get('target'), { type: 'PROBE' }),
    handOver: sendTo(({ system }) => system.get('target'), { type: 'TAKE_OVER' }),
    callOff: sendTo(({ system }) => system.get('target'), { type: 'CALL_OFF' }),
  },
}).createMachine({
  id: 'frozenSource',
  initial: 'guestRuns',
  states: {
    guestRuns: { on: { MIGRATE: 'guestFrozen' } },
    guestFrozen: {
      entry: 'askForProbe',
      on: {
        READY: { target: 'guestGone', actions: 'handOver' },
        PROBE_TOO_SLOW: 'guestRuns',
      },
      after: { frozenPhase: { target: 'guestRuns', actions: 'callOff' } },
    },
    guestGone: { type: 'final' },
  },
});
