/**
 * What the atoms of a property are called in everything that is written about it: each by its own name, and no two by
 * the same.
 */
import { type AnyPredicate, type Atom, atomsOf, type Formula } from './formula.ts';

export type AtomName = (atom: Atom) => string;

/** Names for the atoms of some formulas that are read together. A second atom of one name is called `name #2`. */
export function atomNames(formulas: readonly Formula[]): AtomName {
  const names = new Map<AnyPredicate, string>();
  const ranks = new Map<string, number>();
  for (const { predicate, name } of formulas.flatMap(atomsOf)) {
    if (names.has(predicate)) continue;
    const clean = name.replaceAll(/[«»"]/g, "'").replaceAll(/\s+/g, ' ').trim();
    const rank = (ranks.get(clean) ?? 0) + 1;
    ranks.set(clean, rank);
    names.set(predicate, rank === 1 ? clean : `${clean} #${rank}`);
  }
  return ({ predicate, name }) => names.get(predicate) ?? name;
}
