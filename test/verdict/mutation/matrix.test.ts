/**
 * Mutants of a model that is large enough for their search to end at the first kill: looking for more claims that
 * kill them changes no outcome, and each kill is one that a search of the mutant's whole space finds too.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import migration from '../../../properties/migration.suite.ts';
import { compose } from '../../../src/product/compose.ts';
import { searchExhaustively } from '../../../src/search/exhaustive.ts';
import { MUTANT_LIMITS } from '../../../src/verdict/mutation/check-mutant.ts';
import { prepared, reportOn } from '../../../src/verdict/mutation/mutate-suite.ts';
import type { MutantReport } from '../../../src/verdict/mutation/mutation-report.ts';

/** Killed at once, on a way on from where they differ, and by more claims than one; and one that is equivalent. */
const MUTANTS = [
  'drop-action:host1:absent:PREPARE',
  'drop-action:host1:skeleton.attaching:LOGIN_ACCEPTED',
  'drop-action:host1:running:PAUSE',
  'drop-action:vm:paused:RESUMED',
];

describe('of a large model', () => {
  const { baseline } = prepared(migration, {});
  let pairs: readonly { readonly first: MutantReport; readonly matrix: MutantReport }[];

  beforeAll(() => {
    pairs = MUTANTS.map((id) => ({
      first: reportOn(baseline, id, {}),
      matrix: reportOn(baseline, id, { matrix: true }),
    }));
  }, 120_000);

  test('the model is large', () => {
    expect(baseline.productStates).toBeGreaterThan(MUTANT_LIMITS.afterKill);
  });

  test('the matrix changes no outcome', () => {
    expect(pairs.map(({ matrix: { id, outcome } }) => [id, outcome])).toEqual(
      pairs.map(({ first: { id, outcome } }) => [id, outcome]),
    );
  });

  test('the matrix has more kills, and less that is undecided', () => {
    const cells = (of: 'first' | 'matrix', what: 'kills' | 'undecided') =>
      pairs.reduce((sum, pair) => sum + pair[of][what].length, 0);
    expect(cells('matrix', 'kills')).toBeGreaterThan(cells('first', 'kills'));
    expect(cells('matrix', 'undecided')).toBeLessThan(cells('first', 'undecided'));
  });

  test('each kill is found in the whole space of the mutant', () => {
    const killed = pairs.filter(({ first }) => first.outcome === 'killed');
    expect(killed.length).toBeGreaterThan(0);
    for (const { first, matrix } of killed) {
      const mutant = baseline.mutants.find(({ id }) => id === first.id)!;
      const kills = [...first.kills, ...matrix.kills];
      const killers = baseline.properties.filter(({ id }) => kills.some(({ property }) => property === id));
      const { findings } = searchExhaustively(compose(mutant.system()), killers);
      for (const { property, verdict } of kills) {
        expect([first.id, property, findings.get(property)]).toEqual([first.id, property, verdict]);
        expect(findings.get(property)).not.toBe(baseline.findings.get(property));
      }
    }
  }, 120_000);

  test('what a way on from the difference refutes is so too', () => {
    // Those have no shortest counterexample, though their verdict is one of a run.
    const onTheWay = pairs.filter(({ first }) =>
      first.kills.some(({ verdict, steps }) => verdict === 'violated' && steps === undefined),
    );
    expect(onTheWay.length).toBeGreaterThan(0);
  });
});
