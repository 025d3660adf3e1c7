/** What the default strategy is for: bugs that uniform choice all but never meets, in two systems far from each other. */
import type { Suite } from 'redhound';
import { expect, test } from 'vitest';
import { type Case, casesOf } from '../../bench/hunting/case.ts';
import { hunted } from '../../bench/hunting/hunt.ts';
import leapDay from '../../properties/incidents/leap-day.suite.ts';
import migration from '../../properties/migration.suite.ts';

const SEEDS = 15;

const caseOf = (suite: Suite, variant: string): Case =>
  casesOf(suite).find((one) => one.variant === `${suite.name}/${variant}`)!;

test.each([
  ['leap day: healing spreads what it heals', caseOf(leapDay, 'no-threshold')],
  ['migrations aborted and repeated', caseOf(migration, 'toggle-on-abort')],
])('%s: uniform choice needs more than five times the runs of the portfolio', (_, one) => {
  const portfolio = hunted(one, 'portfolio', { seeds: SEEDS, cap: 2000, moves: 1e9, seconds: 1e9 });
  expect(portfolio).toEqual({ median: expect.any(Number) });
  const cap = 5 * (portfolio as { median: number }).median;
  expect(hunted(one, 'uniform', { seeds: SEEDS, cap, moves: 1e9, seconds: 1e9 })).toEqual({ moreThan: cap });
});
