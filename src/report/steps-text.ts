/**
 * A run as numbered steps: when, which move, what it changed.
 */
import type { Trace, TraceStep } from '../trace/trace.ts';
import { countOf, virtualTime } from './figures.ts';
import { excerpt, type Page, paragraph } from './page.ts';

/** Longer runs are shown without their middle; their file has it. */
const SHOWN_AT_EACH_END = 100;

/**
 * @param indent what every line begins with
 * @param all whether to show the middle of a long run too
 */
export function stepsText(
  page: Page,
  { steps, loop }: Pick<Trace, 'steps' | 'loop'>,
  indent: string,
  all = false,
): string {
  const times = steps.map(({ time }) => virtualTime(time));
  const numbers = String(steps.length).length;
  const clock = Math.max(3, ...times.map((time) => time.length));
  const opening = (number: string, time: string) =>
    `${indent}${number.padStart(numbers)}  ${time.padStart(clock)}  `;
  const lines = [`${opening('0', '0 s')}start`];
  const hidden = all ? 0 : steps.length - 2 * SHOWN_AT_EACH_END;
  steps.forEach((step, index) => {
    if (hidden > 0 && index >= SHOWN_AT_EACH_END && index < steps.length - SHOWN_AT_EACH_END) {
      if (index === SHOWN_AT_EACH_END) lines.push(`${indent}… ${countOf(hidden, 'step')} not shown …`);
      return;
    }
    if (loop?.start === index) lines.push(`${indent}↻ from here on, for ever:`);
    const first = opening(String(index + 1), times[index]!);
    lines.push(paragraph(page, page.paint('bold', excerpt(step.label)), first));
    lines.push(...changesText(page, step, changeIndent(page, indent, first.length)));
  });
  if (loop?.start === steps.length) lines.push(`${indent}↻ and stops here for ever`);
  return lines.join('\n');
}

/** Below the label where there is room, else as far left as can be. */
const changeIndent = (page: Page, indent: string, column: number): string =>
  page.width - column >= 40 ? ' '.repeat(column + 2) : `${indent}    `;

const changesText = (page: Page, { changed }: TraceStep, indent: string): string[] =>
  changed.map(({ path, before, after }) =>
    paragraph(
      page,
      `${excerpt(path)}: ${page.paint('dim', excerpt(before))} → ${excerpt(after)}`,
      indent,
      `${indent}  `,
    ),
  );
