/**
 * Liveness and fairness on generated systems: SPIN is the judge.
 */

import fc from 'fast-check';
import { propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { livenessOf } from '../../oracles/liveness-report.ts';
import { judge } from './pan.ts';
import { type Claim, promelaOf } from './promela.ts';
import { CLAIMS_OF_A_FORMULA, claimsAbout } from './random-claim.ts';
import { type Recipe, recipe, systemOf } from './recipe.ts';

const SEED = 1991;
const SYSTEMS = process.env['REDHOUND_DEEP'] === undefined ? 30 : 600;
const FORMULAS = 4;

interface Case {
  readonly recipe: Recipe;
  readonly claims: readonly Claim[];
}

const cases = fc.sample(
  recipe.chain((one) => fc.record({ recipe: fc.constant(one), claims: claimsAbout(one, FORMULAS) })),
  { seed: SEED, numRuns: SYSTEMS },
);

/** What the engine says; every lasso is replayed. */
async function ourJudgement({ recipe: one, claims }: Case) {
  const system = systemOf(one);
  const { claim } = propertiesOf(system);
  const properties = claims.map((asked, index) => claim(`c${index}`, { statement: 'Generated.', ...asked }));
  const { states, complete, verdicts } = await livenessOf(system, ...properties);
  expect(complete).toBe(true);
  return { states, violated: verdicts.map(({ verdict }) => verdict === 'violated') };
}

async function disagreementOn(
  one: Case,
): Promise<{ readonly text: string; readonly violated: readonly boolean[] }> {
  const [ours, theirs] = await Promise.all([ourJudgement(one), judge(one.recipe, one.claims)]);
  const wrong = one.claims.flatMap((_, index) =>
    ours.violated[index] === theirs.violated[index] ? [] : [index],
  );
  const about = wrong.map(
    (index) =>
      `c${index}: here ${verdict(ours.violated[index]!)}, ${verdict(theirs.violated[index]!)} by SPIN`,
  );
  if (ours.states !== theirs.states) about.push(`${ours.states} states here, ${theirs.states} by SPIN`);
  const text = about.length === 0 ? '' : [...about, promelaOf(one.recipe, one.claims)].join('\n');
  return { text, violated: theirs.violated };
}

const verdict = (violated: boolean): string => (violated ? 'violated' : 'holds');

test('SPIN finds the same states and says the same of each claim', async () => {
  const open = cases.values();
  const results: Awaited<ReturnType<typeof disagreementOn>>[] = [];
  // Two at once: gcc takes most of the time.
  await Promise.all(
    [1, 2].map(async () => {
      for (const one of open) results.push(await disagreementOn(one));
    }),
  );
  const all = results.flatMap(({ violated }) => violated);
  const violated = all.filter((one) => one).length;
  const formulas = results.flatMap(({ violated: of }) =>
    Array.from({ length: FORMULAS }, (_, index) => of.slice(CLAIMS_OF_A_FORMULA * index)),
  );
  const progressDecides = formulas.filter(
    ([none, progress, fair, both]) => none !== progress || fair !== both,
  ).length;
  const fairnessDecides = formulas.filter(
    ([none, progress, fair, both]) => none !== fair || progress !== both,
  ).length;
  console.log(
    `${results.length} systems, ${all.length} claims, ${violated} violated; of ${formulas.length} formulas progress decides ${progressDecides}, fairness ${fairnessDecides}`,
  );
  expect(results.map(({ text }) => text).filter((text) => text !== '')).toEqual([]);
  expect(violated).toBeGreaterThan(0.2 * all.length);
  expect(violated).toBeLessThan(0.8 * all.length);
  expect(progressDecides).toBeGreaterThan(0.02 * formulas.length);
  expect(fairnessDecides).toBeGreaterThan(0.05 * formulas.length);
}, 3_600_000);
