/**
 * The properties of a suite: what each says, how that is checked, what was found, and what breaks it.
 */
import { match } from 'ts-pattern';
import type { PropertyDocument } from '../../verdict/suite-document.ts';
import type { PropertyReport, SuiteReport } from '../../verdict/suite-report.ts';
import { countOf, figure } from '../figures.ts';
import { sequenceDiagram } from '../sequence-diagram.ts';
import { code, folded, mermaid, prose } from './markdown.ts';
import type { DocumentedSuite } from './page-source.ts';

type Part = string | readonly string[];

export const propertiesSection = ({ report, properties }: DocumentedSuite): readonly Part[] => [
  '## Properties',
  ...report.properties.flatMap((property, index) => propertyParts(property, properties[index]!, report)),
];

/** A sign and words: `✓ holds`, `✗ violated, as expected`. */
export function verdictWords({ verdict, asExpected, expected }: PropertyReport): string {
  const sign = !asExpected ? '⚠' : verdict === 'holds' ? '✓' : verdict === 'inconclusive' ? '?' : '✗';
  const note = !asExpected ? `, but expected ${expected}` : expected === 'holds' ? '' : ', as expected';
  return `${sign} ${verdict}${note}`;
}

function propertyParts(
  property: PropertyReport,
  said: PropertyDocument,
  report: SuiteReport,
): readonly Part[] {
  const { id, statement } = property;
  return [
    `### ${id}`,
    `**${prose(statement)}**`,
    [
      ...(said.because === undefined ? [] : [`- Why: ${prose(said.because)}`]),
      ...(said.source === undefined ? [] : [`- Source: ${prose(said.source)}`]),
      `- Verdict: ${verdictWords(property)}${extentText(property, report)}`,
      ...(property.missing === undefined
        ? []
        : [`- It would need the assumption: ${prose(property.missing)}`]),
      `- Checked as: ${prose(said.sentence)}`,
      `- Formula: ${code(said.formula)}`,
      ...(said.fairness === undefined ? [] : [`- Runs that count: ${prose(said.fairness)}`]),
      ...(property.verdict === 'violated' ? [] : [`- What breaks it: ${breakersText(property, report)}`]),
    ],
    ...exampleParts(said),
    ...counterexampleParts(property, report),
    ...(said.monitor === undefined ? [] : [folded('Its monitor', [mermaid(said.monitor)])]),
  ];
}

const extentText = ({ verdict, modes }: PropertyReport, { states }: SuiteReport): string =>
  match(verdict)
    .with('holds', () => `, in all ${countOf(states, 'reachable state')}`)
    .with('violated', () => {
      const steps = modes.exhaustive?.trace?.steps.length;
      return steps === undefined ? '' : `, shortest after ${countOf(steps, 'step')}`;
    })
    .with('vacuous', () => `: its trigger occurs in none of ${countOf(states, 'reachable state')}`)
    .with(
      'inconclusive',
      'no-counterexample',
      () => ` ${modes.exhaustive?.because ?? modes.random?.because ?? ''}`,
    )
    .exhaustive();

function breakersText({ id }: PropertyReport, { variants }: SuiteReport): string {
  const breaking = variants.flatMap(({ name, because, properties }) => {
    const found = properties.find((property) => property.id === id);
    const steps = found?.modes.exhaustive?.trace?.steps.length;
    if (found === undefined) return [];
    return [
      `${code(name)} (${prose(because).replace(/\.$/, '')}${steps === undefined ? '' : `; after ${countOf(steps, 'step')}`})`,
    ];
  });
  return breaking.length === 0 ? 'no broken variant of this suite' : breaking.join(', ');
}

/** Longer examples help nobody. */
const LONGEST_EXAMPLE = 40;

function exampleParts({ example }: PropertyDocument): readonly Part[] {
  if (example === undefined) return [];
  const shown = example.slice(0, LONGEST_EXAMPLE).map((label, index) => `${index + 1}. ${code(label)}`);
  const more = example.length - shown.length;
  const steps =
    example.length === 0
      ? 'it occurs at once, in the initial state'
      : `after ${countOf(example.length, 'step')}`;
  return [
    folded(`Where it has something to say: ${steps}`, [
      ...(shown.length === 0 ? ['No step is needed.'] : shown),
      ...(more > 0 ? [`…and ${figure(more)} more.`] : []),
    ]),
  ];
}

/** Of the system itself where it is violated there, else of the first variant that names it, else of any. */
function counterexampleParts({ id, modes }: PropertyReport, { variants }: SuiteReport): readonly Part[] {
  const own = modes.exhaustive?.trace;
  if (own !== undefined) return [folded('A shortest counterexample', [mermaid(sequenceDiagram(own))])];
  const inVariants = variants.flatMap(({ name, breaks, properties }) => {
    const trace = properties.find((property) => property.id === id)?.modes.exhaustive?.trace;
    return trace === undefined ? [] : [{ name, trace, named: breaks.includes(id) }];
  });
  const shown = inVariants.find(({ named }) => named) ?? inVariants[0];
  if (shown === undefined) return [];
  return [folded(`How <code>${shown.name}</code> breaks it`, [mermaid(sequenceDiagram(shown.trace))])];
}
