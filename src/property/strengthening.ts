/**
 * Claims that say more than a given one, by one atom less: where such a claim holds too, the atom adds nothing.
 *
 * Vacuity after Kupferman, Vardi, "Vacuity detection in temporal model checking" (STTT 2003): a formula holds
 * vacuously if a part of it can be replaced by what makes it hardest to satisfy. Atoms are replaced by false where
 * they help the claim, by true where they hinder it.
 */
import { type Atom, atomsOf, FALSE, type Formula, TRUE } from './formula.ts';

/** A stronger claim. */
export interface Strengthening {
  readonly atom: Atom;
  /** By which constant it was replaced. */
  readonly by: boolean;
  readonly formula: Formula;
}

/** The claims with one atom replaced, wherever it occurs with one polarity. */
export function strengthenings(formula: Formula): readonly Strengthening[] {
  return atomsOf(formula).flatMap((atom) =>
    [false, true].flatMap((by): readonly Strengthening[] => {
      const replacing = new Replacing(atom, by);
      const stronger = replacing.in(formula, true);
      return replacing.count > 0 ? [{ atom, by, formula: stronger }] : [];
    }),
  );
}

class Replacing {
  count = 0;
  readonly #atom: Atom;
  readonly #by: boolean;

  constructor(atom: Atom, by: boolean) {
    this.#atom = atom;
    this.#by = by;
  }

  /** @param helps whether the formula is the easier to satisfy, the more often this part of it is true */
  in(formula: Formula, helps: boolean): Formula {
    switch (formula.op) {
      case 'atom':
        if (formula.predicate !== this.#atom.predicate || helps === this.#by) return formula;
        this.count++;
        return this.#by ? TRUE : FALSE;
      case 'true':
      case 'false':
        return formula;
      case 'not':
        return { ...formula, of: this.in(formula.of, !helps) };
      case 'and':
      case 'or':
        return { ...formula, of: formula.of.map((part) => this.in(part, helps)) };
      case 'implies':
        return { ...formula, left: this.in(formula.left, !helps), right: this.in(formula.right, helps) };
      case 'U':
      case 'R':
      case 'W':
      case 'laterU':
      case 'laterR':
      case 'S':
        return { ...formula, left: this.in(formula.left, helps), right: this.in(formula.right, helps) };
      default:
        return { ...formula, of: this.in(formula.of, helps) };
    }
  }
}
