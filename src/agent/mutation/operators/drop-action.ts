/**
 * Drops an action of a transition.
 *
 * "Output missing": Fabbri et al., "Mutation analysis testing for finite state machines" (ISSRE 1994); statement
 * deletion among Mothra's operators: King, Offutt, "A Fortran language system for mutation-based software testing"
 * (Software: Practice and Experience 21(7), 1991).
 */
import { droppedActions } from '../dropped-actions.ts';
import type { MutationOperator } from '../mutation.ts';

export const dropAction: MutationOperator = {
  name: 'drop-action',
  mutations: ({ machine }) => droppedActions(machine, 'transition'),
};
