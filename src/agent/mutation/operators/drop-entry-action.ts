/**
 * Drops an action on entry to a state.
 *
 * "Entry action missing": Fabbri et al., "Mutation testing applied to validate specifications based on statecharts"
 * (ISSRE 1999).
 */
import { droppedActions } from '../dropped-actions.ts';
import type { MutationOperator } from '../mutation.ts';

export const dropEntryAction: MutationOperator = {
  name: 'drop-entry-action',
  mutations: ({ machine }) => droppedActions(machine, 'entry'),
};
