/**
 * Threads that increment a counter: Stateright's published figures, and shortest counterexamples.
 */
import { expect, test } from 'vitest';
import { spaceOf, verdictsOf } from './exhaustive-report.ts';
import { incrementProperties, incrementRace, incrementWithLock } from './increment.ts';

test.each([
  { threads: 1, states: 3, transitions: 2, depth: 3 },
  { threads: 2, states: 13, transitions: 14, depth: 5 },
  { threads: 3, states: 84, transitions: 111, depth: 7 },
])('a race of $threads: $states states', async ({ threads, ...figures }) => {
  expect(await spaceOf(incrementRace(threads))).toEqual({ ...figures, initialStates: 1, complete: true });
});

test.each([
  { threads: 1, states: 5, transitions: 4, depth: 5 },
  { threads: 2, states: 17, transitions: 16, depth: 9 },
  { threads: 3, states: 61, transitions: 60, depth: 13 },
])('with a lock, $threads: $states states', async ({ threads, ...figures }) => {
  expect(await spaceOf(incrementWithLock(threads))).toEqual({ ...figures, initialStates: 1, complete: true });
});

test('one thread has nobody to race with', async () => {
  expect(await verdictsOf(incrementRace(1), incrementProperties(1))).toEqual({
    'every-write-counts': { verdict: 'holds' },
    'nothing-is-lost': { verdict: 'holds' },
  });
});

// Two properties, one of which keeps the search going: the other's counterexample must still be a shortest one.
// (Stateright 0.31 reports 6 steps for three threads.)
test.each([2, 3])('a race of %i loses a write, first seen after 4 steps', async (threads) => {
  expect(await verdictsOf(incrementRace(threads), incrementProperties(threads))).toEqual({
    'every-write-counts': { verdict: 'violated', steps: 4 },
    'nothing-is-lost': { verdict: 'violated', steps: 2 * threads },
  });
});

test.each([1, 2, 3])('with a lock, %i lose nothing', async (threads) => {
  expect(await verdictsOf(incrementWithLock(threads), incrementProperties(threads))).toEqual({
    'every-write-counts': { verdict: 'holds' },
    'nothing-is-lost': { verdict: 'holds' },
  });
});
