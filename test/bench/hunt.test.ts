/** Campaigns share tables and nothing else. */
import { propertiesOf } from 'redhound';
import { describe, expect, test } from 'vitest';
import type { Case } from '../../bench/hunting/case.ts';
import { hunted, WalkerCampaign } from '../../bench/hunting/hunt.ts';
import { compose } from '../../src/product/compose.ts';
import { STRATEGIES, strategyCalled } from '../../src/search/strategy/portfolio.ts';
import { Walker } from '../../src/search/walker.ts';
import { Watch } from '../../src/search/watch.ts';
import { incrementRace, incrementWithLock } from '../oracles/increment.ts';

const THREADS = 4;
const threads = Array.from({ length: THREADS }, (_, index) => `thread${index}` as const);
/** All read before any writes: one order of many. */
const broken: Case = (() => {
  const system = incrementRace(THREADS);
  const { claim, never } = propertiesOf(system);
  const property = claim('something-counts-twice', {
    statement: 'When every thread has written, the counter is more than one.',
    formula: never(
      ({ agent }) =>
        agent('counter').context.value === 1 && threads.every((name) => agent(name).hasTag('incremented')),
    ),
  });
  return { variant: 'increment/no-lock', system, property, maxSteps: 16 };
})();

/** A campaign that shares nothing with another. */
function alone(strategy: (typeof STRATEGIES)[number], seed: number): WalkerCampaign {
  const product = compose(broken.system);
  const watch = new Watch(product, [broken.property]);
  const { maxSteps } = broken;
  const walker = new Walker(product, watch, maxSteps, strategyCalled(strategy, product, maxSteps));
  walker.lookFor([broken.property]);
  return new WalkerCampaign(walker, seed);
}

describe('hunting', () => {
  test.each(STRATEGIES)(
    '%s: the median is that of campaigns one by one, each with a fresh model',
    (strategy) => {
      const seeds = 9;
      const failures = Array.from({ length: seeds }, (_, seed) => alone(strategy, seed).failureWithin(5000)!);
      const median = failures.toSorted((a, b) => a - b)[4];
      expect(hunted(broken, strategy, { seeds, cap: 5000, moves: 1e9, seconds: 1e9 })).toEqual({ median });
    },
  );

  test('moves are what it may cost', () => {
    const holds = { ...broken, system: incrementWithLock(THREADS) };
    const limits = { seeds: 3, cap: 1_000_000, moves: 30_000, seconds: 1e9 };
    const answer = hunted(holds, 'uniform', limits);
    // Runs of at most 16 moves, so that many at least; and not a quarter more.
    expect(answer).toEqual({ moreThan: expect.any(Number) });
    const { moreThan } = answer as { moreThan: number };
    expect(moreThan).toBeGreaterThanOrEqual(30_000 / 16 / 3 / 1.25 - 1);
    expect(moreThan).toBeLessThan(30_000);
  });
});
