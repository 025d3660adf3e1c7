/**
 * One run of a suite's system, shown: no property is checked, nothing is claimed.
 */
import type { Simulation } from '../verdict/simulate-suite.ts';
import { countOf, virtualTime } from './figures.ts';
import { type Page, paragraph, printable, sentence } from './page.ts';
import { stepsText } from './steps-text.ts';

export function simulationText(page: Page, suite: string, seed: number, run: Simulation): string {
  const time = virtualTime(run.steps.at(-1)?.time ?? 0);
  return [
    paragraph(
      page,
      `${page.paint('bold', printable(suite))}: one run, from initial state ${run.initial.index}`,
    ),
    '',
    stepsText(page, run, '  ', true),
    '',
    paragraph(
      page,
      `${countOf(run.steps.length, 'step')}, ${time} of virtual time; it ended: ${sentence(run.endedBecause)}`,
    ),
    `seed=${seed} suite=${printable(suite)} steps=${run.steps.length}`,
  ].join('\n');
}
