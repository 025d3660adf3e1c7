/**
 * What one host has of a virtual machine that is moved: nothing, or a copy that runs, hangs, boots or is paused.
 *
 * Duty: while the guest runs, a heartbeat to the Host Agent of the same host; to be restarted by it (AZ-17), and to be
 * paused and resumed by the migration. A copy that hangs, hangs on where it is resumed. What is paused or gone is not
 * restarted.
 * Parameters: `period` 5 min between heartbeats, `boot` 5 min.
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

interface CopyContext {
  readonly hostAgent: string;
  /** Whether the guest in this copy hangs; it is part of the memory that is moved. */
  readonly hangs: boolean;
}

export const vmCopy = setup({
  types: {
    context: {} as CopyContext & { readonly isHome: boolean },
    input: {} as { readonly hostAgent: string; readonly isHome: boolean },
    events: {} as
      | { type: 'HANG' }
      | { type: 'RESTART' }
      | { type: 'PAUSE' }
      | { type: 'RESUME'; hangs: boolean }
      | { type: 'REMOVE' },
  },
  delays: { period: minutes(5), boot: minutes(5) },
  guards: {
    isHome: ({ context }) => context.isHome,
    hangs: ({ event }) => event.type === 'RESUME' && event.hangs,
  },
  actions: {
    beat: sendTo(({ system, context }) => system.get(context.hostAgent), { type: 'HEARTBEAT' }),
    tellPaused: sendTo(
      ({ system }) => system.get('mover'),
      ({ context }) => ({ type: 'PAUSED', hangs: context.hangs }),
    ),
    tellBusy: sendTo(({ system }) => system.get('mover'), { type: 'BUSY' }),
    noteHang: assign({ hangs: true }),
    forgetHang: assign({ hangs: false }),
  },
}).createMachine({
  id: 'vmCopy',
  context: ({ input }) => ({ ...input, hangs: false }),
  initial: 'starting',
  states: {
    starting: { always: [{ guard: 'isHome', target: 'running' }, { target: 'absent' }] },
    absent: {
      on: {
        RESUME: [{ guard: 'hangs', target: 'hung' }, { target: 'running' }],
      },
    },
    running: {
      entry: ['forgetHang', 'beat'],
      after: { period: { target: 'running', reenter: true } },
      on: { HANG: 'hung', RESTART: 'booting', PAUSE: 'paused' },
    },
    hung: { entry: 'noteHang', on: { RESTART: 'booting', PAUSE: 'paused' } },
    booting: { after: { boot: 'running' }, on: { PAUSE: { actions: 'tellBusy' } } },
    paused: {
      entry: 'tellPaused',
      on: {
        RESUME: [{ guard: 'hangs', target: 'hung' }, { target: 'running' }],
        REMOVE: 'absent',
      },
    },
  },
});
