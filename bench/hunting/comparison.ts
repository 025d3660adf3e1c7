/**
 * What medians say of strategies. Of a median that is not known it is known what it exceeds, and what is said here is
 * true whatever it is: the portfolio looks no better, uniform choice no worse, than they are.
 */
import { STRATEGIES, type StrategyName } from '../../src/search/strategy/portfolio.ts';
import type { MedianRuns } from './median-runs.ts';

/** A case, and the median of each strategy. */
export interface Row {
  readonly variant: string;
  readonly claim: string;
  readonly runs: Readonly<Record<StrategyName, MedianRuns>>;
}

/** Cases that uniform choice finds after more runs than this are rare. */
export const RARE = 1000;

export const SINGLES = STRATEGIES.filter((name) => name !== 'portfolio');

/** It needs so many runs at least. */
export const atLeast = (runs: MedianRuns): number => ('median' in runs ? runs.median : runs.moreThan + 1);
/** It needs so many at most. */
export const atMost = (runs: MedianRuns): number =>
  'median' in runs ? runs.median : Number.POSITIVE_INFINITY;

/** What the best single strategy needs at least. */
const best = ({ runs }: Row): number => Math.min(...SINGLES.map((name) => atLeast(runs[name])));

/** So many times the runs of the best single strategy at most. */
export const costOf = (row: Row): number => atMost(row.runs.portfolio) / best(row);

/** Uniform choice needs so many times the runs of the portfolio at least. */
export const gainOf = ({ runs }: Row): number => atLeast(runs.uniform) / atMost(runs.portfolio);

export const isRare = ({ runs }: Row): boolean => atLeast(runs.uniform) > RARE;

/** Whether it was too costly to know if the case is rare. */
export const mayBeRare = (row: Row): boolean => !isRare(row) && atMost(row.runs.uniform) > RARE;

/** The smallest number that a share of all, between 0 and 1, do not exceed. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
