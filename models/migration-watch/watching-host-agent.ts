/**
 * The Host Agent of one host, as it watches a virtual machine that comes and goes.
 *
 * Duty: to restart the guest after ten minutes without a heartbeat (AZ-15, AZ-17), but only while it is the one that
 * watches: it is told before the blackout to suspend the watch, and after the commit to let go (VF15, VF16). A watch
 * that is taken up begins with ten full minutes.
 * Parameter: `silence` 10 min.
 */
import { minutes } from 'redhound';
import { cancel, enqueueActions, raise, sendTo, setup, stateIn } from 'xstate';

export const watchingHostAgent = setup({
  types: {
    context: {} as { readonly copy: string; readonly isHome: boolean },
    input: {} as { readonly copy: string; readonly isHome: boolean },
    events: {} as
      | { type: 'HEARTBEAT' }
      | { type: 'SILENCE' }
      | { type: 'SUSPEND' }
      | { type: 'WATCH' }
      | { type: 'LET_GO' },
  },
  delays: { silence: minutes(10) },
  guards: { isHome: ({ context }) => context.isHome, watches: stateIn('watching') },
  actions: {
    startTimer: raise({ type: 'SILENCE' }, { id: 'silence', delay: 'silence' }),
    stopTimer: cancel('silence'),
    resetTimer: enqueueActions(({ enqueue }) => {
      enqueue.cancel('silence');
      enqueue.raise({ type: 'SILENCE' }, { id: 'silence', delay: 'silence' });
    }),
    restart: sendTo(({ system, context }) => system.get(context.copy), { type: 'RESTART' }),
    tellSuspended: sendTo(({ system }) => system.get('mover'), { type: 'SUSPENDED' }),
  },
}).createMachine({
  id: 'watchingHostAgent',
  context: ({ input }) => input,
  initial: 'starting',
  on: { SILENCE: { guard: 'watches', actions: ['restart', 'resetTimer'] } },
  states: {
    starting: { always: [{ guard: 'isHome', target: 'watching' }, { target: 'elsewhere' }] },
    elsewhere: { on: { WATCH: 'watching' } },
    watching: {
      entry: 'startTimer',
      exit: 'stopTimer',
      on: { HEARTBEAT: { actions: 'resetTimer' }, SUSPEND: 'suspended' },
    },
    suspended: { entry: 'tellSuspended', on: { WATCH: 'watching', LET_GO: 'elsewhere' } },
  },
});
