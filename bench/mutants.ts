/**
 * Mutants per second: all mutants of two-phase commit with three resource managers through `mutateSuite`, against a
 * naive search of the model itself for each of them, which neither makes mutants nor checks a claim.
 */
import { defineSuite, mutateSuite } from 'redhound';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../test/oracles/two-phase-commit.ts';
import { type Measurement, measureInTurns } from './measurement.ts';
import { countStates, leanKey, wholeKey } from './naive/exhaustive.ts';
import { pureTransition } from './naive/stepping.ts';

const RESOURCE_MANAGERS = 3;
/** Searches of the naive side in a round: it would take minutes for as many as there are mutants. */
const NAIVE_SEARCHES = 10;

async function allMutants(): Promise<number> {
  const suite = defineSuite({
    name: 'two-phase-commit',
    system: twoPhaseCommit(RESOURCE_MANAGERS),
    properties: twoPhaseCommitProperties(RESOURCE_MANAGERS),
  });
  const { mutants } = await mutateSuite(suite);
  return mutants.length;
}

function naiveSearches(keyOf: typeof wholeKey): number {
  for (let search = 0; search < NAIVE_SEARCHES; search++)
    countStates(RESOURCE_MANAGERS, pureTransition, keyOf);
  return NAIVE_SEARCHES;
}

export const measureMutants = (rounds: number): Promise<readonly Measurement[]> =>
  measureInTurns(
    [
      { name: 'engine, 3 resource managers, one thread', work: allMutants },
      { name: 'naive, a search each: transition(), lean key', work: () => naiveSearches(leanKey) },
      {
        name: 'naive, a search each: transition(), snapshots stringified',
        work: () => naiveSearches(wholeKey),
      },
    ],
    rounds,
  );
