/**
 * Two-phase commit: TLC's and Stateright's published figures.
 *
 * They also count what changes nothing (1,146 states generated with three resource managers: 1 initial state, 761
 * moves, 384 deliveries without consequence); `transitions` does not.
 */
import { expect, test } from 'vitest';
import { spaceOf, verdictsOf } from './exhaustive-report.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from './two-phase-commit.ts';

test.each([
  { resourceManagers: 1, states: 12, transitions: 14, depth: 5 },
  { resourceManagers: 2, states: 56, transitions: 105, depth: 8 },
  { resourceManagers: 3, states: 288, transitions: 761, depth: 11 },
  { resourceManagers: 4, states: 1568, transitions: 5377, depth: 14 },
  { resourceManagers: 5, states: 8832, transitions: 37345, depth: 17 },
])('$resourceManagers resource managers: $states states', async ({ resourceManagers, ...figures }) => {
  expect(await spaceOf(twoPhaseCommit(resourceManagers))).toEqual({
    ...figures,
    initialStates: 1,
    complete: true,
  });
});

test.each([1, 2, 3, 4, 5])('%i resource managers agree, and both outcomes are reachable', async (count) => {
  expect(await verdictsOf(twoPhaseCommit(count), twoPhaseCommitProperties(count))).toEqual({
    agreement: { verdict: 'holds' },
    // everyone prepares, the manager hears of it and decides, everyone hears of that
    'commit-unreachable': { verdict: 'violated', steps: 3 * count + 1 },
    // everyone refuses
    'abort-unreachable': { verdict: 'violated', steps: count },
  });
});
