/**
 * What stands in a formula: another formula, or a predicate, which becomes an atom with a name for the reader.
 */
import type { AgentEntries } from '../system/agent-declaration.ts';
import type { AnyPredicate, Atom, Formula } from './formula.ts';
import type { Predicate } from './view.ts';

export type Operand<A extends AgentEntries> = Formula | Predicate<A>;

/** A predicate with the name that formulas, sentences and diagrams call it by. */
export const atom = (name: string, predicate: AnyPredicate): Atom => ({ op: 'atom', name, predicate });

/** A predicate is called by its own name, or by what it says where that is short. */
export function operand<A extends AgentEntries>(given: Operand<A>): Formula {
  return typeof given === 'function' ? atom(nameOf(given as AnyPredicate), given as AnyPredicate) : given;
}

const LONGEST_NAME = 60;

function nameOf(predicate: AnyPredicate): string {
  const named = predicate.name;
  if (named !== '' && !named.includes(' ')) return named;
  const body = /^\(?[^()]*\)?\s*=>\s*([^{][\s\S]*)$/.exec(predicate.toString())?.[1];
  const text = body?.replaceAll(/\s+/g, ' ').replaceAll('"', "'").trim();
  return text !== undefined && text.length <= LONGEST_NAME ? text : 'a condition';
}
