/**
 * One state for each orbit: published figures of spaces in which agents are interchangeable.
 *
 * Two-phase commit: 34, 80 and 166 states, one for each orbit, as other tools count them exactly; Stateright publishes
 * 665 for five resource managers, which is more than there are orbits. Threads that increment: Stateright's
 * `increment` with symmetry. A second count needs no tool: the orbits of the plain space, see test/differential.
 */
import type { AnySystem } from 'redhound';
import { expect, test } from 'vitest';
import { spaceOf, verdictsOf } from './exhaustive-report.ts';
import { incrementProperties, incrementRace } from './increment.ts';
import { instancesOf } from './instances-of.ts';
import { twoPhaseCommit, twoPhaseCommitProperties } from './two-phase-commit.ts';

/** The system with so many interchangeable agents. */
const symmetric = (system: AnySystem, prefix: string, count: number): AnySystem => ({
  ...system,
  symmetry: [instancesOf(prefix, count, () => undefined).names],
});

test.each([
  { resourceManagers: 1, states: 12 },
  { resourceManagers: 2, states: 34 },
  { resourceManagers: 3, states: 80 },
  { resourceManagers: 4, states: 166 },
])(
  '$resourceManagers interchangeable resource managers: $states orbits',
  async ({ resourceManagers, states }) => {
    const system = symmetric(twoPhaseCommit(resourceManagers), 'rm', resourceManagers);
    // Levels are those of the plain search: an orbit is as far away as its states.
    const { depth } = await spaceOf(twoPhaseCommit(resourceManagers));
    expect(await spaceOf(system)).toMatchObject({ states, depth, complete: true });
  },
);

test.each([
  { threads: 2, states: 8 },
  { threads: 3, states: 22 },
])('$threads interchangeable threads: $states orbits', async ({ threads, states }) => {
  const system = symmetric(incrementRace(threads), 'thread', threads);
  expect(await spaceOf(system)).toMatchObject({ states, complete: true });
});

test.each([2, 3, 4])(
  'verdicts and lengths of counterexamples are those of %i resource managers',
  async (count) => {
    const system = symmetric(twoPhaseCommit(count), 'rm', count);
    const properties = twoPhaseCommitProperties(count);
    expect(await verdictsOf(system, properties)).toEqual(await verdictsOf(twoPhaseCommit(count), properties));
  },
);

test.each([2, 3])('verdicts and lengths of counterexamples are those of %i threads', async (threads) => {
  const system = symmetric(incrementRace(threads), 'thread', threads);
  const properties = incrementProperties(threads);
  expect(await verdictsOf(system, properties)).toEqual(await verdictsOf(incrementRace(threads), properties));
});
