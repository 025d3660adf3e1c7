/** What is said of strategies holds whatever the medians are that it was too costly to know. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  costOf,
  gainOf,
  isRare,
  mayBeRare,
  quantile,
  RARE,
  type Row,
  SINGLES,
} from '../../bench/hunting/comparison.ts';
import { STRATEGIES } from '../../src/search/strategy/portfolio.ts';

/** A median, and the number of runs after which one gave up; often before. */
const hunt = fc.record({
  median: fc.integer({ min: 1, max: 3 * RARE }),
  gaveUp: fc.option(fc.nat(3 * RARE)),
});

/** True medians by strategy, and a row that knows of them what was found out. */
const hunts = fc.record(Object.fromEntries(STRATEGIES.map((name) => [name, hunt]))).map((of) => ({
  truth: Object.fromEntries(STRATEGIES.map((name) => [name, of[name]!.median])),
  row: {
    variant: 'suite/variant',
    claim: 'claim',
    runs: Object.fromEntries(
      STRATEGIES.map((name) => {
        const { median, gaveUp } = of[name]!;
        return [name, gaveUp !== null && gaveUp < median ? { moreThan: gaveUp } : { median }];
      }),
    ),
  } as unknown as Row,
}));

describe('a comparison of strategies', () => {
  test('the portfolio costs no more than is said', () => {
    fc.assert(
      fc.property(hunts, ({ truth, row }) => {
        const cost = truth['portfolio']! / Math.min(...SINGLES.map((name) => truth[name]!));
        expect(costOf(row)).toBeGreaterThanOrEqual(cost);
      }),
    );
  });

  test('it gains no less over uniform choice than is said', () => {
    fc.assert(
      fc.property(hunts, ({ truth, row }) => {
        expect(gainOf(row)).toBeLessThanOrEqual(truth['uniform']! / truth['portfolio']!);
      }),
    );
  });

  test('a case is rare, may be, or is known not to be', () => {
    fc.assert(
      fc.property(hunts, ({ truth, row }) => {
        if (isRare(row)) expect(truth['uniform']).toBeGreaterThan(RARE);
        else if (!mayBeRare(row)) expect(truth['uniform']).toBeLessThanOrEqual(RARE);
      }),
    );
  });

  test('a share of all numbers does not exceed the quantile, and exceeds every smaller one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (numbers, share) => {
          const value = quantile(numbers, share);
          expect(numbers.filter((one) => one <= value).length).toBeGreaterThanOrEqual(share * numbers.length);
          expect(numbers.filter((one) => one < value).length).toBeLessThan(share * numbers.length);
        },
      ),
    );
  });
});
