/**
 * Suites as they are declared, without a search: what is claimed, and which broken variants must be caught.
 */
import { compose } from '../product/compose.ts';
import type { Property } from '../property/property.ts';
import { monitorText, renderingOf } from '../property/rendering.ts';
import { ModelError } from '../system/model-error.ts';
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

/** @throws ModelError where a claim is none */
export const listText = (page: Page, suites: readonly ListedSuite[]): string =>
  suites.map((listed) => saysWhere(listed, () => listedText(page, listed))).join('\n\n');

/** What is made of a suite; an error tells its file. */
function saysWhere<Made>({ file }: ListedSuite, made: () => Made): Made {
  try {
    return made();
  } catch (error) {
    throw error instanceof ModelError ? error.within({ file }) : error;
  }
}

function listedText(page: Page, { file, suite }: ListedSuite): string {
  const variants = suite.variants ?? [];
  return [
    titleText(page, suite),
    page.paint('dim', `  ${printable(file)}`),
    ...suite.properties.map((property) => propertyText(page, property)),
    ...(variants.length === 0 ? [] : [`  ${countOf(variants.length, 'broken variant')}`]),
    ...variants.map(({ name, because, breaks }) =>
      paragraph(page, `${name}: ${sentence(because)} (breaks ${breaks.join(', ')})`, '    ', '      '),
    ),
  ].join('\n');
}

/** What its author says, and what it claims. */
function propertyText(page: Page, property: Property): string {
  const { formula } = renderingOf(property);
  return [
    paragraph(page, `${page.paint('bold', property.id)}: ${sentence(property.statement)}`, '  ', '    '),
    page.paint('dim', `    ${sentence(formula)}`),
  ].join('\n');
}

/**
 * The same as one JSON document, `redhound/list` version 1. Monitors need the tick, so the systems are composed.
 *
 * @throws ModelError where a system or a claim is wrong
 */
export const listJson = (suites: readonly ListedSuite[], root: string): string =>
  `${JSON.stringify(
    {
      format: 'redhound/list',
      version: 1,
      suites: suites.map((listed) => saysWhere(listed, () => suiteDocument(listed, root))),
    },
    null,
    2,
  )}\n`;

function suiteDocument({ file, suite }: ListedSuite, root: string) {
  const product = compose(suite.system);
  return {
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
      ...renderingOf(property),
      monitor: monitorText(property, product),
    })),
    variants: (suite.variants ?? []).map(({ name, because, breaks }) => ({ name, because, breaks })),
  };
}
