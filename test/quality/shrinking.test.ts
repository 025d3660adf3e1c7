/**
 * How good is shrinking? For every broken variant, the run that random search finds is shrunk, by the shrinker
 * alone, to at most one and a half times the shortest counterexample; the exhaustive search is the judge.
 *
 * REDHOUND_SEEDS says over how many seeds: few by default, twenty in `npm run verify:deep`.
 */

import type { Property, Suite } from 'redhound';
import { describe, expect, test } from 'vitest';
import heartbeat from '../../properties/heartbeat.suite.ts';
import migration from '../../properties/migration.suite.ts';
import { compose } from '../../src/product/compose.ts';
import { keepingObservations, searchExhaustively } from '../../src/search/exhaustive.ts';
import { RandomSearch } from '../../src/search/random.ts';

const SEEDS = Number(process.env['REDHOUND_SEEDS'] ?? 2);
const MAX_RATIO = 1.5;

describe.each([heartbeat, migration])('$name', (suite: Suite) => {
  test.each(suite.variants!.map((variant) => [variant.name, variant] as const))(
    '%s shrinks well',
    (_name, variant) => {
      for (const id of variant.breaks) {
        const property = suite.properties.find((candidate) => candidate.id === id)!;
        const product = compose(variant.system);
        const shortest = searchExhaustively(product, [property], { bail: true }).counterexamples.get(id)!
          .moves.length;
        for (let seed = 1; seed <= SEEDS; seed++) {
          const shrunk = shrunkLength(product, property, seed);
          expect(shrunk, `${id}, seed ${seed}: shortest ${shortest}`).toBeLessThanOrEqual(
            MAX_RATIO * shortest,
          );
          expect(shrunk).toBeGreaterThanOrEqual(shortest);
        }
      }
    },
    600_000,
  );
});

function shrunkLength(product: ReturnType<typeof compose>, property: Property, seed: number): number {
  return keepingObservations(product, () => {
    const search = new RandomSearch(product, [property], {
      seed,
      runs: 100_000,
      maxSteps: 120,
      strategy: 'portfolio',
    });
    while (search.advance());
    return search.result().violations.get(property.id)?.run.labels.length ?? Number.POSITIVE_INFINITY;
  });
}
