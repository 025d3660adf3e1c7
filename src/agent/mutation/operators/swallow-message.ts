/**
 * Swallows a message: it is not sent.
 *
 * Interface mutation at the call: Delamaro, Maldonado, Mathur, "Integration testing using interface mutations" (ISSRE
 * 1996); "output missing" in Fabbri et al., "Mutation analysis testing for finite state machines" (ISSRE 1994).
 */
import { changedMessages } from '../changed-messages.ts';
import type { MutationOperator } from '../mutation.ts';

export const swallowMessage: MutationOperator = {
  name: 'swallow-message',
  mutations: (subject) => changedMessages(subject, 'is swallowed', () => []),
};
