/**
 * Lets a trouble come once more than the system says: an event of the environment, a fault, a loss.
 *
 * A relational boundary moved by one: Black, Okun, Yesha, "Mutation operators for specifications" (ASE 2000).
 */
import { type AssumptionOperator, linksOf, oneMore } from './assumption-mutation.ts';

export const largerBudget: AssumptionOperator = {
  name: 'larger-budget',
  *mutations(system) {
    const { environment = [], faults = [] } = system;
    for (const [index, declaration] of environment.entries()) {
      const budget = oneMore(declaration.budget);
      if (budget === undefined) continue;
      const events = asList<{ readonly type: string }>(declaration.event).map(({ type }) => type);
      yield {
        agents: asList<string>(declaration.agent),
        event: events.join(', '),
        change: `the environment may send ${events.join(', ')} once more`,
        system: () => ({
          ...system,
          environment: replacedAt(environment, index, { ...declaration, budget }),
        }),
      };
    }
    for (const [index, fault] of faults.entries()) {
      const budget = oneMore(fault.budget);
      if (budget === undefined) continue;
      yield {
        agents:
          'agents' in fault ? (asList<unknown>(fault.agents).flat() as string[]) : Object.keys(system.agents),
        change: `${fault.fault} may come once more`,
        system: () => ({ ...system, faults: replacedAt(faults, index, { ...fault, budget }) }),
      };
    }
    for (const { link, agents, what, changed } of linksOf(system)) {
      const loss = link.loss && oneMore(link.loss);
      if (loss === undefined) continue;
      yield { agents, change: `${what} may lose one message more`, system: () => changed({ loss }) };
    }
  },
};

const asList = <T>(one: unknown): readonly T[] => (Array.isArray(one) ? (one as readonly T[]) : [one as T]);

const replacedAt = <T>(list: readonly T[], index: number, item: T): readonly T[] =>
  list.map((other, place) => (place === index ? item : other));
