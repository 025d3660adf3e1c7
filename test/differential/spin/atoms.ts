/** What formulas about a recipe speak of: atoms here, and expressions in Promela by the same name. */
import type { AnyPredicate, Atom } from '../../../src/property/formula.ts';
import { atom } from '../../../src/property/operand.ts';
import { agentName, linkName, type Recipe, stateName } from './recipe.ts';

/** By what they say: two atoms that mean one thing are one. */
const known = new Map<string, Atom>();

function atomOf(name: string, predicate: AnyPredicate): Atom {
  const before = known.get(name);
  if (before !== undefined) return before;
  const fresh = atom(name, predicate);
  known.set(name, fresh);
  return fresh;
}

/** An agent is in a state. */
export const isIn = (agent: number, state: number): Atom =>
  atomOf(`${agentName(agent)} == ${state}`, (view) => view.agent(agentName(agent)).matches(stateName(state)));

/** Nothing is on a link. */
const isEmpty = (from: number, to: number): Atom =>
  atomOf(
    `len(${linkName(from, to)}) == 0`,
    (view) => view.link(agentName(from), agentName(to)).inFlight() === 0,
  );

export const stateAtoms = ({ agents }: Recipe): readonly Atom[] =>
  agents.flatMap(({ states }, agent) => Array.from({ length: states }, (_, state) => isIn(agent, state)));

/** Of the links that something is sent on. */
export const linkAtoms = ({ agents, capacity }: Recipe): readonly Atom[] =>
  agents.flatMap(({ transitions }, from) =>
    agents.flatMap((_, to) =>
      capacity > 0 && transitions.some(({ sends }) => sends?.agent === to) ? [isEmpty(from, to)] : [],
    ),
  );
