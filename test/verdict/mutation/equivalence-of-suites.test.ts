/**
 * Of suites of the project: what is said to be equivalent is, by the plain graphs of model and mutant.
 *
 * A few small suites; with `REDHOUND_EQUIVALENT=all`, as `npm run verify:deep` has it, each one whose graph is small
 * enough to be built in the plainest way for a hundred mutants.
 */
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Baseline } from '../../../src/verdict/mutation/baseline.ts';
import { checkMutant } from '../../../src/verdict/mutation/check-mutant.ts';
import { prepared } from '../../../src/verdict/mutation/mutate-suite.ts';
import type { Suite } from '../../../src/verdict/suite.ts';
import { type LabelledGraph, labelledGraph, movesToDifference } from './labelled-graph.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const few = ['cold-restart', 'incidents/split-swap-fixed'];

/** Equivalent mutants of a suite that are looked at, and states up to which a graph is small. */
const MUTANTS = 100;
const SMALL = 10_000;

const suiteIn = async (file: string): Promise<Suite> =>
  ((await import(`${root}/${file}`)) as { default: Suite }).default;

const chosen = async () => {
  if (process.env['REDHOUND_EQUIVALENT'] !== 'all') return few.map((name) => `properties/${name}.suite.ts`);
  const files = [];
  for (const file of globSync('properties/**/*.suite.ts', { cwd: root }).sort()) {
    const suite = await suiteIn(file);
    const isSearched = suite.search?.mode !== 'random';
    if (isSearched && prepared(suite, {}).baseline.states <= SMALL) files.push(file);
  }
  return files;
};

describe.each(await chosen())('%s', (file) => {
  let baseline: Baseline;
  let graph: LabelledGraph;
  beforeAll(async () => {
    ({ baseline } = prepared(await suiteIn(file), {}));
    graph = labelledGraph(baseline.suite.system, baseline.properties);
  }, 60_000);

  test('equivalent mutants have the same graph, up to what claims can see', { timeout: 3_600_000 }, () => {
    let equivalent = 0;
    for (const mutant of baseline.mutants) {
      if (mutant.subject !== 'machine' || equivalent === MUTANTS) continue;
      if (checkMutant(baseline, mutant).outcome !== 'equivalent') continue;
      equivalent++;
      const difference = movesToDifference(graph, labelledGraph(mutant.system(), baseline.properties));
      expect(difference, mutant.id).toBeUndefined();
    }
    expect(equivalent).toBeGreaterThan(0);
  });
});
