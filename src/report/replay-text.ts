/**
 * A trace that was taken again, step by step, on the model as it is now: what came of it.
 */
import type { Trace } from '../trace/trace.ts';
import { counterexampleText } from './counterexample-text.ts';
import { countOf } from './figures.ts';
import { type Page, paragraph, printable, sentence } from './page.ts';

/** @param file the trace file, as the command that replays it takes it */
export function reproducedText(page: Page, trace: Trace, file: string): string {
  const title = `${page.paint('red', '✗')} reproduced: ${runOf(page, trace)} is violated after ${countOf(trace.steps.length, 'step')}`;
  return [paragraph(page, title, '', '  '), counterexampleText(page, trace, '  ', file)].join('\n');
}

export function shownText(page: Page, trace: Trace, file: string): string {
  const title = `${page.paint('green', '✓')} shown: ${runOf(page, trace)} is possible`;
  return [paragraph(page, title, '', '  '), counterexampleText(page, trace, '  ', file)].join('\n');
}

export const notReproducedText = (page: Page, trace: Trace, because: string): string =>
  paragraph(
    page,
    `${page.paint('green', '○')} not reproduced: ${runOf(page, trace)}: ${sentence(because)}.`,
    '',
    '  ',
  );

const runOf = (page: Page, { suite, variant, property }: Trace): string => {
  const where = variant === undefined ? suite : `${suite}, variant ${variant}`;
  return `${printable(where)}, ${page.paint('bold', printable(property.id))}`;
};
