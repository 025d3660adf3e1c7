/**
 * Random claims about a recipe: formulas over the states of its agents, each under several fairness assumptions.
 */

import fc from 'fast-check';
import type { Fairness, MoveClass } from 'redhound';
import { and, F, type Formula, G, implies, not, U } from '../../../src/property/formula.ts';
import { randomFormula, stutterFree } from '../../property/random-formula.ts';
import { linkAtoms, stateAtoms } from './atoms.ts';
import { classesOf } from './move-class.ts';
import type { Claim } from './promela.ts';
import type { Recipe } from './recipe.ts';

interface Asked {
  readonly formula: Formula;
  /** How many fairness conditions spin's translator can bear beside it. */
  readonly bears: number;
}

/** Formulas that people write, and any others. */
function formulaAbout(recipe: Recipe): fc.Arbitrary<Asked> {
  const links = linkAtoms(recipe);
  const atoms = [...stateAtoms(recipe), ...links, ...links];
  const atom = fc.constantFrom(...atoms);
  const light = fc
    .tuple(atom, atom, fc.nat(3))
    .map(([p, q, which]) => [F(p), G(F(p)), F(G(not(p))), G(implies(p, F(q)))][which]!);
  const heavy = fc
    .tuple(atom, atom)
    .chain(([p, q]) => fc.constantFrom(implies(G(F(p)), G(F(q))), U(not(p), and(q, not(p)))));
  const bearing = (bears: number) => (formula: Formula) => ({ formula, bears });
  return fc.oneof(
    { weight: 4, arbitrary: light.map(bearing(2)) },
    { weight: 1, arbitrary: heavy.map(bearing(1)) },
    { weight: 2, arbitrary: randomFormula(3, atoms, stutterFree).map(bearing(1)) },
  );
}

function fairnessAbout(recipe: Recipe, atMost: number): fc.Arbitrary<Fairness> {
  const any: MoveClass = { class: 'any' };
  const one = fc.constantFrom(any, ...classesOf(recipe)).map((of) => [of]);
  const single = fc.oneof(fc.record({ weak: one }), fc.record({ strong: one }));
  if (atMost === 1) return single;
  const two = fc.tuple(one, one).map(([first, second]) => [...first, ...second]);
  return fc.oneof(single, fc.record({ weak: two }), fc.record({ weak: one, strong: one }));
}

export const CLAIMS_OF_A_FORMULA = 4;

/** Each formula four times: a run may stop anywhere, or not; and both again with some fairness. */
export const claimsAbout = (recipe: Recipe, formulas: number): fc.Arbitrary<readonly Claim[]> =>
  fc
    .array(
      formulaAbout(recipe).chain(({ formula, bears }) =>
        fc.record({ formula: fc.constant(formula), fair: fairnessAbout(recipe, bears) }),
      ),
      { minLength: formulas, maxLength: formulas },
    )
    .map((all) =>
      all.flatMap(({ formula, fair }) =>
        [{}, fair].flatMap((assumed) => [
          { formula, fairness: { ...assumed, level: 'none' as const } },
          { formula, fairness: { ...assumed, level: 'progress' as const } },
        ]),
      ),
    );
