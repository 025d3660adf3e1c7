/** A comparison of strategies as Markdown. */
import { STRATEGIES, type StrategyName } from '../../src/search/strategy/portfolio.ts';
import {
  atLeast,
  atMost,
  costOf,
  gainOf,
  isRare,
  mayBeRare,
  quantile,
  RARE,
  type Row,
  SINGLES,
} from './comparison.ts';
import type { Limits } from './hunt.ts';
import type { MedianRuns } from './median-runs.ts';

const number = (value: number): string => value.toLocaleString('en-US');
const times = (value: number): string =>
  !Number.isFinite(value) ? 'not known' : value < 20 ? value.toFixed(1) : number(Math.round(value));
const runsOf = (runs: MedianRuns): string =>
  'median' in runs ? number(runs.median) : `> ${number(runs.moreThan)}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const nameOf = ({ variant, claim }: Row): string => `${variant}: ${claim}`;

export const comparisonAsMarkdown = (rows: readonly Row[], limits: Limits): string =>
  [
    '# Finding bugs',
    made(limits),
    preamble(rows, limits),
    '## Strategies',
    strategies(rows),
    '## What the portfolio costs',
    costs(rows),
    '## Rare bugs',
    rareOnes(rows),
    '## All cases',
    table(
      ['Broken variant: claim', ...STRATEGIES],
      rows.map((row) => [nameOf(row), ...STRATEGIES.map((name) => runsOf(row.runs[name]))]),
    ),
  ].join('\n\n');

const made = ({ seeds, cap, moves }: Limits): string =>
  `Made by \`npm run bench:strategies -- ${seeds} ${cap} ${moves}\`. What it means is in [Performance](performance.md#finding-bugs).`;

const preamble = (rows: readonly Row[], { seeds, cap, moves, seconds }: Limits): string =>
  `A case is a broken variant of a suite, and the first claim that it is there to break and that random runs can refute: ${rows.length} of them. Each strategy has ${seeds} campaigns for each case, with the same seeds. A figure is the number of runs within which more than half of them have met their first violation. “> N” where more than N are needed: campaigns end after ${number(cap)} runs, or when all of a case have made ${number(moves)} moves, or taken ${seconds} s of processor time (or more, where more was spent to know). Nothing is shrunk.`;

function strategies(rows: readonly Row[]): string {
  const line = (name: StrategyName): readonly string[] => {
    const runs = rows.map((row) => row.runs[name]);
    const most = runs.map(atMost);
    const within = (share: number): string => {
      const value = quantile(most, share);
      return Number.isFinite(value) ? number(value) : 'not known';
    };
    const isBest = (row: Row): boolean =>
      atMost(row.runs[name]) <= Math.min(...SINGLES.map((single) => atLeast(row.runs[single])));
    return [
      `\`${name}\``,
      within(0.5),
      within(0.75),
      within(0.9),
      number(rows.filter(isBest).length),
      number(runs.filter((one) => 'moreThan' in one).length),
    ];
  };
  return table(
    [
      'Strategy',
      'half of all cases within',
      'three quarters',
      'nine tenths',
      'no single one is quicker',
      'used up',
    ],
    STRATEGIES.map(line),
  );
}

function costs(rows: readonly Row[]): string {
  const line = (of: string, some: readonly Row[]): readonly string[] => {
    const ratios = some.map(costOf);
    return [of, number(some.length), ...[0.5, 0.75, 0.9].map((share) => times(quantile(ratios, share)))];
  };
  const hard = rows.filter(({ runs }) => SINGLES.every((name) => atLeast(runs[name]) >= 10));
  return `Its runs over those of the best single strategy of the case, which nobody knows beforehand; where its own figure is not known the ratio counts as infinite.

${table(
  ['', 'cases', 'half of them at most', 'three quarters', 'nine tenths'],
  [line('all', rows), line('those where every strategy needs ten runs or more', hard)],
)}`;
}

function rareOnes(rows: readonly Row[]): string {
  const rare = rows.filter(isRare);
  const gains = rare.map(gainOf);
  const unknown = rows.filter(mayBeRare);
  const singleOf = ({ runs }: Row): StrategyName =>
    SINGLES.toSorted((a, b) => atMost(runs[a]) - atMost(runs[b]))[0]!;
  return `Uniform choice needs more than ${number(RARE)} runs in ${rare.length} cases; in the median over these at least ${times(
    quantile(gains, 0.5),
  )} times as many as the portfolio. ${
    unknown.length === 0
      ? 'Of every other case it is known that it does not.'
      : `Of ${unknown.length} it is not known whether it does: ${unknown.map(nameOf).join(', ')}.`
  }

${table(
  ['Broken variant: claim', 'uniform', 'portfolio', 'at least so many times', 'best single', ''],
  rare.map((row) => [
    nameOf(row),
    runsOf(row.runs.uniform),
    runsOf(row.runs.portfolio),
    times(gainOf(row)),
    `\`${singleOf(row)}\``,
    runsOf(row.runs[singleOf(row)]),
  ]),
)}`;
}
