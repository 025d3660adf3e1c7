/**
 * Bug finding: how many random runs each strategy needs to its first counterexample, over the broken variants of all
 * suites: `npm run bench:strategies -- [seeds] [cap] [moves] [asked]`. Prints Markdown, and on standard error what is
 * found out.
 *
 * That is kept in `.bench/hunting.jsonl` and not asked again, so that one can go on after an interruption, or spend more
 * moves on what matches `asked`, a regular expression for `suite/variant strategy`: ` uniform$`, say. Delete the file
 * when models or strategies have changed.
 */
import { loadSuites, suiteFiles } from '../src/cli/load-suites.ts';
import { STRATEGIES, type StrategyName } from '../src/search/strategy/portfolio.ts';
import { type Case, casesOf } from './hunting/case.ts';
import type { Row } from './hunting/comparison.ts';
import { hunted, type Limits } from './hunting/hunt.ts';
import { Ledger, type Question } from './hunting/ledger.ts';
import type { MedianRuns } from './hunting/median-runs.ts';
import { comparisonAsMarkdown } from './hunting/report.ts';

const [seeds = 30, cap = 1_000_000, moves = 3_000_000] = process.argv.slice(2, 5).map(Number);
const asked = new RegExp(process.argv[5] ?? '');
const limits: Limits = { seeds, cap, moves, seconds: 120 };
const ledger = new Ledger('.bench/hunting.jsonl');

/** Undefined where it is neither known nor asked. */
function runsOf(one: Case, strategy: StrategyName): MedianRuns | undefined {
  const question: Question = { variant: one.variant, claim: one.property.id, strategy };
  const isAsked = asked.test(`${one.variant} ${strategy}`);
  const known = ledger.get(question, isAsked ? limits : { ...limits, moves: 0, seconds: 0 });
  if (known !== undefined || !isAsked) return known;
  const start = performance.now();
  const runs = hunted(one, strategy, limits);
  ledger.add({ ...question, limits, runs });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.error(`${one.variant} ${one.property.id} ${strategy} ${JSON.stringify(runs)} ${seconds} s`);
  return runs;
}

/** No row where a strategy is missing. */
function rowsOf(one: Case): Row[] {
  const runs = STRATEGIES.flatMap((strategy) => {
    const of = runsOf(one, strategy);
    return of === undefined ? [] : [[strategy, of] as const];
  });
  if (runs.length < STRATEGIES.length) return [];
  return [
    {
      variant: one.variant,
      claim: one.property.id,
      runs: Object.fromEntries(runs) as unknown as Row['runs'],
    },
  ];
}

const suites = await loadSuites(process.cwd(), await suiteFiles(process.cwd()));
const cases = suites.flatMap(({ suite }) => casesOf(suite));
console.log(comparisonAsMarkdown(cases.flatMap(rowsOf), limits));
