/**
 * One suite as a Markdown page: for somebody who knows the domain and not this tool, or the other way round.
 */
import { extentOf, united } from '../../verdict/coverage.ts';
import type { SuiteReport } from '../../verdict/suite-report.ts';
import { share } from '../coverage-text.ts';
import { figure } from '../figures.ts';
import { agentsSection, fileLink } from './agents-section.ts';
import { cellCode, code, document, prose, table } from './markdown.ts';
import { mutationFigure, mutationSection } from './mutation-section.ts';
import type { DocumentedSuite } from './page-source.ts';
import { propertiesSection, verdictWords } from './properties-section.ts';

/** The page as text. */
export function suitePage(suite: DocumentedSuite): string {
  const { report, file, folder, listed } = suite;
  return document([
    `# ${report.name}`,
    ...(report.description === undefined ? [] : [prose(report.description)]),
    [
      fileLink(file, folder),
      ...(listed
        ? ['[all suites](README.md)', '[how to read this page](README.md#how-to-read-these-pages)']
        : []),
      `made by ${code('redhound docs')}`,
    ].join(' · '),
    figuresTable(suite),
    summary(report),
    ...agentsSection(suite),
    ...messagesSection(report),
    '## Assumptions',
    'Every verdict below rests on these, and says nothing about a world in which one of them fails.',
    report.assumptions.map((assumption) => `- ${prose(assumption)}`),
    ...propertiesSection(suite),
    ...variantsSection(report),
    ...coverageSection(report),
    ...mutationSection(suite.mutation),
  ]);
}

function figuresTable({ report, mutation }: DocumentedSuite): readonly string[] {
  const { transitions, guards } = extentOf(united(report.coverage?.machines ?? []));
  return table(
    [
      'States',
      'Transitions of the state space',
      'Properties',
      'Broken variants caught',
      'Statechart transitions taken',
      'Guards true and false',
      ...(mutation === undefined ? [] : ['Mutants killed']),
    ],
    [
      [
        statesFigure(report),
        figure(report.transitions),
        propertiesFigure(report),
        share(variantsCaught(report)),
        share(transitions),
        share(guards),
        ...(mutation === undefined ? [] : [mutationFigure(mutation)]),
      ],
    ],
  );
}

/** `26, all of them`, or how far a search came that did not end. */
export function statesFigure({ states, complete, stopped, random }: SuiteReport): string {
  if (complete) return `${figure(states)}, all of them`;
  return random === undefined ? `${figure(states)}, then ${stopped}` : `${figure(random.runs)} random runs`;
}

export function propertiesFigure({ properties }: SuiteReport): string {
  const counts = new Map<string, number>();
  for (const { verdict } of properties) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const found = [...counts].map(([verdict, count]) => `${count} ${verdict === 'holds' ? 'hold' : verdict}`);
  return `${found.join(', ')}${properties.every(({ asExpected }) => asExpected) ? '' : ' (not as expected)'}`;
}

export const variantsCaught = ({ variants }: SuiteReport): readonly [number, number] => [
  variants.filter(({ caught }) => caught).length,
  variants.length,
];

const summary = ({ properties }: SuiteReport): readonly string[] =>
  table(
    ['Property', 'Verdict', 'What it says'],
    properties.map((property) => [
      `[${property.id}](#${anchorOf(property.id)})`,
      verdictWords(property),
      prose(property.statement),
    ]),
  );

function messagesSection({ coverage }: SuiteReport): readonly (string | readonly string[])[] {
  const pairs = new Map<string, { readonly from: string; readonly to: string; readonly events: string[] }>();
  for (const { from, to, event } of coverage?.messages ?? []) {
    const pair = pairs.get(`${from} ${to}`) ?? { from, to, events: [] };
    pairs.set(`${from} ${to}`, pair);
    pair.events.push(event);
  }
  const rows = [...pairs.values()].map(({ from, to, events }) => {
    const link = coverage!.links.find((one) => one.link === `${from}→${to}`);
    return [cellCode(from), cellCode(to), events.map(cellCode).join(', '), link?.order ?? 'synchronous'];
  });
  return rows.length === 0 ? [] : ['## Messages', table(['From', 'To', 'Messages', 'Order'], rows)];
}

function variantsSection({ variants }: SuiteReport): readonly (string | readonly string[])[] {
  if (variants.length === 0) return [];
  const rows = variants.map(({ name, because, breaks, caught, states }) => [
    cellCode(name),
    prose(because),
    breaks.map((id) => `[${id}](#${anchorOf(id)})`).join(', '),
    caught ? 'yes' : 'no',
    figure(states),
  ]);
  return [
    '## Broken variants',
    'The same model with one defect put in on purpose. A property that no defect breaks may be unable to fail.',
    table(['Variant', 'What is broken', 'Must be caught by', 'Caught', 'States'], rows),
  ];
}

function coverageSection({ coverage, deadLetters }: SuiteReport): readonly (string | readonly string[])[] {
  if (coverage === undefined) return [];
  const { timers, links, pairs } = coverage;
  const raced = pairs.filter(({ races }) => races);
  const both = raced.filter(({ followed: [ab, ba] }) => ab && ba);
  return [
    '## What the search went through',
    `Pairs of events of one agent that race: ${raced.length}; of these, each directly after the other in some run: ${both.length}.`,
    table(
      ['Timer', 'Runs out (moves)', 'Is cancelled (moves)'],
      timers.map(({ agent, timer, fired, cancelled }) => [
        cellCode(`${agent} ${timer}`),
        figure(fired),
        figure(cancelled),
      ]),
    ),
    table(
      [
        'Link',
        'Order',
        'Deliveries',
        'Losses',
        'Duplicates',
        'Held up',
        'States with a choice of message',
        'States with a race',
      ],
      links.map((link) => [
        cellCode(link.link),
        link.order,
        ...[link.delivered, link.lost, link.duplicated, link.heldUp, link.reordered, link.raced].map(figure),
      ]),
    ),
    ...(deadLetters.length === 0
      ? []
      : [
          'Messages that were delivered and for which there is no transition, each of which may be meant:',
          table(
            ['Agent', 'State', 'Message'],
            deadLetters.map(({ agent, state, event }) => [cellCode(agent), cellCode(state), cellCode(event)]),
          ),
        ]),
  ];
}

/** The anchor that a heading gets on a page: GitHub writes it small. */
const anchorOf = (heading: string): string => heading.toLowerCase();
