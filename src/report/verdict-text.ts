/**
 * Verdicts in words that claim no more than was established.
 */
import { match } from 'ts-pattern';
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
  return `${found} (expected: ${property.expected})`;
}

const exhaustiveText = (result: ModeResult, states: number): string =>
  match(result.verdict)
    .with('holds', () => `holds over the complete space (${countOf(states, 'state')})`)
    .with('vacuous', () => `vacuous: ${clause(result, 'its trigger never occurs')} of the complete space`)
    .with('violated', () => `violated ${length(result)}`)
    .with('inconclusive', () => `inconclusive: ${clause(result, 'the search stopped early')}`)
    .with('no-counterexample', () => `no counterexample ${clause(result, `in ${countOf(states, 'state')}`)}`)
    .exhaustive();

/** @param second whether the exhaustive search was named before */
const randomText = (result: ModeResult, runs: number, second: boolean): string =>
  match(result.verdict)
    .with(
      'holds',
      'no-counterexample',
      () => `no counterexample ${clause(result, `in ${countOf(runs, 'run')}`)}`,
    )
    .with('violated', () => `${second ? 'random: ' : ''}violated ${length(result)}`)
    .with('vacuous', () => `random: vacuous: ${clause(result, 'its trigger never occurred')}`)
    .with('inconclusive', () => `random: inconclusive: ${clause(result, 'the runs stopped early')}`)
    .exhaustive();

const clause = ({ because }: ModeResult, otherwise: string): string =>
  because === undefined ? otherwise : sentence(because);

/** `after 7 steps`, `after 8 steps (shrunk from 41)`. */
export function length({ trace, shrunkFrom }: ModeResult): string {
  if (trace === undefined) return 'by a run that was not kept';
  const steps = trace.steps.length;
  const where = steps === 0 ? 'in the initial state' : `after ${countOf(steps, 'step')}`;
  return shrunkFrom === undefined || shrunkFrom === steps
    ? where
    : `${where} (shrunk from ${figure(shrunkFrom)})`;
}
