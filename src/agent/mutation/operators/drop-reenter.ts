/**
 * Lets a transition that leaves and enters its state again stay inside: no exit, no entry, timers run on.
 *
 * The statechart form of "destination-exchanged" that only exit, entry and timers can tell: Fabbri et al., "Mutation
 * testing applied to validate specifications based on statecharts" (ISSRE 1999).
 */
import type { MutationOperator } from '../mutation.ts';
import { placeOf, siteText, transitionsOf, withTransition } from '../transitions.ts';

export const dropReenter: MutationOperator = {
  name: 'drop-reenter',
  *mutations({ machine }) {
    for (const site of transitionsOf(machine)) {
      const { reenter, ...inside } = site.config;
      if (reenter !== true) continue;
      yield {
        ...placeOf(site),
        change: `${siteText(site)} does not reenter`,
        machine: () => withTransition(machine, site, inside),
      };
    }
  },
};
