/**
 * Random formulas: automaton and monitor against the direct evaluator on random lassos.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bounds, Formula } from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';
import { holds } from './evaluator.ts';
import { accepts, automatonOf, monitorOf, monitorRefuses } from './our-verdicts.ts';
import { binary, prop, type Spec, unary } from './spec.ts';
import { type Lasso, shown } from './word.ts';
import { anyLasso, anyTimedLasso } from './words.ts';

const NAMES = ['a', 'b', 'c'];
const ATOMS = NAMES.map((name) => atom(name, () => name === ''));

/** The same formula, for the evaluator. */
function specOf(formula: Formula): Spec {
  const spanOf = (bounds: Bounds | undefined) =>
    bounds && ([bounds[0], bounds[1]] as readonly [number, number]);
  switch (formula.op) {
    case 'atom':
      return prop(formula.name);
    case 'true':
    case 'false':
      return { op: formula.op };
    case 'not':
    case 'X':
    case 'Y':
      return { op: formula.op, of: specOf(formula.of) };
    case 'and':
    case 'or':
      return { op: formula.op, of: formula.of.map(specOf) };
    case 'implies':
    case 'S':
      return { op: formula.op, left: specOf(formula.left), right: specOf(formula.right) };
    case 'F':
    case 'G':
    case 'O':
    case 'H':
      return unary(formula.op, specOf(formula.of), spanOf(formula.bounds));
    default:
      return binary(formula.op, specOf(formula.left), specOf(formula.right), spanOf(formula.bounds));
  }
}

const anAtom: fc.Arbitrary<Formula> = fc.constantFrom<Formula>(...ATOMS);
const none = fc.constant<Bounds | undefined>(undefined);
const some: fc.Arbitrary<Bounds | undefined> = fc.option(
  fc.tuple(fc.nat(2), fc.nat(3)).map(([from, more]): Bounds => [from, from + more]),
  { nil: undefined },
);
const recent: fc.Arbitrary<Bounds | undefined> = fc.option(
  fc.nat(3).map((to): Bounds => [0, to]),
  { nil: undefined },
);

const withBounds = (bounds: Bounds | undefined) => bounds && { bounds };

/** Formulas of boolean and past operators. */
const aPastFormula = (depth: number, timed: boolean): fc.Arbitrary<Formula> => {
  if (depth === 0) return anAtom;
  const part = aPastFormula(depth - 1, timed);
  return fc.oneof(
    anAtom,
    part.map((of): Formula => ({ op: 'not', of })),
    fc.tuple(part, part).map((of): Formula => ({ op: 'and', of })),
    fc
      .tuple(fc.constantFrom('O' as const, 'H' as const), part, timed ? recent : none)
      .map(([op, of, bounds]): Formula => ({ op, of, ...withBounds(bounds) })),
    fc.tuple(part, part).map(([left, right]): Formula => ({ op: 'S', left, right })),
    ...(timed ? [] : [part.map((of): Formula => ({ op: 'Y', of }))]),
  );
};

const aFormula = (depth: number, past: boolean, timed: boolean): fc.Arbitrary<Formula> => {
  const leaf = past ? fc.oneof(anAtom, aPastFormula(2, timed)) : anAtom;
  if (depth === 0) return leaf;
  const part = aFormula(depth - 1, past, timed);
  const bounds = timed ? some : none;
  return fc.oneof(
    leaf,
    part.map((of): Formula => ({ op: 'not', of })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), part, part)
      .map(([op, left, right]): Formula => ({ op, of: [left, right] })),
    fc.tuple(part, part).map(([left, right]): Formula => ({ op: 'implies', left, right })),
    part.map((of): Formula => ({ op: 'X', of })),
    fc
      .tuple(fc.constantFrom('F' as const, 'G' as const), part, bounds)
      .map(([op, of, given]): Formula => ({ op, of, ...withBounds(given) })),
    fc
      .tuple(fc.constantFrom('U' as const, 'R' as const, 'W' as const), part, part, bounds)
      .map(([op, left, right, given]): Formula => ({ op, left, right, ...withBounds(given) })),
    fc
      .tuple(fc.constantFrom('laterU' as const, 'laterR' as const), part, part, bounds)
      .map(([op, left, right, given]): Formula => ({ op, left, right, ...withBounds(given) })),
  );
};

const shownFormula = (formula: Formula): string => JSON.stringify(specOf(formula));

/** Both automata, and the monitor, say of each word what the evaluator says. */
function agree(formulas: readonly Formula[], words: readonly Lasso[], each: number) {
  const seen = { true: 0, false: 0, safety: 0 };
  for (const [index, formula] of formulas.entries()) {
    const spec = specOf(formula);
    const approval = automatonOf(formula, false);
    const refusal = automatonOf(formula, true);
    const monitor = monitorOf(formula);
    if (monitor.form.isSafety) seen.safety++;
    for (let n = 0; n < each; n++) {
      const word = words[(index * each + n) % words.length]!;
      const expected = holds(spec, word);
      seen[`${expected}`]++;
      const where = `${shownFormula(formula)} on ${shown(word)}`;
      expect(accepts(approval, word), where).toBe(expected);
      expect(accepts(refusal, word), `the negation of ${where}`).toBe(!expected);
      if (word.period > 0) continue;
      const refused = monitorRefuses(monitor, word);
      if (monitor.form.isSafety || expected)
        expect(refused, `monitor of ${where}`).toBe(!expected && refused);
      if (monitor.form.isSafety) expect(refused, `monitor of ${where}`).toBe(!expected);
    }
  }
  return seen;
}

const untimed = fc.sample(anyLasso(NAMES), { seed: 1977, numRuns: 4_000 });

test('2,000 random formulas on random lassos', () => {
  const formulas = fc.sample(aFormula(3, false, false), { seed: 1977, numRuns: 2_000 });
  const seen = agree(formulas, untimed, 10);
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(4_000);
  expect(seen.safety).toBeGreaterThan(300);
});

test('1,000 random formulas with past operators', () => {
  const formulas = fc.sample(aFormula(2, true, false), { seed: 1985, numRuns: 1_000 });
  const seen = agree(formulas, untimed, 10);
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(2_000);
});

test('1,000 random formulas with bounds, on timed lassos on which time passes', () => {
  const formulas = fc.sample(aFormula(2, true, true), { seed: 1990, numRuns: 1_000 });
  const words = fc
    .sample(anyTimedLasso(NAMES, { longest: 8, longestGap: 2 }), { seed: 1990, numRuns: 4_000 })
    .filter(({ period }) => period > 0);
  const seen = agree(formulas, words, 5);
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(1_000);
});
