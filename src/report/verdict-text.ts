/**
 * Verdicts in words that claim no more than was established.
 */
import { match } from 'ts-pattern';
import { traceFile } from '../trace/file-name.ts';
import type { Trace } from '../trace/trace.ts';
import type { ModeResult, PropertyReport, SuiteReport } from '../verdict/suite-report.ts';
import { countOf, figure } from './figures.ts';
import { type Page, sentence } from './page.ts';

type Sizes = Pick<SuiteReport, 'states' | 'random'>;

/** A sign that is readable without colour. `✓` stands for what is established and expected, nothing less. */
export const verdictSign = (page: Page, { verdict, asExpected }: PropertyReport): string => {
  if (!asExpected) return page.paint('red', '✗');
  return match(verdict)
    .with('inconclusive', () => page.paint('yellow', '?'))
    .with('no-counterexample', () => page.paint('green', '○'))
    .with('holds', 'violated', 'vacuous', () => page.paint('green', '✓'))
    .exhaustive();
};

/** The verdicts of both searches in one sentence, and what was expected where it is not what is usual. */
export function verdictText(property: PropertyReport, sizes: Sizes): string {
  const { exhaustive, random } = property.modes;
  const parts = [
    exhaustive && exhaustiveText(exhaustive, sizes.states),
    random && randomText(random, sizes.random?.runs ?? 0, exhaustive !== undefined),
  ].filter((part) => part !== undefined);
  const found = parts.length === 0 ? 'not checked' : parts.join('; ');
  if (property.asExpected && property.expected === 'holds') return found;
  const missing = property.missing === undefined ? '' : `, without ${sentence(property.missing)}`;
  return `${found} (expected: ${property.expected}${missing})`;
}

const exhaustiveText = (result: ModeResult, states: number): string =>
  match(result.verdict)
    .with('holds', () => `holds over the complete space (${countOf(states, 'state')})${exampleText(result)}`)
    .with('vacuous', () => `vacuous: ${clause(result, 'its trigger never occurs')} of the complete space`)
    .with('violated', () => `violated ${length(result)}${result.because ? `: ${clause(result, '')}` : ''}`)
    .with('inconclusive', () => `inconclusive: ${clause(result, 'the search stopped early')}`)
    .with('no-counterexample', () => `no counterexample ${clause(result, `in ${countOf(states, 'state')}`)}`)
    .exhaustive();

/** Where a run shows what is claimed to be possible. */
const exampleText = ({ witness }: ModeResult): string =>
  witness === undefined ? '' : `, for example ${stepsOf(witness)}: ${traceFile(witness)}`;

const stepsOf = ({ steps }: Trace): string =>
  steps.length === 0 ? 'in the initial state' : `after ${countOf(steps.length, 'step')}`;

/** @param second whether the exhaustive search was named before */
const randomText = (result: ModeResult, runs: number, second: boolean): string =>
  match(result.verdict)
    .with('holds', () =>
      second ? reachedText(result, runs) : `holds: ${reachedText(result, runs)}${exampleText(result)}`,
    )
    .with('no-counterexample', () => `no counterexample ${clause(result, `in ${countOf(runs, 'run')}`)}`)
    .with('violated', () => `${second ? 'random: ' : ''}violated ${length(result)}`)
    .with('vacuous', () => `random: vacuous: ${clause(result, 'its trigger never occurred')}`)
    .with('inconclusive', () => `random: inconclusive: ${clause(result, 'the runs stopped early')}`)
    .exhaustive();

/** Of what is possible, because random runs met it. */
const reachedText = ({ reached = 0 }: ModeResult, runs: number): string =>
  `reached in ${figure(reached)} of ${countOf(runs, 'random run')}`;

const clause = ({ because }: ModeResult, otherwise: string): string =>
  because === undefined ? otherwise : sentence(because);

/** `by stopping after 3 steps`, `by a loop of 2 steps after 5 steps`. */
const lassoText = (start: number, steps: number): string => {
  const stem = start === 0 ? 'from the start' : `after ${countOf(start, 'step')}`;
  return start === steps
    ? `by stopping for ever ${stem}`
    : `by a loop of ${countOf(steps - start, 'step')} ${stem}`;
};

/** `after 7 steps`, `after 8 steps (shrunk from 41)`. */
export function length({ trace, shrunkFrom }: ModeResult): string {
  if (trace === undefined) return 'by every run: none has it';
  const steps = trace.steps.length;
  const where = trace.loop === undefined ? stepsOf(trace) : lassoText(trace.loop.start, steps);
  return shrunkFrom === undefined || shrunkFrom === steps
    ? where
    : `${where} (shrunk from ${figure(shrunkFrom)})`;
}
