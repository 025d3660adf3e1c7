/**
 * The engine against the naive ways to do the same with XState and fast-check, side by side in one run.
 */
import { cpus } from 'node:os';
import { twoPhaseCommit } from '../test/oracles/two-phase-commit.ts';
import { exhaustiveStates, randomSteps } from './engine.ts';
import { heartbeats } from './heartbeats.ts';
import { type Measurement, measureInTurns, median, type Subject } from './measurement.ts';
import { measureMonitors } from './monitors.ts';
import { measureMutants } from './mutants.ts';
import { liveActors, pureActors } from './naive/actors.ts';
import { countStates, leanKey, wholeKey } from './naive/exhaustive.ts';
import { heartbeatSimulation } from './naive/heartbeats.ts';
import { type Runs, stepsByChoices, stepsByCommands } from './naive/random.ts';
import { pureTransition, sharedScope } from './naive/stepping.ts';
import { agentsOf, twoPhaseCommitSimulation } from './naive/two-phase-commit.ts';
import { measureRefutations } from './refutation.ts';
import { printComparison, printVerdict, type Target } from './table.ts';

const ROUNDS = 5;
const SEED = 42;
/** How far a baseline may stay behind its reference and still count as the same. */
const TOLERANCE = 0.2;

const exhaustive: readonly Subject[] = [
  { name: 'engine, 7 resource managers', work: () => exhaustiveStates(7) },
  {
    name: 'naive, 5: one actor scope, lean key',
    work: () => countStates(5, sharedScope(agentsOf(5)[0]!.machine), leanKey),
    reference: 12_000,
  },
  {
    name: 'naive, 5: transition(), lean key',
    work: () => countStates(5, pureTransition, leanKey),
    reference: 3_700,
  },
  {
    name: 'naive, 5: transition(), snapshots stringified',
    work: () => countStates(5, pureTransition, wholeKey),
    reference: 2_800,
  },
];

const committing: Runs = { runs: 1000, seed: SEED, maxSteps: 20 };
const randomCommit: readonly Subject[] = [
  {
    name: 'engine, uniform choice as below',
    work: () => randomSteps(twoPhaseCommit(3), { ...committing, runs: 200_000, strategy: 'uniform' }),
  },
  {
    name: 'naive: choices, live actors',
    work: () => stepsByChoices(twoPhaseCommitSimulation(3, liveActors), committing),
    reference: 41_000,
  },
  {
    name: 'naive: choices, transition()',
    work: () => stepsByChoices(twoPhaseCommitSimulation(3, pureActors), committing),
    reference: 25_000,
  },
  {
    name: 'naive: fc.commands, transition()',
    work: () => stepsByCommands(twoPhaseCommitSimulation(3, pureActors), committing),
    reference: 8_800,
  },
];
/** What a user gets who asks for nothing else; not compared, since the naive ways have no such choice. */
const portfolioCommit: readonly Subject[] = [
  {
    name: 'engine, portfolio (the default)',
    work: () => randomSteps(twoPhaseCommit(3), { ...committing, runs: 200_000, strategy: 'portfolio' }),
  },
];

// No references: published figures are of another model of the same thing.
const beating: Runs = { runs: 300, seed: SEED, maxSteps: 100 };
const randomHeartbeats: readonly Subject[] = [
  {
    name: 'engine',
    work: () => randomSteps(heartbeats(2), { ...beating, runs: 20_000, strategy: 'uniform' }),
  },
  {
    name: 'naive: choices, live actors, clock by hand',
    work: () => stepsByChoices(heartbeatSimulation(2, liveActors), beating),
  },
  {
    name: 'naive: choices, transition(), clock by hand',
    work: () => stepsByChoices(heartbeatSimulation(2, pureActors), beating),
  },
  {
    name: 'naive: fc.commands, transition(), clock by hand',
    work: () => stepsByCommands(heartbeatSimulation(2, pureActors), beating),
  },
];

const rateOf = (measurement: Measurement) => median(measurement.rates);
const best = (measurements: readonly Measurement[]) => Math.max(...measurements.map(rateOf));

/** What was aimed at, and what was measured, as numbers on one scale. */
function exhaustiveTargets([search, ...searches]: readonly Measurement[]): readonly Target[] {
  return [
    { claim: 'exhaustive: at least 300,000 distinct states/s', wanted: 300_000, measured: rateOf(search!) },
    {
      claim: 'exhaustive: at least 100 × the naive search (snapshots stringified)',
      wanted: 100,
      measured: rateOf(search!) / rateOf(searches.at(-1)!),
    },
  ];
}

/** The last of the naive ways is `fc.commands`. */
function randomTargets(model: string, [runs, ...runners]: readonly Measurement[]): readonly Target[] {
  const rate = rateOf(runs!);
  return [
    { claim: `random, ${model}: at least 4,000,000 steps/s`, wanted: 4_000_000, measured: rate },
    {
      claim: `random, ${model}: at least 80 × the best naive way`,
      wanted: 80,
      measured: rate / best(runners),
    },
    {
      claim: `random, ${model}: at least 300 × fc.commands`,
      wanted: 300,
      measured: rate / rateOf(runners.at(-1)!),
    },
  ];
}

const [processor] = cpus();
console.log(
  `Node ${process.version}, ${cpus().length} × ${processor?.model ?? 'unknown'}, ${ROUNDS} rounds\n`,
);

const searches = await measureInTurns(exhaustive, ROUNDS);
printComparison('Two-phase commit, exhaustive', 'states', searches, TOLERANCE);
const commits = await measureInTurns(randomCommit, ROUNDS);
printComparison('Two-phase commit, 3 resource managers, random runs', 'steps', commits, TOLERANCE);
const portfolio = await measureInTurns(portfolioCommit, ROUNDS);
printComparison('The same by default', 'steps', portfolio, TOLERANCE);
const beats = await measureInTurns(randomHeartbeats, ROUNDS);
printComparison('Heartbeats, 2 guests, random runs', 'steps', beats, TOLERANCE);

for (const { name, measurements, moves } of await measureRefutations(ROUNDS)) {
  printComparison(`Found and shrunk: ${name}`, 'counterexamples', measurements, TOLERANCE);
  const [ours, theirs] = moves.map((length) => length.toFixed(1));
  console.log(`A counterexample has ${ours} moves on average; one of fc.commands has ${theirs}.\n`);
}

const monitors = await measureMonitors(ROUNDS);
printComparison('Migration, exhaustive', 'product states', [monitors.none, monitors.fifty], TOLERANCE);
console.log(
  `${monitors.lively} of the fifty have three or more states and change in 1 % of the steps or more; their ${monitors.predicates} predicates were called ${monitors.calls} times in one search.\n`,
);

printComparison('Two-phase commit, mutation', 'mutants', await measureMutants(ROUNDS), TOLERANCE);

const targets = [
  ...exhaustiveTargets(searches),
  ...randomTargets('two-phase commit', commits),
  ...randomTargets('heartbeats', beats),
];
for (const target of targets) printVerdict(target);
printVerdict({
  claim: 'fifty monitors: at least a third of the speed without',
  wanted: 1 / 3,
  measured: 1 / monitors.slowdown,
});
