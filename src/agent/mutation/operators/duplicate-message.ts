/**
 * Sends a message twice.
 *
 * Interface mutation at the call: Delamaro, Maldonado, Mathur, "Integration testing using interface mutations" (ISSRE
 * 1996); "extra output" in Fabbri et al., "Mutation analysis testing for finite state machines" (ISSRE 1994).
 */
import { changedMessages } from '../changed-messages.ts';
import type { MutationOperator } from '../mutation.ts';

export const duplicateMessage: MutationOperator = {
  name: 'duplicate-message',
  mutations: (subject) => changedMessages(subject, 'is sent twice', (to) => [to, to]),
};
