/** What the comparison of strategies leaves undone changes nothing of what it says. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Campaign, medianRuns } from '../../bench/hunting/median-runs.ts';

/** Numbers of the runs that fail first; more than the cap where none does. */
const failures = fc.array(fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 5000 })), {
  minLength: 1,
  maxLength: 31,
});
const caps = fc.integer({ min: 1, max: 4000 });

/** Campaigns that fail in the given runs, and how many runs they made. */
function campaignsOf(firsts: readonly number[]): { campaigns: Campaign[]; made: () => number } {
  const runs = firsts.map(() => 0);
  const campaigns = firsts.map((first, i) => ({
    failureWithin(limit: number): number | undefined {
      if (runs[i] === first) throw new Error('It goes on after its failure.');
      runs[i] = Math.min(first, limit);
      return first <= limit ? first : undefined;
    },
  }));
  return { campaigns, made: () => runs.reduce((sum, each) => sum + each, 0) };
}

/** Every campaign to its end: the middle of all, the upper of two. */
const trueMedian = (firsts: readonly number[]): number =>
  firsts.toSorted((a, b) => a - b)[Math.floor(firsts.length / 2)]!;

describe('median of runs to the first failure', () => {
  test('is that of campaigns that all go on to their end, or is said to exceed the cap', () => {
    fc.assert(
      fc.property(failures, caps, (firsts, cap) => {
        const median = trueMedian(firsts);
        expect(medianRuns(campaignsOf(firsts).campaigns, cap)).toEqual(
          median <= cap ? { median } : { moreThan: cap },
        );
      }),
    );
  });

  test('exceeds what is said where no more may be spent', () => {
    fc.assert(
      fc.property(failures, caps, fc.nat(20_000), (firsts, cap, budget) => {
        const { campaigns, made } = campaignsOf(firsts);
        const answer = medianRuns(campaigns, cap, () => made() >= budget);
        const median = trueMedian(firsts);
        if ('median' in answer) expect(answer.median).toBe(median);
        else expect(median).toBeGreaterThan(answer.moreThan);
      }),
    );
  });

  test('costs a quarter more than all campaigns up to the median', () => {
    fc.assert(
      fc.property(failures, (firsts) => {
        const { campaigns, made } = campaignsOf(firsts);
        medianRuns(campaigns, Number.MAX_SAFE_INTEGER);
        const median = trueMedian(firsts);
        const needed = firsts.reduce((sum, first) => sum + Math.min(first, median), 0);
        expect(made()).toBeLessThanOrEqual(1.25 * needed + firsts.length);
      }),
    );
  });
});
