/**
 * What became of failures that were kept, before anything else of a suite.
 */
import { countOf } from './figures.ts';
import { type Page, paragraph, printable, sentence } from './page.ts';

interface Kept {
  readonly file: string;
  readonly property: string;
  readonly outcome: 'fails' | 'fixed' | 'passes' | 'regressed' | 'unusable';
  readonly because?: string;
}

/** Empty where nothing was kept. Those that pass as they did are counted only. */
export function keptFailuresText(page: Page, suite: string, failures: readonly Kept[]): string {
  if (failures.length === 0) return '';
  const passing = failures.filter(({ outcome }) => outcome === 'passes').length;
  return [
    `${printable(suite)}: ${countOf(failures.length, 'kept failure')} taken again${passing > 0 ? `, ${passing} fixed for good` : ''}`,
    ...failures.flatMap((failure) => lineOf(page, failure)),
  ].join('\n');
}

function lineOf(page: Page, { file, property, outcome, because }: Kept): readonly string[] {
  const says = (sign: string, text: string): readonly string[] => [
    paragraph(page, `${sign} ${text}`, '  ', '    '),
    `    ${printable(file)}`,
  ];
  const bold = page.paint('bold', printable(property));
  switch (outcome) {
    case 'passes':
      return [];
    case 'fixed':
      return says(page.paint('green', '✓'), `${bold} is fixed, and kept as a regression test`);
    case 'fails':
      return says(page.paint('red', '✗'), `${bold} still fails`);
    case 'regressed':
      return says(page.paint('red', '✗'), `${bold} was fixed, and fails again`);
    case 'unusable':
      return says(page.paint('yellow', '○'), `cannot be taken again: ${sentence(because ?? '')}`);
  }
}
