/**
 * Sends a message to another agent: the one that is declared after the receiver, round and round.
 *
 * An argument of the call exchanged: Delamaro, Maldonado, Mathur, "Integration testing using interface mutations"
 * (ISSRE 1996).
 */
import { changedMessages } from '../changed-messages.ts';
import type { MutationOperator } from '../mutation.ts';

export const redirectMessage: MutationOperator = {
  name: 'redirect-message',
  mutations: (subject) => {
    const { agents } = subject;
    if (agents.length < 2) return [];
    const next = (name: string): string => agents[(agents.indexOf(name) + 1) % agents.length]!;
    return changedMessages(
      subject,
      ({ receivers }) =>
        `goes to the agent declared next: ${[...receivers]
          .sort()
          .map((to) => `${next(to)}, not ${to}`)
          .join('; ')}`,
      (to, peer) => [peer(next(to.agent))!],
      ({ inside }) => !inside,
    );
  },
};
