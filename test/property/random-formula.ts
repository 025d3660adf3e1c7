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

const unary = [not, X, F, G] as const;
const binary = [U, R, W, and, or, implies] as const;

/** Exactly so many operators; atoms are a hundred times likelier than constants. */
const sized = (operators: number): fc.Arbitrary<Formula> => {
  if (operators === 0) {
    return fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...ATOMS) },
      { weight: 1, arbitrary: fc.constantFrom(TRUE, FALSE) },
    );
  }
  const one = fc.tuple(fc.constantFrom(...unary), sized(operators - 1)).map(([operator, of]) => operator(of));
  if (operators === 1) return fc.oneof(one, two(1, 0));
  return fc.oneof(
    { weight: 2, arbitrary: one },
    { weight: 3, arbitrary: fc.nat(operators - 1).chain((left) => two(operators, left)) },
  );
};

const two = (operators: number, left: number): fc.Arbitrary<Formula> =>
  fc
    .tuple(fc.constantFrom(...binary), sized(left), sized(operators - 1 - left))
    .map(([operator, first, second]) => operator(first, second));

/** Few operators are as likely as many. */
export const randomFormula = (maxOperators: number): fc.Arbitrary<Formula> =>
  fc.noBias(fc.integer({ min: 1, max: maxOperators }).chain(sized));

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
