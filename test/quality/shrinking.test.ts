/**
 * How good is shrinking? For every broken variant, the run that random search finds is made short by the shrinker
 * alone: to a shortest one in at least 95 of 100 cases, and never to more than 1.2 times that. Exhaustive search is the
 * judge; where the run goes on for ever, it promises a short loop and no shortest, and the best that is known counts.
 *
 * REDHOUND_SEEDS says over how many seeds, and whether over all suites: two and two by default, twenty and all in
 * `npm run verify:deep`.
 */

import type { Property, Suite, Variant } from 'redhound';
import { globSync } from 'tinyglobby';
import { afterAll, describe, expect, test } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { keepingObservations, searchExhaustively } from '../../src/search/exhaustive.ts';
import { RandomSearch } from '../../src/search/random.ts';
import type { ShrunkRun } from '../../src/search/shrinker.ts';

const SEEDS = Number(process.env['REDHOUND_SEEDS'] ?? 2);
const MAX_RATIO = 1.2;
const SHORTEST = 0.95;

const files =
  SEEDS > 2
    ? globSync('properties/**/*.suite.ts').sort()
    : ['properties/heartbeat.suite.ts', 'properties/migration.suite.ts'];
const suites = await Promise.all(
  files.map(async (file) => ((await import(`../../${file}`)) as { default: Suite }).default),
);

interface Case {
  readonly variant: Variant;
  readonly property: Property;
}
const casesOf = ({ variants = [], properties }: Suite): readonly (readonly [string, Case])[] =>
  variants.flatMap((variant) =>
    variant.breaks.flatMap((id) => {
      const property = properties.find((candidate) => candidate.id === id)!;
      const isFoundAtRandom = property.claim.kind !== 'always-possible' && property.claim.kind !== 'possible';
      return isFoundAtRandom ? [[`${variant.name}: ${id}`, { variant, property }] as const] : [];
    }),
  );

const spent: number[] = [];
let shortest = 0;

describe.each(suites.filter((suite) => casesOf(suite).length > 0))('$name', (suite: Suite) => {
  test.each(casesOf(suite))(
    '%s',
    (_name, { variant, property }) => {
      const product = compose(variant.system);
      const judged = searchExhaustively(product, [property], { bail: true }).counterexamples.get(
        property.id,
      )!;
      const shrunk = Array.from({ length: SEEDS }, (_, seed) =>
        shrunkRun(product, property, seed + 1, suite.search?.maxSteps ?? 200),
      );
      const isEndless = judged.loop !== undefined;
      const lengths = shrunk.map(({ run }) => run.labels.length);
      const best = isEndless ? Math.min(judged.moves.length, ...lengths) : judged.moves.length;
      for (const [index, { run, reached, spent: steps }] of shrunk.entries()) {
        const { length } = run.labels;
        const what = `seed ${index + 1}: ${length} moves, ${reached}, and ${best} are possible`;
        expect(length, what).toBeGreaterThanOrEqual(best);
        expect(length, what).toBeLessThanOrEqual(MAX_RATIO * best);
        if (reached === 'shortest') expect(length, what).toBe(best);
        if (length === best) shortest++;
        spent.push(steps);
      }
    },
    3_600_000,
  );
});

afterAll(() => {
  const median = spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)];
  console.log(
    `${shortest} of ${spent.length} runs shrunk to a shortest one; median of steps spent on it: ${median}`,
  );
  expect(shortest / spent.length).toBeGreaterThanOrEqual(SHORTEST);
});

function shrunkRun(
  product: ReturnType<typeof compose>,
  property: Property,
  seed: number,
  maxSteps: number,
): ShrunkRun {
  return keepingObservations(product, () => {
    const search = new RandomSearch(product, [property], {
      seed,
      runs: 100_000,
      maxSteps,
      strategy: 'portfolio',
    });
    while (search.advance());
    return search.result().violations.get(property.id)!.shrunk;
  });
}
