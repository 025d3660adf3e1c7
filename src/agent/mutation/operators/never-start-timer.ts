/**
 * Lets a timer never fire: whatever starts it does not.
 *
 * The far end of a changed delay; a location without its invariant and the edge that leaves it in Aichernig, Lorber,
 * Ničković, "Time for mutants: model-based mutation testing with timed automata" (TAP 2013).
 */
import { withFilter } from '../machine-edit.ts';
import type { MutationOperator } from '../mutation.ts';

export const neverStartTimer: MutationOperator = {
  name: 'never-start-timer',
  *mutations({ machine, effects }) {
    for (const delay of effects.delays) {
      yield {
        change: `the timer ${delay} is never started`,
        machine: () => withFilter(machine, { starts: (name) => name !== delay }),
      };
    }
  },
};
