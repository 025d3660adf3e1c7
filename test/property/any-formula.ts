/** Formulas at random. */
import fc from 'fast-check';
import { minutes } from 'redhound';
import type { Bounds, Formula } from '../../src/property/formula.ts';
import * as ltl from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';

const names = ['p', 'q', 'guest in {"up":"idle"}', 'U', 'true', 'größe_2'];
const atoms = names.map((name) => atom(name, () => name === ''));
const bounds = fc.constantFrom<Bounds | undefined>(
  undefined,
  [0, minutes(1)],
  [minutes(1), minutes(2)],
  [0, minutes(2), 'open'],
  [minutes(1), minutes(2), 'open'],
  [minutes(1), Number.POSITIVE_INFINITY],
  [0, Number.POSITIVE_INFINITY],
);
const leaf = fc.constantFrom<Formula>(...atoms, ltl.TRUE, ltl.FALSE);
const { past } = fc.letrec<{ past: Formula }>((tie) => ({
  past: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    tie('past').map(ltl.not),
    fc.tuple(tie('past'), tie('past')).map(([a, b]) => ltl.S(a, b)),
    tie('past').map(ltl.Y),
    fc
      .tuple(tie('past'), fc.constantFrom<Bounds | undefined>(undefined, [0, minutes(1)]))
      .map(([of, within]) => ltl.O(of, within)),
    tie('past').map((of) => ltl.H(of)),
  ),
}));
/** With all operators, over atoms of which some are hard to read, with bounds of up to two minutes. */
export const { formula: anyFormula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    past,
    tie('formula').map(ltl.not),
    tie('formula').map(ltl.X),
    fc.array(tie('formula'), { maxLength: 3 }).map((of) => ltl.and(...of)),
    fc.array(tie('formula'), { maxLength: 3 }).map((of) => ltl.or(...of)),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => ltl.implies(a, b)),
    fc.tuple(tie('formula'), bounds).map(([of, within]) => ltl.F(of, within)),
    fc.tuple(tie('formula'), bounds).map(([of, within]) => ltl.G(of, within)),
    fc
      .tuple(
        fc.constantFrom(ltl.U, ltl.R, ltl.W, ltl.laterU, ltl.laterR),
        tie('formula'),
        tie('formula'),
        bounds,
      )
      .map(([operator, a, b, within]) => operator(a, b, within)),
  ),
}));
