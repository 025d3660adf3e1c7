/**
 * What a state costs as a search grows: two-phase commit with 10 resource managers (61,515,776 states), or as many as
 * an argument says, and threads as a second one. XState's own time is included. At each power of ten: the time per
 * state since the one before, memory as the search counts it, and the peak of the process since the search began.
 * `npm run bench:growth -- [resource managers] [threads] [states at most]`.
 */
import { compose } from '../src/product/compose.ts';
import { ExhaustiveSearch } from '../src/search/exhaustive.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../test/oracles/two-phase-commit.ts';

const [resourceManagers = 10, threads = 1, maxStates] = process.argv.slice(2).map(Number);
const product = compose(twoPhaseCommit(resourceManagers));
const [agreement] = twoPhaseCommitProperties(resourceManagers);
const held = process.memoryUsage.rss();
const begun = performance.now();
const search = new ExhaustiveSearch(product, [agreement!], { threads, maxStates });
let mark = 100_000;
let [since, from] = [begun, 0];

function report(): void {
  const now = performance.now();
  const { states, bytes } = search;
  const peak = 1024 * process.resourceUsage().maxRSS - held;
  console.log(
    `${states.toLocaleString('en-US').padStart(12)} states after ${((now - begun) / 1000).toFixed(1)} s, ` +
      `${((1e6 * (now - since)) / (states - from)).toFixed(0)} ns a state since the last line, ` +
      `${(bytes / states).toFixed(1)} bytes a state, peak of the process ${(peak / states).toFixed(1)}`,
  );
  [since, from] = [now, states];
}

while (search.advance(4096)) {
  if (search.states < mark) continue;
  report();
  mark *= 10;
}
report();
const { states, transitions, depth, findings } = search.result();
console.log(
  `${states} states, ${transitions} transitions, depth ${depth}, agreement ${findings.get('agreement')}`,
);
search.release();
