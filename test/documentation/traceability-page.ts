/**
 * The page about traceability: each clause with its places in the models, its properties, their verdicts, and the broken
 * variants that they catch.
 */
import { relative } from 'node:path';
import type { Property, Suite } from 'redhound';
import type { Clause } from '../../properties/clauses.ts';
import { REPOSITORY } from './examples.ts';
import { type Exports, elementText } from './model-elements.ts';

/** A property, in all suites that have it: sister suites share the file that declares it. */
export interface TracedProperty {
  readonly id: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly statement: string;
  readonly clauses: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** Broken variants that it must catch, with their suites. */
  readonly catches: readonly { readonly suite: string; readonly variant: string }[];
}

interface Verdict {
  readonly suite: string;
  readonly expected: Property['expected'];
  readonly missing: string | undefined;
}

const CLAUSES = /\b(AZ|FC|KVM|UI)-(\d\d)(?: to \1-(\d\d))?/g;

/** The clauses that a source names: `AZ-01, AZ-03` and `KVM-01 to KVM-05`. */
export const clausesIn = (source: string): string[] =>
  [...source.matchAll(CLAUSES)].flatMap(([, chapter, first, last = first]) =>
    Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, index) => `${chapter}-${String(Number(first) + index).padStart(2, '0')}`,
    ),
  );

/** The properties of suites that are about clauses, in the order of the suites. */
export function tracedProperties(suites: readonly Suite[]): TracedProperty[] {
  const traced = new Map<string, TracedProperty>();
  for (const { name: suite, properties, variants = [] } of suites) {
    for (const { id, statement, source = '', declaredAt = '', expected, missing } of properties) {
      const clauses = clausesIn(source);
      if (clauses.length === 0) continue;
      const key = `${id} ${declaredAt}`;
      const known = traced.get(key);
      const catches = variants
        .filter(({ breaks }) => breaks.includes(id))
        .map((variant) => ({ suite, variant: variant.name }));
      traced.set(key, {
        id,
        file: fileOf(declaredAt),
        statement,
        clauses,
        verdicts: [...(known?.verdicts ?? []), { suite, expected, missing }],
        catches: [...(known?.catches ?? []), ...catches],
      });
    }
  }
  return [...traced.values()];
}

const fileOf = (declaredAt: string): string =>
  relative(REPOSITORY, declaredAt.replace(/(:\d+)*$/, '')).replaceAll('\\', '/');

/** @param opening what a person wrote, before what is made */
export const traceabilityPage = (
  opening: string,
  chapters: Readonly<Record<string, readonly Clause[]>>,
  properties: readonly TracedProperty[],
  exports: Exports,
): string =>
  `${[
    opening.trim(),
    ...Object.entries(chapters).flatMap(([title, clauses]) => [
      `## ${title}`,
      ...clauses.map((clause) => clauseText(clause, properties, exports)),
    ]),
  ].join('\n\n')}\n`;

const clauseText = (
  { id, text, elements, leftOut }: Clause,
  properties: readonly TracedProperty[],
  exports: Exports,
): string =>
  [
    `### ${id}`,
    text,
    ...(leftOut === undefined ? [] : [`In no model: ${leftOut}`]),
    elements.map((element) => `- ${elementText(element, exports)}`).join('\n'),
    [
      '| Property | Verdict | Broken variants that it catches |',
      '| --- | --- | --- |',
      ...properties.filter(({ clauses }) => clauses.includes(id)).map(propertyRow),
    ].join('\n'),
  ].join('\n\n');

const propertyRow = ({ id, file, statement, verdicts, catches }: TracedProperty): string => {
  const cells = [
    `[\`${id}\`](../${file}): ${statement}`,
    verdicts.map(verdictText).join('; '),
    bySuite(catches),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
};

const verdictText = ({ suite, expected, missing }: Verdict): string =>
  `${expected} in ${suite}${expected === 'violated' && missing !== undefined ? `, without ${missing}` : ''}`;

function bySuite(catches: TracedProperty['catches']): string {
  if (catches.length === 0) return 'its counterexample is kept';
  const suites = [...new Set(catches.map(({ suite }) => suite))];
  return suites
    .map((suite) => {
      const names = catches.filter((one) => one.suite === suite).map(({ variant }) => `\`${variant}\``);
      return `${suite}: ${names.join(', ')}`;
    })
    .join('; ');
}
