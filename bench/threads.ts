/**
 * One thread and two on the same search, in turns: two-phase commit with 9 resource managers, or as many as an
 * argument says. Wall time, the tables of steps filled, sealed as a whole as in a check; five rounds, medians.
 * `npm run bench:threads -- [resource managers]`.
 */
import { impure, sealed } from '../src/agent/sealed-world.ts';
import { compose } from '../src/product/compose.ts';
import { ExhaustiveSearch } from '../src/search/exhaustive.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../test/oracles/two-phase-commit.ts';
import { median } from './measurement.ts';

const ROUNDS = 5;
const AT_A_TIME = 4096;
const [resourceManagers = 9] = process.argv.slice(2).map(Number);
const product = compose(twoPhaseCommit(resourceManagers));
const [agreement] = twoPhaseCommitProperties(resourceManagers);

function search(threads: number): { readonly seconds: number; readonly found: string } {
  const before = performance.now();
  const search = new ExhaustiveSearch(product, [agreement!], { threads });
  while (sealed(() => search.advance(AT_A_TIME), impure));
  const { states, transitions, depth, findings } = sealed(() => search.result(), impure);
  search.release();
  const found = `${states} states, ${transitions} transitions, depth ${depth}, ${findings.get('agreement')}`;
  return { seconds: (performance.now() - before) / 1000, found };
}

const { found } = search(1);
console.log(`two-phase commit with ${resourceManagers} resource managers: ${found}`);
const taken: Record<number, number[]> = { 1: [], 2: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const threads of [1, 2]) {
    const run = search(threads);
    if (run.found !== found) throw new Error(`${threads} threads found ${run.found}`);
    taken[threads]!.push(run.seconds);
  }
}
const [one, two] = [median(taken[1]!), median(taken[2]!)];
console.log(`one thread ${one.toFixed(2)} s, two ${two.toFixed(2)} s: ${(one / two).toFixed(2)} × as fast`);
