/**
 * The jugs of "Die Hard 3": TLC's published figures (97 generated: 1 initial state, 58 moves, 38 that change nothing).
 */
import { expect, test } from 'vitest';
import { dieHard, neverFourGallons } from './die-hard.ts';
import { spaceOf, verdictsOf } from './exhaustive-report.ts';

test('16 states', async () => {
  expect(await spaceOf(dieHard)).toEqual({
    initialStates: 1,
    states: 16,
    transitions: 58,
    depth: 8,
    complete: true,
  });
});

test('four gallons after 6 steps', async () => {
  expect(await verdictsOf(dieHard, [neverFourGallons])).toEqual({
    'never-four-gallons': { verdict: 'violated', steps: 6 },
  });
});
