/**
 * Several threads against one: on random systems as many states, transitions and levels, the same states, the same
 * verdicts and, because what is violated is searched for again by one thread, the very same counterexamples.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import type { Property } from '../../src/property/property.ts';
import { anotherTry } from '../../src/search/another-try.ts';
import { ExhaustiveSearch } from '../../src/search/exhaustive.ts';
import type { Limits } from '../../src/search/run.ts';
import { ModelError } from '../../src/system/model-error.ts';
import type { AnySystem } from '../../src/system/system.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../oracles/two-phase-commit.ts';
import { predicateRecipe, propertiesFor } from './random-property.ts';
import { buildSystem, systemRecipe } from './random-system.ts';

const SEED = 20_261_128;
const SYSTEMS = Math.min(400, Number(process.env['REDHOUND_SYSTEMS'] ?? 50));
const CAP = 4000;

const met = { compared: 0, states: 0, shared: 0, violated: 0 };

/** What a search says, its cost aside; undefined where the system is wrong or too large. */
function explored(system: AnySystem, properties: readonly Property[], wanted: Limits) {
  const product = compose(system);
  let limits = wanted;
  for (;;) {
    try {
      const search = new ExhaustiveSearch(product, properties, limits);
      while (search.advance(64)) if (search.states > CAP) return undefined;
      const { states, transitions, depth, complete, findings, counterexamples } = search.result();
      const rows = Array.from({ length: states }, (_, id) => {
        const state = product.allocate();
        search.systemStates.load(id, state, product.width);
        return state.slice(0, product.width).join();
      });
      return {
        found: { states, transitions, depth, complete, findings, counterexamples },
        rows: new Set(rows),
        wasShared: search.wasShared,
      };
    } catch (error) {
      if (error instanceof ModelError) return undefined;
      limits = anotherTry(error, product, limits);
    }
  }
}

describe('several threads', () => {
  it(`find what one finds, in ${SYSTEMS} random systems`, { timeout: 1_800_000 }, () => {
    fc.assert(
      fc.property(
        systemRecipe,
        fc.array(predicateRecipe, { maxLength: 2 }),
        fc.nat(4),
        fc.integer({ min: 2, max: 3 }),
        (recipe, predicates, kept, threads) => {
          const system = buildSystem(recipe);
          const properties = propertiesFor(system, predicates).slice(0, kept);
          const one = explored(system, properties, {});
          const several = explored(system, properties, { threads, shareFrom: 2 });
          expect(several?.found).toEqual(one?.found);
          if (one === undefined || several === undefined) return;
          expect(several.rows.size).toBe(several.found.states);
          met.compared++;
          met.states += one.found.states;
          if (several.wasShared) met.shared++;
          if (one.found.counterexamples.size > 0) met.violated++;
        },
      ),
      { seed: SEED, numRuns: SYSTEMS },
    );
    expect(met.compared).toBeGreaterThan(SYSTEMS / 2);
    expect(met.shared).toBeGreaterThan(SYSTEMS / 10);
    expect(met.violated).toBeGreaterThan(SYSTEMS / 10);
  });

  it.each([2, 3])('two-phase commit with %i threads: published figures', (threads) => {
    const [agreement] = twoPhaseCommitProperties(6);
    const product = compose(twoPhaseCommit(6));
    const search = new ExhaustiveSearch(product, [agreement!], { threads, shareFrom: 500 });
    while (search.advance(4096));
    const { states, depth, complete, findings } = search.result();
    expect(search.wasShared).toBe(true);
    expect({ states, depth, complete, verdict: findings.get('agreement') }).toEqual({
      states: 50_816,
      depth: 20,
      complete: true,
      verdict: 'holds',
    });
    const ids = new Set<number>();
    const state = product.allocate();
    for (let id = 0; id < states; id++) {
      search.systemStates.load(id, state, product.width);
      ids.add(search.systemStates.find(state, product.width));
    }
    expect(ids.size).toBe(states);
  });

  it.each([300_000, 350_000, 400_000, 500_000])(
    'a level that several threads have begun is ended by one where a limit of %i is near',
    (maxStates) => {
      const [agreement] = twoPhaseCommitProperties(7);
      const limits = { threads: 2, shareFrom: 500, maxStates };
      const search = new ExhaustiveSearch(compose(twoPhaseCommit(7)), [agreement!], limits);
      while (search.advance(4096));
      const { states, transitions, depth, complete } = search.result();
      expect(search.wasShared).toBe(true);
      expect({ states, transitions, depth, complete }).toEqual({
        states: 296_448,
        transitions: 1_735_809,
        depth: 23,
        complete: true,
      });
    },
  );
});

afterAll(() => console.log(JSON.stringify(met)));
