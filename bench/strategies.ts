/**
 * Bug finding: how many random runs each strategy needs to its first counterexample, over the broken variants of all
 * suites: `npm run bench:strategies -- [seeds] [cap]`. Prints a table in Markdown.
 *
 * A case is a variant and the first property that it breaks. Where half of the seeds or more find nothing in `cap`
 * runs, the median says so by the cap. Nothing is shrunk.
 */
import { loadSuites, suiteFiles } from '../src/cli/load-suites.ts';
import { compose } from '../src/product/compose.ts';
import type { Property } from '../src/property/property.ts';
import { keepingObservations } from '../src/search/exhaustive.ts';
import { STRATEGIES, type StrategyName, strategyCalled } from '../src/search/strategy/portfolio.ts';
import { Walker } from '../src/search/walker.ts';
import { Watch } from '../src/search/watch.ts';
import type { AnySystem } from '../src/system/system.ts';
import { DEFAULTS } from '../src/verdict/check-options.ts';
import type { Suite } from '../src/verdict/suite.ts';
import { median } from './measurement.ts';

const [seeds = 5, cap = 20_000] = process.argv.slice(2).map(Number);
/** Cases that uniform choice finds after more runs than this are rare. */
const RARE = 1000;

interface Case {
  readonly name: string;
  readonly system: AnySystem;
  readonly property: Property;
  readonly maxSteps: number;
}

/** What no random run can refute is no case. */
const isSought = ({ claim }: Property): boolean =>
  claim.kind !== 'always-possible' && claim.kind !== 'possible';

const casesOf = ({ name, variants = [], properties, search = {} }: Suite): Case[] =>
  variants.flatMap((variant) => {
    const property = properties.find((one) => variant.breaks.includes(one.id) && isSought(one));
    const maxSteps = search.maxSteps ?? DEFAULTS.maxSteps;
    return property === undefined
      ? []
      : [{ name: `${name}/${variant.name}`, system: variant.system, property, maxSteps }];
  });

/** Runs up to and with the first that fails, for each seed; the cap where none does. */
function runsToFailure({ system, property, maxSteps }: Case, strategy: StrategyName): number[] {
  const product = compose(system);
  return Array.from({ length: seeds }, (_, seed) =>
    keepingObservations(product, () => {
      const watch = new Watch(product, [property]);
      const walker = new Walker(product, watch, maxSteps, strategyCalled(strategy, product, maxSteps));
      walker.lookFor([property]);
      let run = 1;
      while (run < cap && walker.run(Math.imul(seed + 1, 0x9e3779b1) + run).violated === undefined) run++;
      return run;
    }),
  );
}

const suites = await loadSuites(process.cwd(), await suiteFiles(process.cwd()));
const cases = suites.flatMap(({ suite }) => casesOf(suite));
console.log(`${cases.length} broken variants, ${seeds} seeds, at most ${cap} runs each.\n`);
console.log(`| Variant | ${STRATEGIES.join(' | ')} |`);
console.log(`| --- | ${STRATEGIES.map(() => '---:').join(' | ')} |`);
const rows = cases.map((one) => {
  const medians = STRATEGIES.map((strategy) => median(runsToFailure(one, strategy)));
  console.log(`| ${one.name} | ${medians.join(' | ')} |`);
  return medians;
});

const at = (name: StrategyName) => STRATEGIES.indexOf(name);
const singles = STRATEGIES.filter((name) => name !== 'portfolio');
const costs = rows.map((row) => row[at('portfolio')]! / Math.min(...singles.map((name) => row[at(name)]!)));
const rare = rows.filter((row) => row[at('uniform')]! > RARE);
console.log(`
The portfolio costs ${median(costs).toFixed(2)} times the best single strategy in the median over variants.
On the ${rare.length} variants that uniform choice finds after more than ${RARE} runs it is ${median(
  rare.map((row) => row[at('uniform')]! / row[at('portfolio')]!),
).toFixed(1)} times as quick in the median, least ${Math.min(
  ...rare.map((row) => row[at('uniform')]! / row[at('portfolio')]!),
).toFixed(1)}.`);
