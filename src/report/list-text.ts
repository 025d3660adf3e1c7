/**
 * Suites as they are declared, without a search: what is claimed, and which broken variants must be caught.
 */
import type { Suite } from '../verdict/suite.ts';
import { declaration } from './declaration.ts';
import { countOf } from './figures.ts';
import { type Page, paragraph, printable, sentence } from './page.ts';
import { titleText } from './suite-text.ts';

/** A suite, and the file that declares it, relative to the root. */
export interface ListedSuite {
  readonly file: string;
  readonly suite: Suite;
}

export const listText = (page: Page, suites: readonly ListedSuite[]): string =>
  suites.map((listed) => listedText(page, listed)).join('\n\n');

function listedText(page: Page, { file, suite }: ListedSuite): string {
  const variants = suite.variants ?? [];
  return [
    titleText(page, suite),
    page.paint('dim', `  ${printable(file)}`),
    ...suite.properties.map(({ id, statement }) =>
      paragraph(page, `${page.paint('bold', id)}: ${sentence(statement)}`, '  ', '    '),
    ),
    ...(variants.length === 0 ? [] : [`  ${countOf(variants.length, 'broken variant')}`]),
    ...variants.map(({ name, because, breaks }) =>
      paragraph(page, `${name}: ${sentence(because)} (breaks ${breaks.join(', ')})`, '    ', '      '),
    ),
  ].join('\n');
}

/** The same as one JSON document, `redhound/list` version 1. */
export const listJson = (suites: readonly ListedSuite[], root: string): string =>
  `${JSON.stringify(
    {
      format: 'redhound/list',
      version: 1,
      suites: suites.map(({ file, suite }) => ({
        name: suite.name,
        description: suite.description,
        file,
        system: suite.system.name,
        properties: suite.properties.map((property) => ({
          id: property.id,
          statement: property.statement,
          because: property.because,
          source: property.source,
          expected: property.expected,
          declaredAt: property.declaredAt && declaration(property.declaredAt, root),
        })),
        variants: (suite.variants ?? []).map(({ name, because, breaks }) => ({ name, because, breaks })),
      })),
    },
    null,
    2,
  )}\n`;
