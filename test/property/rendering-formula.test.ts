/** The text of a formula means what the formula means: it is read back, and the two agree on all short words. */
import fc from 'fast-check';
import { minutes } from 'redhound';
import { describe, expect, test } from 'vitest';
import { properties as heartbeat } from '../../properties/heartbeat.ts';
import { properties as migration } from '../../properties/migration.ts';
import { atomNames } from '../../src/property/atom-name.ts';
import { BuchiAutomaton } from '../../src/property/buchi-automaton.ts';
import { claimText } from '../../src/property/claim-text.ts';
import * as ltl from '../../src/property/formula.ts';
import { atomsOf, type Formula } from '../../src/property/formula.ts';
import { formulaText } from '../../src/property/formula-text.ts';
import { MonitorAutomaton } from '../../src/property/monitor-automaton.ts';
import { NormalForm } from '../../src/property/normal-form.ts';
import { atom } from '../../src/property/operand.ts';
import { anyFormula } from './any-formula.ts';
import { ENTRIES } from './catalogue-rows.ts';
import { formulaRead } from './formula-reader.ts';
import { accepts, difference, type LassoWord, walkerOf } from './words-of.ts';

const ticks = (duration: number): number => duration / minutes(1);

/** Reads a text of a formula back; atoms are found by the names that they have in it. */
function readBack(formula: Formula, ascii: boolean): Formula {
  const names = atomNames([formula]);
  const atoms = new Map(atomsOf(formula).map((one) => [names(one), one]));
  return formulaRead(formulaText(formula, { ascii }), (name) => {
    const found = atoms.get(name);
    if (found === undefined) throw new Error(`no atom is called '${name}'`);
    return found;
  });
}

/** That two formulas say the same of all words of letters and ticks up to length 5, and of all lassos up to 2 letters. */
function expectEqual(formula: Formula, other: Formula): void {
  const atoms = atomsOf(formula);
  const forms = [formula, other].map((one) => new NormalForm(one, ticks, { atoms }));
  const [a, b] = forms.map((form) => walkerOf(new MonitorAutomaton(form)));
  expect(difference(a!, b!, 2 ** atoms.length, 5).word).toBeUndefined();
  const [one, two] = [formula, other].map(
    (of) => new BuchiAutomaton(new NormalForm(ltl.not(of), ticks, { atoms })),
  );
  for (const lasso of lassos(2 ** Math.min(3, atoms.length))) {
    expect(accepts(one!, lasso), JSON.stringify(lasso)).toBe(accepts(two!, lasso));
  }
}

function* lassos(letters: number): Generator<LassoWord> {
  for (let first = 0; first < letters; first++) {
    for (let last = 0; last < letters; last++) {
      for (const after of [0, 1]) {
        yield { stem: [{ after: 0, letter: first }], loop: [{ after, letter: last }] };
        yield {
          stem: [],
          loop: [
            { after, letter: first },
            { after: 0, letter: last },
          ],
        };
      }
    }
  }
}

describe('read back, in symbols and in ASCII, it is equal', () => {
  test.each(ENTRIES)('$code', ({ claim }) => {
    const read = readBack(claim.formula, false);
    expectEqual(claim.formula, read);
    expect(readBack(claim.formula, true)).toEqual(read);
  });

  test.each([...heartbeat.slice(0, 9), heartbeat[18]!, ...migration])('$id', ({ claim }) => {
    if (claim.kind !== 'formula') return;
    expectEqual(claim.formula, readBack(claim.formula, false));
  });

  test('formulas of all operators', () => {
    fc.assert(
      fc.property(anyFormula, fc.boolean(), (one, ascii) => {
        fc.pre(atomsOf(one).length <= 3);
        const other = readBack(one, ascii);
        try {
          new NormalForm(one, ticks);
        } catch {
          return;
        }
        expectEqual(one, other);
      }),
      { numRuns: 300 },
    );
  });
});

describe('as it is written', () => {
  const [p, q, r] = ['p', 'q', 'is up'].map((name) => atom(name, () => name === ''));
  const always = (of: Formula): string => formulaText(of);

  test.each([
    [ltl.G(ltl.implies(p!, ltl.F(q!, [0, minutes(10)]))), '□(p → ◇≤10 min q)'],
    [ltl.implies(p!, ltl.implies(q!, p!)), 'p → q → p'],
    [ltl.implies(ltl.implies(p!, q!), p!), '(p → q) → p'],
    [ltl.and(ltl.or(p!, q!), ltl.not(ltl.and(p!, q!))), '(p ∨ q) ∧ ¬(p ∧ q)'],
    [ltl.U(p!, ltl.U(q!, r!)), 'p U (q U «is up»)'],
    [ltl.G(ltl.not(r!), [minutes(2), minutes(5)]), '□[2 min, 5 min] ¬«is up»'],
    [ltl.laterR(ltl.FALSE, p!, [0, minutes(5), 'open']), '□⁺<5 min p'],
    [ltl.G(ltl.implies(p!, ltl.O(q!, [0, minutes(5)]))), '□(p → O≤5 min q)'],
  ])('%#', (formula, text) => expect(always(formula)).toBe(text));

  test('in ASCII', () => {
    const formula = ltl.G(ltl.implies(p!, ltl.X(ltl.F(ltl.not(r!), [0, minutes(10)]))));
    expect(formulaText(formula, { ascii: true })).toBe('[](p -> X <>[0, 10 min] !"is up")');
  });

  test('two atoms of one name are told apart', () => {
    const [a, b] = [atom('a condition', () => true), atom('a condition', () => false)];
    expect(formulaText(ltl.and(a, b, a))).toBe('«a condition» ∧ «a condition #2» ∧ «a condition»');
  });

  test('claims about states', () => {
    expect(claimText({ kind: 'always-possible', of: p! })).toBe('AG EF p');
    expect(claimText({ kind: 'possible', of: ltl.and(p!, r!) })).toBe('EF (p ∧ «is up»)');
    expect(claimText({ kind: 'no-deadlock' })).toBe('AG ¬deadlock');
    expect(
      claimText({
        kind: 'no-deadlock',
        except: function isSettled() {
          return true;
        },
      }),
    ).toBe('AG (¬deadlock ∨ isSettled)');
    expect(claimText({ kind: 'no-timelock' }, { ascii: true })).toBe('AG !timelock');
    expect(claimText({ kind: 'no-failure' })).toBe('AG ¬failure');
  });
});
