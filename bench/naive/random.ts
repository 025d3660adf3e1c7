/**
 * Random runs the naive ways: fast-check's commands, or fast-check's numbers as choices among what is enabled.
 */
import fc from 'fast-check';
import type { Simulation } from './simulation.ts';

/** How many runs, from which seed, of how many steps at most. */
export interface Runs {
  readonly runs: number;
  readonly seed: number;
  readonly maxSteps: number;
}

/** The number of steps of that many runs, each a list of numbers that choose among the enabled labels. */
export function stepsByChoices<Label>(
  startRun: () => Simulation<Label>,
  { runs, seed, maxSteps }: Runs,
): number {
  let steps = 0;
  const choices = fc.array(fc.nat(), { minLength: maxSteps, maxLength: maxSteps });
  fc.assert(
    fc.property(choices, (numbers) => {
      const simulation = startRun();
      for (const number of numbers) {
        const enabled = simulation.labels.filter((label) => simulation.isEnabled(label));
        if (enabled.length === 0) return;
        simulation.take(enabled[number % enabled.length]!);
        steps += 1;
      }
    }),
    { numRuns: runs, seed },
  );
  return steps;
}

/** The number of steps of that many runs of `fc.commands`, one command per label. */
export function stepsByCommands<Label>(startRun: () => Simulation<Label>, runs: Runs): number {
  let steps = 0;
  fc.assert(
    ofCommands(startRun, runs.maxSteps, () => {
      steps += 1;
    }),
    { numRuns: runs.runs, seed: runs.seed },
  );
  return steps;
}

/** The length of the run that `fc.commands` is left with, once it has found one on which the claim fails and shrunk it. */
export function refutedByCommands<Label, Run extends Simulation<Label>>(
  startRun: () => Run & Simulation<Label>,
  fails: (run: Run) => boolean,
  { runs, seed, maxSteps }: Runs,
): number {
  const property = ofCommands(startRun, maxSteps, (run) => {
    if (fails(run)) throw new Error('the claim fails');
  });
  const { counterexample } = fc.check(property, { numRuns: runs, seed });
  if (counterexample === null) throw new Error(`no run of ${runs} refutes the claim`);
  return [...counterexample[0]].length;
}

function ofCommands<Label, Run extends Simulation<Label>>(
  startRun: () => Run & Simulation<Label>,
  maxSteps: number,
  onStep: (run: Run) => void,
) {
  const commandFor = (label: Label): fc.Command<Run, object> => ({
    check: (simulation) => simulation.isEnabled(label),
    run: (simulation) => {
      simulation.take(label);
      onStep(simulation);
    },
    toString: () => JSON.stringify(label),
  });
  const commands = fc.commands(
    startRun().labels.map((label) => fc.constant(commandFor(label))),
    { maxCommands: maxSteps, size: 'max' },
  );
  return fc.property(commands, (chosen) => {
    fc.modelRun(() => ({ model: startRun(), real: {} }), chosen);
  });
}
