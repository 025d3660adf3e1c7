/** The page about the patterns, made from the language itself: sentences, formulas and runs that were searched for. */
import { hasBounds } from '../../src/property/formula.ts';
import { formulaText } from '../../src/property/formula-text.ts';
import { sentenceText } from '../../src/property/sentence-text.ts';
import { ENTRIES, ROWS, type Row, type Source } from '../property/catalogue-rows.ts';
import { TimelineSearch } from './timeline.ts';

const SOURCES: Readonly<Record<Source, string>> = {
  catalogue: 'Published by Dwyer, Avrunin and Corbett (1999).',
  timed: 'Published by Konrad and Cheng (2005).',
  own: 'Not published; made here.',
};

const SCOPE_TITLES = {
  globally: 'Globally',
  before: 'Before r',
  after: 'After q',
  between: 'Between q and r',
  'after-until': 'After q until r',
} as const;

/** @param opening and closing what a person wrote, before and after what is made */
export const patternPage = (opening: string, closing: string): string =>
  `${[opening.trim(), ...ROWS.map(section), closing.trim()].join('\n\n')}\n`;

function section(row: Row): string {
  const entries = ENTRIES.filter((entry) => entry.row === row);
  return [`## ${row.title}`, `\`${row.code}\`. ${SOURCES[row.source]}`, ...entries.map(entryText)].join(
    '\n\n',
  );
}

type Entry = (typeof ENTRIES)[number];

function entryText({ scope, code, claim }: Entry): string {
  const search = new TimelineSearch(claim.formula, claim.vacuousIf, hasBounds(claim.formula));
  return [
    `**${SCOPE_TITLES[scope]}**: ${sentenceText(claim).replaceAll(/«(\w+)»/g, '*$1*')}`,
    [
      '```text',
      code,
      formulaText(claim.formula),
      '',
      search.drawn(search.satisfying(), '✓'),
      '',
      search.drawn(search.violating(), '✗'),
      '```',
    ].join('\n'),
  ].join('\n\n');
}
