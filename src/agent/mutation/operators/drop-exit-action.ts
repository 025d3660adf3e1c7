/**
 * Drops an action on exit from a state.
 *
 * "Exit action missing": Fabbri et al., "Mutation testing applied to validate specifications based on statecharts"
 * (ISSRE 1999).
 */
import { droppedActions } from '../dropped-actions.ts';
import type { MutationOperator } from '../mutation.ts';

export const dropExitAction: MutationOperator = {
  name: 'drop-exit-action',
  mutations: ({ machine }) => droppedActions(machine, 'exit'),
};
