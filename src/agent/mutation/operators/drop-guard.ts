/**
 * Drops a guard: the transition is taken whatever the condition says.
 *
 * "Condition missing": Fabbri et al., "Mutation testing applied to validate specifications based on statecharts"
 * (ISSRE 1999); a predicate set to true in Black, Okun, Yesha, "Mutation operators for specifications" (ASE 2000).
 */
import type { MutationOperator } from '../mutation.ts';
import { placeOf, siteText, transitionsOf, withTransition } from '../transitions.ts';

export const dropGuard: MutationOperator = {
  name: 'drop-guard',
  *mutations({ machine }) {
    for (const site of transitionsOf(machine)) {
      const { guard, ...unguarded } = site.config;
      if (guard === undefined) continue;
      yield {
        ...placeOf(site),
        change: `${siteText(site)} is not guarded`,
        machine: () => withTransition(machine, site, unguarded),
      };
    }
  },
};
