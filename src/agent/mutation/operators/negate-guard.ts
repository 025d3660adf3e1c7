/**
 * Negates a guard: the transition is taken exactly where it was not.
 *
 * "Expression negation": Black, Okun, Yesha, "Mutation operators for specifications" (ASE 2000), who find it the one
 * operator whose test sets nearly kill all others' mutants; Ammann, Black, "Abstracting formal specifications to
 * generate software tests via model checking" (DASC 1999).
 */
import type { Machine } from '../../actor-logic.ts';
import { type Config, withImplementations } from '../machine-edit.ts';
import type { MutationOperator } from '../mutation.ts';
import { placeOf, siteText, type TransitionSite, transitionsOf, withTransition } from '../transitions.ts';

export const negateGuard: MutationOperator = {
  name: 'negate-guard',
  *mutations({ machine }) {
    for (const site of transitionsOf(machine)) {
      const { guard } = site.config;
      if (implementationOf(machine, guard) === undefined) continue;
      yield {
        ...placeOf(site),
        change: `the guard of ${siteText(site)} is negated`,
        machine: () => negated(machine, site, guard),
      };
    }
  },
};

type Guard = ((...words: readonly unknown[]) => boolean) & {
  readonly check?: (snapshot: unknown, words: unknown, guard: unknown) => boolean;
};

/** The function behind a guard, inline or by name. */
function implementationOf(machine: Machine, guard: unknown): Guard | undefined {
  const named = typeof guard === 'string' ? guard : (guard as { readonly type?: string } | undefined)?.type;
  const found = typeof guard === 'function' ? guard : machine.implementations.guards[named ?? ''];
  return typeof found === 'function' ? (found as Guard) : undefined;
}

/** The guard is referred to as before, with its parameters, by a name whose implementation says the opposite. */
function negated(machine: Machine, site: TransitionSite, guard: unknown): Machine {
  const opposite = oppositeOf(implementationOf(machine, guard)!);
  if (typeof guard === 'function') return withTransition(machine, site, { ...site.config, guard: opposite });
  const { type, ...rest } = (typeof guard === 'string' ? { type: guard } : guard) as Config & {
    type: string;
  };
  const name = `not ${type}`;
  const provided = withImplementations(machine, {
    guards: { ...machine.implementations.guards, [name]: opposite },
  });
  return withTransition(provided, site, { ...site.config, guard: { ...rest, type: name } });
}

/** Combined guards (`and`, `stateIn`, …) are asked through their `check`, as XState does. */
function oppositeOf(guard: Guard): Guard {
  const { check } = guard;
  const opposite = (...words: readonly unknown[]): boolean => !guard(...words);
  if (check === undefined) return opposite;
  return Object.assign(opposite, {
    check: (snapshot: unknown, words: unknown) => !check(snapshot, words, guard),
  });
}
