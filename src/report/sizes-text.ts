/**
 * How much was looked at, in figures: what the verdicts rest on.
 */
import { DEFAULTS } from '../verdict/check-options.ts';
import { shareText } from '../verdict/property-report.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';
import { elapsed, figure } from './figures.ts';
import { type Page, paragraph, sentence } from './page.ts';

/** A line for each search, and one for its cost. */
export const sizesText = (page: Page, suite: SuiteReport): string[] =>
  [exhaustiveSizes(suite), randomSizes(suite), costs(suite)].map((line) =>
    paragraph(page, line, '  ', '    '),
  );

function exhaustiveSizes(suite: SuiteReport): string {
  const searched = suite.states > 0 || suite.properties.some(({ modes }) => modes.exhaustive !== undefined);
  if (!searched) return 'exhaustive search: not asked for';
  return [
    ...(suite.initialStates > 1 ? [`initial states ${figure(suite.initialStates)}`] : []),
    `states ${figure(suite.states)}`,
    `product states ${figure(suite.productStates)}`,
    `transitions ${figure(suite.transitions)}`,
    `depth ${figure(suite.depth)}`,
    completeness(suite),
  ].join(', ');
}

function completeness({ complete, stopped, omission }: SuiteReport): string {
  if (complete) return 'complete';
  const limits = [
    ...(stopped === undefined ? [] : [sentence(stopped)]),
    ...(omission === undefined
      ? []
      : [`a state was left out with a probability of at most ${shareText(omission)}`]),
  ];
  return `not complete: ${limits.length === 0 ? 'it stopped early' : limits.join('; ')}`;
}

function randomSizes({ random }: SuiteReport): string {
  if (random === undefined) return 'random runs: not asked for';
  return [
    `random runs ${figure(random.runs)}`,
    `steps ${figure(random.steps)}`,
    `longest ${figure(random.longest)}`,
    `seed ${random.seed}`,
    ...(random.strategy === DEFAULTS.strategy ? [] : [`strategy ${random.strategy}`]),
    ...(random.coverage === undefined ? [] : [`${percentage(random.coverage)} of the local steps`]),
  ].join(', ');
}

/** Rounded down: 100% is all. */
const percentage = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;

const costs = ({ cost }: SuiteReport): string =>
  `cost ${elapsed(cost.elapsedMs)}, calls of XState ${figure(cost.xstateCalls)}`;
