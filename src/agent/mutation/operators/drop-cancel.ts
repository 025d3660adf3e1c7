/**
 * Drops a `cancel`: the timer that should be off runs on.
 *
 * A clock reset that is left out in Aichernig, Lorber, Ničković, "Time for mutants: model-based mutation testing with
 * timed automata" (TAP 2013). Not of `after`, whose timers mean nothing once their state is left.
 */
import { withFilter } from '../machine-edit.ts';
import type { MutationOperator } from '../mutation.ts';

export const dropCancel: MutationOperator = {
  name: 'drop-cancel',
  *mutations({ machine, effects }) {
    for (const { state, event, id } of effects.cancels) {
      if (id.startsWith('xstate.after.')) continue;
      yield {
        state,
        event,
        change: `the timer ${id} is not cancelled by ${event} in ${state}`,
        machine: () =>
          withFilter(machine, {
            cancels: (origin, cancelled) =>
              cancelled !== id || origin.state !== state || origin.event !== event,
          }),
      };
    }
  },
};
