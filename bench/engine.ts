/**
 * The engine's side: both searches through the public door, `checkSuite`.
 */
import { type AnySystem, checkSuite, defineSuite, type Property, type StrategyName } from 'redhound';
import { twoPhaseCommit, twoPhaseCommitProperties } from '../test/oracles/two-phase-commit.ts';

/** Visits the whole space of two-phase commit and checks agreement; the number of distinct states. */
export async function exhaustiveStates(resourceManagers: number): Promise<number> {
  const [agreement] = twoPhaseCommitProperties(resourceManagers);
  const suite = suiteOf(twoPhaseCommit(resourceManagers), [agreement!]);
  const { states, complete } = await checkSuite(suite, { mode: 'exhaustive' });
  if (!complete) throw new Error('The search of two-phase commit stopped early.');
  return states;
}

/** That many random runs of a system without properties of its own; the number of steps. */
export async function randomSteps(
  system: AnySystem,
  runs: {
    readonly runs: number;
    readonly seed: number;
    readonly maxSteps: number;
    readonly strategy: StrategyName;
  },
): Promise<number> {
  const { random } = await checkSuite(suiteOf(system, []), { mode: 'random', ...runs });
  return random!.steps;
}

const suiteOf = (system: AnySystem, properties: readonly Property[]) =>
  defineSuite({ name: system.name, system, properties });
