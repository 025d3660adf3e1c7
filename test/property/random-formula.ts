/**
 * Random formulas of the future, and the same in the prefix notation of `lbt`.
 */
import fc from 'fast-check';
import {
  type Atom,
  and,
  F,
  FALSE,
  type Formula,
  G,
  implies,
  not,
  or,
  R,
  TRUE,
  U,
  W,
  X,
} from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';

export const ATOMS: readonly Atom[] = [0, 1, 2].map((index) => atom(`p${index}`, () => index === 0));

type Unary = (of: Formula) => Formula;
const unary: readonly Unary[] = [not, X, (of) => F(of), (of) => G(of)];
const binary = [U, R, W, and, or, implies] as const;

/** Formulas with at most so many operators, few as likely as many; atoms are far likelier than constants. */
export function randomFormula(
  maxOperators: number,
  atoms: readonly Formula[] = ATOMS,
  operators: readonly Unary[] = unary,
): fc.Arbitrary<Formula> {
  const leaf = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...atoms) },
    { weight: 1, arbitrary: fc.constantFrom(TRUE, FALSE) },
  );
  const sized = (size: number): fc.Arbitrary<Formula> => {
    if (size === 0) return leaf;
    const one = fc
      .tuple(fc.constantFrom(...operators), sized(size - 1))
      .map(([operator, of]) => operator(of));
    if (size === 1) return fc.oneof(one, two(1, 0));
    const any = fc.nat(size - 1).chain((left) => two(size, left));
    return fc.oneof({ weight: 2, arbitrary: one }, { weight: 3, arbitrary: any });
  };
  const two = (size: number, left: number): fc.Arbitrary<Formula> =>
    fc
      .tuple(fc.constantFrom(...binary), sized(left), sized(size - 1 - left))
      .map(([operator, first, second]) => operator(first, second));
  return fc.noBias(fc.integer({ min: 1, max: maxOperators }).chain(sized));
}

/** Without X: what it says does not depend on how often a letter repeats. */
export const stutterFree = unary.filter((operator) => operator(TRUE).op !== 'X');

/** Weak until is written out, so that it is not taken on trust. */
export function prefixNotation(formula: Formula): string {
  switch (formula.op) {
    case 'atom':
      return formula.name;
    case 'true':
      return 't';
    case 'false':
      return 'f';
    case 'not':
      return `! ${prefixNotation(formula.of)}`;
    case 'and':
    case 'or':
      return formula.of
        .map(prefixNotation)
        .reduce((all, one) => `${formula.op === 'and' ? '&' : '|'} ${all} ${one}`);
    case 'implies':
      return `i ${prefixNotation(formula.left)} ${prefixNotation(formula.right)}`;
    case 'X':
    case 'F':
    case 'G':
      return `${formula.op} ${prefixNotation(formula.of)}`;
    case 'U':
      return `U ${prefixNotation(formula.left)} ${prefixNotation(formula.right)}`;
    case 'R':
      return `V ${prefixNotation(formula.left)} ${prefixNotation(formula.right)}`;
    case 'W':
      return `| U ${prefixNotation(formula.left)} ${prefixNotation(formula.right)} G ${prefixNotation(formula.left)}`;
    default:
      throw new Error(`lbt has no ${formula.op}`);
  }
}
