/**
 * A live migration seen from far: it takes a virtual machine through the blackout, and the watch over it along.
 *
 * Duty: first the watch, then the machine: the Host Agent of the source suspends its watch before the copy is paused,
 * and the one of the destination takes it up after its copy is resumed. A guest that just boots is not moved.
 * Parameter: the blackout, 5 to 15 min: far longer than a real one, to be longer than ten minutes of silence.
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

type Host = 1 | 2;
const other = (host: Host): Host => (host === 1 ? 2 : 1);

export const mover = setup({
  types: {
    context: {} as { readonly home: Host; readonly hangs: boolean },
    events: {} as
      | { type: 'MIGRATE' }
      | { type: 'CANCEL' }
      | { type: 'SUSPENDED' }
      | { type: 'PAUSED'; hangs: boolean }
      | { type: 'BUSY' },
  },
  delays: { blackout: minutes(5) },
  actions: {
    noteHang: assign({ hangs: ({ event }) => event.type === 'PAUSED' && event.hangs }),
    forgetHang: assign({ hangs: false }),
    moveHome: assign({ home: ({ context }) => other(context.home) }),
    suspendWatch: sendTo(({ system, context }) => system.get(`hostAgent${context.home}`), {
      type: 'SUSPEND',
    }),
    takeUpWatch: sendTo(({ system, context }) => system.get(`hostAgent${context.home}`), { type: 'WATCH' }),
    letSourceGo: sendTo(({ system, context }) => system.get(`hostAgent${other(context.home)}`), {
      type: 'LET_GO',
    }),
    pause: sendTo(({ system, context }) => system.get(`copy${context.home}`), { type: 'PAUSE' }),
    resume: sendTo(
      ({ system, context }) => system.get(`copy${context.home}`),
      ({ context }) => ({ type: 'RESUME', hangs: context.hangs }),
    ),
    removeSource: sendTo(({ system, context }) => system.get(`copy${other(context.home)}`), {
      type: 'REMOVE',
    }),
  },
}).createMachine({
  id: 'mover',
  context: { home: 1, hangs: false },
  initial: 'idle',
  states: {
    idle: { on: { MIGRATE: 'suspending' } },
    suspending: { entry: 'suspendWatch', on: { SUSPENDED: 'pausing' } },
    pausing: {
      entry: 'pause',
      on: {
        PAUSED: { target: 'blackout', actions: 'noteHang' },
        BUSY: { target: 'idle', actions: 'takeUpWatch' },
      },
    },
    blackout: {
      on: { CANCEL: { target: 'idle', actions: ['resume', 'takeUpWatch', 'forgetHang'] } },
      after: {
        blackout: {
          target: 'idle',
          actions: ['moveHome', 'removeSource', 'letSourceGo', 'resume', 'takeUpWatch', 'forgetHang'],
        },
      },
    },
  },
});
