/**
 * What checking one suite established, as text for a terminal.
 */
import { traceFile } from '../trace/file-name.ts';
import type { PropertyReport, SuiteReport, VariantReport } from '../verdict/suite-report.ts';
import { counterexampleText } from './counterexample-text.ts';
import { deadLettersText, listText, warningsText } from './notes-text.ts';
import { counterexampleOf, outcomeOf, verdictOf } from './outcome.ts';
import { type Page, paragraph, printable, sentence } from './page.ts';
import { sizesText } from './sizes-text.ts';
import { length, verdictSign, verdictText } from './verdict-text.ts';

/** All of it: sizes, assumptions, verdicts, counterexamples, variants, warnings, and the line to search for. */
export const suiteText = (page: Page, suite: SuiteReport, seed: number): string =>
  [
    [titleText(page, suite), ...sizesText(page, suite)],
    listText(page, 'assumes', suite.assumptions),
    propertiesText(page, suite),
    variantsText(page, suite),
    deadLettersText(page, suite),
    warningsText(page, suite),
    [suiteLine(suite, seed)],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');

/** One line per suite, for `grep`: never broken, never coloured. */
const suiteLine = (suite: SuiteReport, seed: number): string =>
  [
    `seed=${seed}`,
    `suite=${printable(suite.name)}`,
    `runs=${suite.random?.runs ?? 0}`,
    `states=${suite.states}`,
    `verdict=${verdictOf(suite)}`,
    `outcome=${outcomeOf(suite)}`,
  ].join(' ');

export function titleText(page: Page, { name, description }: { name: string; description?: string }): string {
  const title = page.paint('bold', printable(name));
  return paragraph(page, description === undefined ? title : `${title}: ${sentence(description)}`);
}

/** A counterexample stands between empty lines. */
function propertiesText(page: Page, suite: SuiteReport): string[] {
  const last = suite.properties.length - 1;
  return suite.properties.flatMap((property, index) => {
    const text = propertyText(page, property, suite);
    return counterexampleOf(property) === undefined || index === last ? [text] : [text, ''];
  });
}

function propertyText(page: Page, property: PropertyReport, suite: SuiteReport): string {
  const sign = verdictSign(page, property);
  const name = page.paint('bold', printable(property.id));
  const head = paragraph(page, `${sign} ${name}: ${verdictText(property, suite)}`, '  ', '    ');
  const trace = counterexampleOf(property);
  const needless = (property.needless ?? []).map((clause) =>
    paragraph(page, page.paint('yellow', sentence(clause)), '    '),
  );
  if (trace === undefined) return [head, ...needless].join('\n');
  const { exhaustive, random } = property.modes;
  const other = exhaustive?.trace !== undefined && random?.trace !== undefined ? random : undefined;
  return [
    head,
    counterexampleText(page, trace, '    '),
    ...(other === undefined ? [] : [`    random, ${length(other)}: ${traceFile(other.trace!)}`]),
  ].join('\n');
}

const variantsText = (page: Page, { variants }: SuiteReport): string[] =>
  variants.length === 0
    ? []
    : ['  broken variants', ...variants.map((variant) => variantText(page, variant))];

function variantText(page: Page, variant: VariantReport): string {
  const sign = variant.caught ? page.paint('green', '✓') : page.paint('red', '✗');
  const name = page.paint('bold', printable(variant.name));
  const catchers = variant.properties.filter(({ id }) => variant.breaks.includes(id));
  const verdict = variant.caught ? `caught by ${catchers.map(catchText).join('; ')}` : 'not as declared';
  // What was not to happen is best looked at in its trace.
  const found = variant.caught ? catchers : variant.properties;
  const files = found.map(counterexampleOf).filter((trace) => trace !== undefined);
  return [
    paragraph(page, `${sign} ${name}: ${verdict}`, '  ', '    '),
    ...variant.complaints.map((complaint) => paragraph(page, sentence(complaint), '    ')),
    ...files.map((trace) => `    ${page.paint('dim', traceFile(trace))}`),
  ].join('\n');
}

/** `no-early-restart after 7 steps, random after 8 steps (shrunk from 41)`. */
function catchText({ id, modes }: PropertyReport): string {
  const found = [modes.exhaustive, modes.random].filter((mode) => mode?.trace !== undefined);
  return `${printable(id)} ${found.map((mode) => length(mode!)).join(', random ')}`;
}
