/**
 * The alternating bit protocol: TLC's figures, without the successors that its constraint cuts.
 *
 * TLC generates 1,204 from the eight initial states and 1,145 from one. It counts the loss of either of two equal
 * messages in one queue twice; here it is one move.
 */
import { expect, test } from 'vitest';
import { alternatingBit, anyStart, oneStart } from './alternating-bit.ts';
import { spaceOf } from './exhaustive-report.ts';

test('eight initial states: 240 states', async () => {
  expect(await spaceOf(alternatingBit(anyStart))).toEqual({
    initialStates: 8,
    states: 240,
    transitions: 1056,
    depth: 10,
    complete: true,
  });
});

test('one initial state: 228 states', async () => {
  expect(await spaceOf(alternatingBit(oneStart))).toEqual({
    initialStates: 1,
    states: 228,
    transitions: 1008,
    depth: 14,
    complete: true,
  });
});
