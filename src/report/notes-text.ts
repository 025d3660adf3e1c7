/**
 * What a check came across that no property asks for: dead letters, growth, warnings.
 */
import type { SuiteReport } from '../verdict/suite-report.ts';
import { countOf } from './figures.ts';
import { type Page, paragraph, printable, sentence } from './page.ts';

/** Dead letters beyond this many are counted only. */
const SHOWN_DEAD_LETTERS = 10;

/** Dead letters, the commonest lifecycle bug, as a list. */
export function deadLettersText(page: Page, { deadLetters }: SuiteReport): string[] {
  const shown = deadLetters
    .slice(0, SHOWN_DEAD_LETTERS)
    .map(({ agent, state, event }) => `${agent} in ${state}: ${event}`);
  const more = deadLetters.length - shown.length;
  if (more > 0) shown.push(`and ${countOf(more, 'other')}: see --json`);
  return listText(page, 'dead letters (delivered, and no transition for them)', shown);
}

export function warningsText(page: Page, { growth, warnings }: SuiteReport): string[] {
  const lines = warnings.map(sentence);
  if (growth !== undefined) lines.unshift(`${printable(growth.path)} grows: ${printable(growth.range)}`);
  return lines.map((line) => paragraph(page, `${page.paint('yellow', '!')} ${line}`, '  ', '    '));
}

/** A title, and an item a line; nothing where there are no items. */
export const listText = (page: Page, title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`  ${title}`, ...items.map((item) => paragraph(page, sentence(item), '  - '))];
