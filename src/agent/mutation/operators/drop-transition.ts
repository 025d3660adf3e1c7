/**
 * Drops a transition: the state no longer reacts in that way.
 *
 * "Arc missing": Fabbri, Delamaro, Maldonado, Masiero, "Mutation analysis testing for finite state machines" (ISSRE
 * 1994); carried over to statecharts by Fabbri, Maldonado, Sugeta, Masiero, "Mutation testing applied to validate
 * specifications based on statecharts" (ISSRE 1999).
 */
import type { MutationOperator } from '../mutation.ts';
import { placeOf, siteText, transitionsOf, withCandidates } from '../transitions.ts';

export const dropTransition: MutationOperator = {
  name: 'drop-transition',
  *mutations({ machine }) {
    for (const site of transitionsOf(machine)) {
      yield {
        ...placeOf(site),
        change: `${siteText(site)} is dropped`,
        machine: () =>
          withCandidates(
            machine,
            site,
            site.candidates.filter((_, index) => index !== site.index),
          ),
      };
    }
  },
};
