/**
 * How many states are visited with and without reductions: `npm run bench:reductions`. Prints rows of a table.
 */

import { compose } from '../src/product/compose.ts';
import type { Property } from '../src/property/property.ts';
import { searchExhaustively } from '../src/search/exhaustive.ts';
import type { Limits } from '../src/search/run.ts';
import type { AnySystem } from '../src/system/system.ts';
import { incrementRace } from '../test/oracles/increment.ts';
import { instancesOf } from '../test/oracles/instances-of.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../test/oracles/two-phase-commit.ts';
import { nothingIsMade, pipelines } from './pipelines.ts';

const namesOf = (prefix: string, count: number): readonly string[] =>
  instancesOf(prefix, count, () => undefined).names;

function measured(system: AnySystem, properties: readonly Property[], limits: Limits): string {
  const begun = process.cpuUsage();
  const { states, transitions } = searchExhaustively(compose(system), properties, limits);
  const { user, system: kernel } = process.cpuUsage(begun);
  return `${states} | ${transitions} | ${((user + kernel) / 1e6).toFixed(1)} s`;
}

function compare(name: string, system: AnySystem, properties: readonly Property[], limits: Limits): void {
  console.log(`| ${name} | ${measured(system, properties, {})} | ${measured(system, properties, limits)} |`);
}

for (const count of [3, 5, 7, 8]) {
  const system = { ...twoPhaseCommit(count), symmetry: [namesOf('rm', count)] };
  const [agreement] = twoPhaseCommitProperties(count);
  compare(`two-phase commit, ${count}`, system, [agreement!], { symmetry: 'on' });
}
for (const count of [3, 4, 5]) {
  const system = { ...incrementRace(count), symmetry: [namesOf('thread', count)] };
  compare(`increment race, ${count}`, system, [], { symmetry: 'on' });
}

const ordered: Limits = { partialOrder: 'on' };
for (const [lines, stages, items] of [
  [1, 4, 4],
  [2, 3, 2],
  [3, 3, 2],
] as const) {
  const system = pipelines(lines, stages, items);
  compare(`${lines} × ${stages} stages, ${items} items`, system, [nothingIsMade(stages, items)], ordered);
}
for (const count of [3, 5, 7]) {
  const [agreement] = twoPhaseCommitProperties(count);
  compare(`two-phase commit, ${count}, agreement`, twoPhaseCommit(count), [agreement!], ordered);
  compare(`two-phase commit, ${count}, no claims`, twoPhaseCommit(count), [], ordered);
}
