/**
 * Where two traces part, as text.
 */
import type { TraceDifference } from '../trace/diff-traces.ts';
import type { Change, TraceStep } from '../trace/trace.ts';
import { countOf, virtualTime } from './figures.ts';
import { excerpt, type Page, paragraph, printable } from './page.ts';

/** @param a the file of the one, as errors call it */
export function traceDiffText(page: Page, difference: TraceDifference, a: string, b: string): string {
  const { isSame, heads, shared, lengths, changes } = difference;
  const names = [
    `− ${printable(a)}: ${countOf(lengths[0], 'step')}`,
    `+ ${printable(b)}: ${countOf(lengths[1], 'step')}`,
  ];
  if (isSame) return [...names, 'the same run of the same claim'].join('\n');
  return [
    ...names,
    ...heads.map(({ what, a: left, b: right }) =>
      paragraph(page, `${what}: ${excerpt(left)} and ${excerpt(right)}`, '  ', '    '),
    ),
    together(shared),
    ...(difference.a || difference.b
      ? [stepLine(page, '−', shared + 1, difference.a), stepLine(page, '+', shared + 1, difference.b)]
      : []),
    ...changes.flatMap(({ path, a: left, b: right }) => [
      `    ${printable(path)}`,
      changeLine(page, '−', left),
      changeLine(page, '+', right),
    ]),
  ].join('\n');
}

const together = (shared: number): string =>
  shared === 0
    ? 'they have no step in common'
    : shared === 1
      ? 'the first step is the same'
      : `the first ${countOf(shared, 'step')} are the same`;

const stepLine = (page: Page, sign: string, number: number, step: TraceStep | undefined): string =>
  paragraph(
    page,
    step === undefined ? 'the end' : `${printable(step.label)} at ${virtualTime(step.time)}`,
    `  ${sign} step ${number}: `,
    '      ',
  );

const changeLine = (page: Page, sign: string, change: Change | undefined): string =>
  paragraph(
    page,
    change === undefined ? 'unchanged' : `${excerpt(change.before)} → ${excerpt(change.after)}`,
    `      ${sign} `,
    '        ',
  );
