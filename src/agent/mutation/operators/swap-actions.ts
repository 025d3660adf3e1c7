/**
 * Swaps two neighbouring actions.
 *
 * Order matters between an `assign` and what reads it, and between a `cancel` and a new timer of the same id.
 * "Output exchanged": Fabbri et al., "Mutation analysis testing for finite state machines" (ISSRE 1994), where an
 * output is a list of actions.
 */
import { actionListsOf, actionText } from '../actions.ts';
import type { MutationOperator } from '../mutation.ts';

export const swapActions: MutationOperator = {
  name: 'swap-actions',
  *mutations({ machine }) {
    for (const list of actionListsOf(machine)) {
      for (let index = 0; index + 1 < list.actions.length; index++) {
        const [first, second] = list.actions.slice(index, index + 2);
        yield {
          state: list.state,
          ...(list.event !== undefined && { event: list.event }),
          change: `${actionText(second)} comes before ${actionText(first)} in ${list.where} (actions ${index + 1} and ${index + 2})`,
          machine: () =>
            list.changed([...list.actions.slice(0, index), second, first, ...list.actions.slice(index + 2)]),
        };
      }
    }
  },
};
