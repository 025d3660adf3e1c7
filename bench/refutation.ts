/**
 * From a model to a counterexample that was shrunk, by random runs from one seed after the other, against
 * `fc.commands`: two-phase commit whose manager commits without waiting, which three moves show; and the claim that two
 * resource managers never both commit, which takes seven moves, and nothing that goes wrong between them.
 */
import { checkSuite, defineSuite, type Property } from 'redhound';
import {
  transactionManager,
  twoPhaseCommit,
  twoPhaseCommitProperties,
} from '../test/oracles/two-phase-commit.ts';
import { type Measurement, measureInTurns } from './measurement.ts';
import { pureActors } from './naive/actors.ts';
import { type Runs, refutedByCommands } from './naive/random.ts';
import {
  type Commitment,
  transactionManager as naiveManager,
  twoPhaseCommitSimulation,
} from './naive/two-phase-commit.ts';

const MAX_STEPS = 20;
/** Runs in which a seed has to find a failing one. */
const RUNS = 1_000_000;
const WITHOUT_WAITING = { guards: { everyonePrepared: () => true } };

interface Case {
  readonly name: string;
  readonly resourceManagers: number;
  readonly property: Property;
  readonly waits: boolean;
  readonly seeds: number;
  /** The same property of a naive run. */
  readonly fails: (run: Commitment) => boolean;
}

const [agreement] = twoPhaseCommitProperties(3);
const [, commitUnreachable] = twoPhaseCommitProperties(2);
const CASES: readonly Case[] = [
  {
    name: 'a manager that does not wait',
    resourceManagers: 3,
    property: agreement!,
    waits: false,
    seeds: 30,
    fails: (run) => run.managersIn('committed') > 0 && run.managersIn('aborted') > 0,
  },
  {
    name: 'both commit',
    resourceManagers: 2,
    property: commitUnreachable!,
    waits: true,
    seeds: 10,
    fails: (run) => run.managersIn('committed') === 2,
  },
];

/** The length of the counterexample, with nothing kept of earlier ones. */
async function refuted(
  { resourceManagers, property, waits }: Case,
  { seed, runs, maxSteps }: Runs,
): Promise<number> {
  const manager = waits ? transactionManager : transactionManager.provide(WITHOUT_WAITING);
  const system = twoPhaseCommit(resourceManagers, manager);
  const suite = defineSuite({ name: 'two-phase-commit', system, properties: [property] });
  const { properties } = await checkSuite(suite, {
    mode: 'random',
    property: property.id,
    seed,
    runs,
    maxSteps,
  });
  const trace = properties[0]!.modes.random?.trace;
  if (trace === undefined) throw new Error(`no run of ${runs} refutes the claim`);
  return trace.steps.length;
}

function refutedNaively({ resourceManagers, waits, fails }: Case, runs: Runs): number {
  const manager = waits ? naiveManager : naiveManager.provide(WITHOUT_WAITING);
  return refutedByCommands(twoPhaseCommitSimulation(resourceManagers, pureActors, manager), fails, runs);
}

export interface Refutations {
  readonly name: string;
  readonly measurements: readonly Measurement[];
  /** Of each way: how many moves its counterexamples have on average, over the same seeds. */
  readonly moves: readonly number[];
}

async function measured(one: Case, rounds: number): Promise<Refutations> {
  const ways = [
    { name: 'engine, portfolio', refute: refuted },
    { name: 'naive: fc.commands, transition()', refute: refutedNaively },
  ];
  const moves = ways.map(() => 0);
  const subjects = ways.map(({ name, refute }, way) => ({
    name,
    work: async () => {
      let sum = 0;
      for (let seed = 1; seed <= one.seeds; seed++)
        sum += await refute(one, { seed, runs: RUNS, maxSteps: MAX_STEPS });
      moves[way] = sum / one.seeds;
      return one.seeds;
    },
  }));
  return { name: one.name, measurements: await measureInTurns(subjects, rounds), moves };
}

export async function measureRefutations(rounds: number): Promise<readonly Refutations[]> {
  const refutations: Refutations[] = [];
  for (const one of CASES) refutations.push(await measured(one, rounds));
  return refutations;
}
