/**
 * How good are counterexamples? For every broken variant, the run that random search finds is made short by the shrinker
 * alone: to a shortest one in at least 95 of 100 cases, and never to more than 1.2 times that. Exhaustive search is the
 * judge; where the run goes on for ever, it promises a short loop and no shortest, and the best that is known counts.
 *
 * And the steps that are said to matter, of the run as it was found, of the one made of it, and of a shortest one,
 * violate the property when they are taken alone; of a lasso, what matters in its loop goes round.
 *
 * REDHOUND_SEEDS says over how many seeds. With one, the default, each suite shows one of its variants; with more, all:
 * twenty in `npm run verify:deep`.
 */

import type { Property, Suite, Trace, Variant } from 'redhound';
import { globSync } from 'tinyglobby';
import { afterAll, describe, expect, test } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import type { Product } from '../../src/product/product.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import { type LabelledRun, labelled } from '../../src/search/labelled-run.ts';
import { RandomSearch, type RandomViolation } from '../../src/search/random.ts';
import { explain } from '../../src/trace/explain.ts';
import type { ExplainedRun } from '../../src/trace/explanation.ts';
import { recordTrace, shrinkHistory } from '../../src/trace/record-trace.ts';
import { DEFAULTS } from '../../src/verdict/check-options.ts';
import { replayOn } from '../../src/verdict/replay-trace.ts';
import { isRefutedAtRandom } from '../../src/verdict/suite.ts';

const SEEDS = Number(process.env['REDHOUND_SEEDS'] ?? 1);
const MAX_RATIO = 1.2;
const SHORTEST = 0.95;

const suites = await Promise.all(
  globSync('properties/**/*.suite.ts')
    .sort()
    .map(async (file) => ((await import(`../../${file}`)) as { default: Suite }).default),
);

interface Case {
  readonly variant: Variant;
  readonly property: Property;
}
function casesOf({ variants = [], properties }: Suite): readonly (readonly [string, Case])[] {
  const all = variants.flatMap((variant) =>
    variant.breaks.flatMap((id) => {
      const property = properties.find((candidate) => candidate.id === id)!;
      return isRefutedAtRandom(property) ? [[`${variant.name}: ${id}`, { variant, property }] as const] : [];
    }),
  );
  return SEEDS > 1 ? all : all.slice(0, 1);
}

const spent: number[] = [];
const ratios: number[] = [];
let explained = 0;
let idle = 0;

describe.each(suites.filter((suite) => casesOf(suite).length > 0))('$name', (suite: Suite) => {
  test.each(casesOf(suite))(
    '%s',
    (_name, { variant, property }) => {
      const product = compose(variant.system);
      product.observed = true;
      const judged = searchExhaustively(product, [property], { bail: true }).counterexamples.get(
        property.id,
      )!;
      const from = { suite: suite.name, variant: variant.name };
      const shortest = labelled(product, judged);
      holdsAlone(
        product,
        property,
        recordTrace(product, property, shortest, { ...from, mode: 'exhaustive' }),
      );

      const found = Array.from({ length: SEEDS }, (_, seed) =>
        violationFound(product, property, seed + 1, suite.search?.maxSteps ?? DEFAULTS.maxSteps),
      );
      const isEndless = judged.loop !== undefined;
      const lengths = found.map(({ shrunk }) => shrunk.run.labels.length);
      const best = isEndless ? Math.min(judged.moves.length, ...lengths) : judged.moves.length;
      for (const [index, { found: original, shrunk }] of found.entries()) {
        const { run, reached } = shrunk;
        const { length } = run.labels;
        const what = `seed ${index + 1}: ${length} moves, ${reached}, and ${best} are possible`;
        expect(length, what).toBeGreaterThanOrEqual(best);
        expect(length, what).toBeLessThanOrEqual(MAX_RATIO * best);
        if (reached === 'shortest') expect(length, what).toBe(best);
        ratios.push(best === 0 ? 1 : length / best);
        spent.push(shrunk.spent);
        const shrink = shrinkHistory(original, shrunk);
        holdsAlone(
          product,
          property,
          recordTrace(product, property, run, { ...from, mode: 'random', shrink }),
        );
      }
    },
    3_600_000,
  );
});

afterAll(() => {
  const median = spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)];
  const shortest = ratios.filter((ratio) => ratio === 1).length;
  const percent = ((100 * shortest) / ratios.length).toFixed(2);
  const worst = ratios.reduce((most, ratio) => Math.max(most, ratio), 1);
  console.log(
    [
      `${shortest} of ${ratios.length} runs shrunk to a shortest one (${percent} %), the worst to ${worst.toFixed(3)} times that`,
      `median of steps spent on it: ${median}`,
      `${explained} runs violate by what matters alone; in ${idle} of them some steps do not matter`,
    ].join('; '),
  );
  expect(shortest / ratios.length).toBeGreaterThanOrEqual(SHORTEST);
  // Else "all steps matter" would be as good an answer.
  expect(idle).toBeGreaterThan(0);
});

function violationFound(
  product: Product,
  property: Property,
  seed: number,
  maxSteps: number,
): RandomViolation {
  const search = new RandomSearch(product, [property], {
    seed,
    runs: 100_000,
    maxSteps,
    strategy: 'portfolio',
  });
  while (search.advance());
  return search.result().violations.get(property.id)!;
}

/** The run of the trace, and the one that it was made of. */
function holdsAlone(product: Product, property: Property, trace: Trace): void {
  const { runs } = explain(product, property, trace);
  const violating = runs.filter(({ role }) => role !== 'passing');
  const isShorter = trace.shrink !== undefined && trace.shrink.from > trace.steps.length;
  expect(violating).toHaveLength(isShorter ? 2 : 1);
  for (const run of violating) {
    const initial = run.role === 'original' ? trace.shrink?.initial : undefined;
    const alone = whatMatters(run, initial ?? trace.initial.index);
    const recorded = recordTrace(product, property, alone, { suite: 'alone', mode: 'random' });
    const what = `${run.role}: ${alone.labels.length} of ${run.letters.length - 1} steps`;
    expect(replayOn(product, property, recorded).kind, what).toBe('reproduced');
    explained++;
    if (alone.labels.length < run.letters.length - 1) idle++;
  }
}

/** The steps that matter, and nothing else. */
function whatMatters({ letters, loop }: ExplainedRun, initial: number): LabelledRun {
  const matter = letters.flatMap(({ relevant }, index) => (relevant && index > 0 ? [index] : []));
  const labels = matter.map((index) => letters[index]!.label);
  if (loop === undefined) return { initial, labels };
  return { initial, labels, loop: matter.filter((index) => index <= loop.start).length };
}
