/**
 * How short counterexamples become: Redhound's shrinker against fast-check's own, on the same failing runs of the broken
 * variants of eight suites: `npm run bench:shrinking -- [seeds]`. Prints a table in Markdown.
 *
 * A case is a variant and a claim that it breaks whose violations have a last letter; for each seed the patient strategy
 * looks for a run that violates it. From that very run four shrinkers begin (fast-check's in `fast-check-shrinkers.ts`).
 * The exhaustive search is the judge of what is shortest. Moves that change nothing do not count, whoever leaves them in.
 *
 * Redhound's shrinker searches breadth-first from the start too, which proves its result on models as small as these. So
 * there is a row without that search: removal, and improvement from within.
 */
import { loadSuites, suiteFiles } from '../src/cli/load-suites.ts';
import { compose } from '../src/product/compose.ts';
import type { Product } from '../src/product/product.ts';
import type { Property } from '../src/property/property.ts';
import { keepingObservations, searchExhaustively } from '../src/search/exhaustive.ts';
import type { LabelledRun } from '../src/search/labelled-run.ts';
import { RandomSearch } from '../src/search/random.ts';
import { endsInALetter } from '../src/search/shortest-run.ts';
import { SHRINK_LIMITS, type ShrunkRun, shrinkRun } from '../src/search/shrinker.ts';
import { Watch } from '../src/search/watch.ts';
import type { AnySystem } from '../src/system/system.ts';
import { DEFAULTS } from '../src/verdict/check-options.ts';
import { isRefutedAtRandom, type Suite } from '../src/verdict/suite.ts';
import { type Shrinking, STEP_LIMIT, shrunkAsCommands, shrunkAsIndices } from './fast-check-shrinkers.ts';
import { median } from './measurement.ts';

const [seeds = 5] = process.argv.slice(2).map(Number);
const SUITES = [
  'heartbeat',
  'migration',
  'start-screen',
  'nested-kvm',
  'update-domains',
  'healing',
  'leap-day',
  'rotation',
];
/** Random runs in which a seed may find a failing one. */
const RUNS = 20_000;

type Shrinker = (product: Product, property: Property, run: LabelledRun) => Shrinking;

const ofRedhound = ({ run, spent, reached }: ShrunkRun): Shrinking => ({
  length: run.labels.length,
  spent,
  cut: reached === 'bounded',
});
const SHRINKERS: Readonly<Record<string, Shrinker>> = {
  Redhound: (...failure) => ofRedhound(shrinkRun(...failure)),
  'Redhound, no search from the start': (...failure) =>
    ofRedhound(shrinkRun(...failure, { ...SHRINK_LIMITS, search: 0 })),
  '`fc.commands`': shrunkAsCommands,
  '`fc.array(fc.nat())`': shrunkAsIndices,
};

interface Case {
  readonly system: AnySystem;
  readonly property: Property;
  readonly maxSteps: number;
}

/** What became of one failing run: its length, the shortest, and what each shrinker made of it. */
interface Comparison {
  readonly found: number;
  readonly shortest: number;
  readonly shrunk: readonly Shrinking[];
}

const casesOf = ({ variants = [], properties, search = {} }: Suite): Case[] =>
  variants.flatMap(({ breaks, system }) =>
    properties
      .filter((property) => breaks.includes(property.id) && isRefutedAtRandom(property))
      .map((property) => ({ system, property, maxSteps: search.maxSteps ?? DEFAULTS.maxSteps })),
  );

/**
 * One comparison a seed, undefined where it finds no failing run. None for a claim about runs without end, nor where an
 * initial state violates the claim, since nothing is shorter than no moves.
 */
function compared({ system, property, maxSteps }: Case): (Comparison | undefined)[] {
  const product = compose(system);
  return keepingObservations(product, () => {
    const watch = new Watch(product, [property]);
    if (!endsInALetter(property, watch) || watch.endings.length > 0) return [];
    const { counterexamples } = searchExhaustively(product, [property], { bail: true });
    const shortest = counterexamples.get(property.id)!.moves.length;
    if (shortest === 0) return [];
    return Array.from({ length: seeds }, (_, seed) => {
      const run = failingRun(product, property, seed + 1, maxSteps);
      if (run === undefined) return undefined;
      const shrunk = Object.values(SHRINKERS).map((shrinker) => shrinker(product, property, run));
      if (shrunk.some(({ length }) => length < shortest))
        throw new Error(`${property.id}: the judge is beaten`);
      return { found: run.labels.length, shortest, shrunk };
    });
  });
}

function failingRun(
  product: Product,
  property: Property,
  seed: number,
  maxSteps: number,
): LabelledRun | undefined {
  const search = new RandomSearch(product, [property], { seed, runs: RUNS, maxSteps, strategy: 'patient' });
  while (search.advance());
  return search.result().violations.get(property.id)?.found;
}

/** One row a shrinker. */
function printRows(name: string, comparisons: readonly Comparison[]): void {
  for (const [index, shrinker] of Object.keys(SHRINKERS).entries()) {
    const results = comparisons.map(({ shrunk }) => shrunk[index]!);
    const ratios = results.map(({ length }, at) => length / comparisons[at]!.shortest);
    const reached = results.filter(({ length }, at) => length === comparisons[at]!.shortest).length;
    const cells = [
      index === 0 ? name : '',
      shrinker,
      `${((100 * reached) / results.length).toFixed(1)} %`,
      median(ratios).toFixed(2),
      Math.max(...ratios).toFixed(2),
      Math.round(median(results.map(({ spent }) => spent))).toLocaleString('en-US'),
      Math.max(...results.map(({ spent }) => spent)).toLocaleString('en-US'),
      results.filter(({ cut }) => cut).length,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const suites = (await loadSuites(process.cwd(), await suiteFiles(process.cwd()))).map(({ suite }) => suite);
console.log(
  '| Suite | Shrinker | shortest | length / shortest, median | worst | steps, median | most | at the limit |',
);
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |');
const all: Comparison[] = [];
let cases = 0;
let missed = 0;
for (const name of SUITES) {
  const outcomes = casesOf(suites.find((suite) => suite.name === name)!)
    .map(compared)
    .filter(({ length }) => length > 0);
  const comparisons = outcomes.flat().filter((outcome) => outcome !== undefined);
  cases += outcomes.length;
  missed += outcomes.flat().length - comparisons.length;
  all.push(...comparisons);
  printRows(`${name}, ${comparisons.length} runs`, comparisons);
}
printRows(`all, ${all.length} runs`, all);
console.log(`
${cases} pairs of a variant and a claim, each with seeds 1 to ${seeds}. In ${missed} cases ${RUNS.toLocaleString('en-US')} random runs found nothing to shrink.
As found, a run has ${median(all.map(({ found }) => found))} moves in the median; a shortest has ${median(all.map(({ shortest }) => shortest))}.
fast-check's shrinkers may spend ${STEP_LIMIT.toLocaleString('en-US')} steps of the product on a run, as many as Redhound's.`);
