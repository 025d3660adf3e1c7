/**
 * Bug finding: how many random runs each strategy needs to its first counterexample, over the broken variants of all
 * suites: `npm run bench:strategies -- [seeds] [cap] [moves] [variants]`, the last a regular expression for
 * `suite/variant`. Prints Markdown, and on standard error what is found out.
 *
 * That is kept in `.bench/hunting.jsonl` and not asked again, so that one can go on after an interruption, or with more
 * moves where they were used up. Delete the file when models or strategies have changed.
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
const wanted = new RegExp(process.argv[5] ?? '');
const limits: Limits = { seeds, cap, moves };
/** What one asks most about: is the default worth having? They may cost more. */
const THOROUGH: Limits = { ...limits, moves: 5 * moves };
const limitsOf = (strategy: StrategyName): Limits =>
  strategy === 'portfolio' || strategy === 'uniform' ? THOROUGH : limits;
const ledger = new Ledger('.bench/hunting.jsonl');

function runsOf(one: Case, strategy: StrategyName): MedianRuns {
  const question: Question = { variant: one.variant, claim: one.property.id, strategy };
  const limits = limitsOf(strategy);
  const known = ledger.get(question, limits);
  if (known !== undefined) return known;
  const start = performance.now();
  const runs = hunted(one, strategy, limits);
  ledger.add({ ...question, limits, runs });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.error(`${one.variant} ${one.property.id} ${strategy} ${JSON.stringify(runs)} ${seconds} s`);
  return runs;
}

const rowOf = (one: Case): Row => ({
  variant: one.variant,
  claim: one.property.id,
  runs: Object.fromEntries(
    STRATEGIES.map((strategy) => [strategy, runsOf(one, strategy)]),
  ) as unknown as Row['runs'],
});

const suites = await loadSuites(process.cwd(), await suiteFiles(process.cwd()));
const cases = suites.flatMap(({ suite }) => casesOf(suite)).filter(({ variant }) => wanted.test(variant));
console.log(comparisonAsMarkdown(cases.map(rowOf), limits, THOROUGH));
