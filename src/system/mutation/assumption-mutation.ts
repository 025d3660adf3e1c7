/**
 * One assumption about the surroundings of the agents, weakened: what operators on systems make.
 *
 * A mutant that all claims survive is no hole in the claims: it shows that nobody needs the assumption.
 */
import type { AnySystem, Budget, LinkDeclaration } from '../system.ts';

export interface AssumptionMutation {
  readonly agents: readonly string[];
  /** The event of an environment declaration. */
  readonly event?: string;
  readonly change: string;
  readonly system: () => AnySystem;
}

export interface AssumptionOperator {
  readonly name: string;
  /** In a fixed order. */
  readonly mutations: (system: AnySystem) => Iterable<AssumptionMutation>;
}

/** The declared links, and one for all that are not declared, with a way to change each. */
export function* linksOf(system: AnySystem): Iterable<{
  readonly link: LinkDeclaration;
  readonly agents: readonly string[];
  /** `links from a to b`. */
  readonly what: string;
  readonly changed: (settings: Partial<LinkDeclaration>) => AnySystem;
}> {
  const { links = [] } = system;
  const all = Object.keys(system.agents);
  for (const [index, link] of links.entries()) {
    const ends = [link.from, link.to].map((end) =>
      end === '*' ? all : typeof end === 'string' ? [end] : end,
    );
    yield {
      link,
      agents: all.filter((name) => ends.some((end) => end.includes(name))),
      what: `the links from ${textOf(link.from)} to ${textOf(link.to)}`,
      changed: (settings) => ({
        ...system,
        links: links.map((other, place) => (place === index ? { ...link, ...settings } : other)),
      }),
    };
  }
  const declaresAll = links.some(({ from, to }) => from === '*' && to === '*');
  if (declaresAll || links.some(({ override }) => override === true)) return;
  const others: LinkDeclaration = { from: '*', to: '*' };
  yield {
    link: others,
    agents: all,
    what: links.length === 0 ? 'all links' : 'the links that are not declared',
    changed: (settings) => ({
      ...system,
      links: [...links.map((link) => ({ ...link, override: true })), { ...others, ...settings }],
    }),
  };
}

const textOf = (end: string | readonly string[]): string =>
  end === '*' ? 'any agent' : typeof end === 'string' ? end : end.join(', ');

/** The same budget with one more; undefined where it has no bound. */
export const oneMore = (budget: Budget): Budget | undefined =>
  budget === 'any'
    ? undefined
    : 'total' in budget
      ? { total: budget.total + 1 }
      : { atMost: budget.atMost + 1 };
