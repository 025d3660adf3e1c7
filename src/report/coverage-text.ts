/**
 * What a suite's search went through, as text: counts, and then what is missing, since that is what needs a look.
 */
import type { EventPair } from '../search/event-orders.ts';
import { extentOf, qualified, united } from '../verdict/coverage.ts';
import type { MachineCoverage, TransitionCoverage } from '../verdict/coverage-report.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';
import { countOf, figure } from './figures.ts';
import { type Page, paragraph, printable } from './page.ts';
import { stateName, transitionText } from './transition-text.ts';

/** One suite. */
export function coverageText(
  page: Page,
  { name, coverage, states, complete, stopped, variants }: SuiteReport,
): string {
  const size = complete ? `all ${countOf(states, 'state')}` : `${countOf(states, 'state')}, then ${stopped}`;
  const title = paragraph(page, `${page.paint('bold', printable(name))}: ${size}`);
  if (coverage === undefined) return title;
  const { machines, timers, links, pairs, properties } = coverage;
  return [
    title,
    ...united(machines).flatMap((machine) => machineText(page, machine)),
    ...section(page, `timers ${timers.length}`, [
      ['never fired', timers.filter(({ fired }) => fired === 0).map(timerName)],
      ['never cancelled', timers.filter(({ cancelled }) => cancelled === 0).map(timerName)],
    ]),
    ...links.map((link) =>
      paragraph(
        page,
        [
          `link ${link.link} (${link.order}): delivered ${figure(link.delivered)}`,
          ...(link.lost > 0 ? [`lost ${figure(link.lost)}`] : []),
          ...(link.duplicated > 0 ? [`duplicated ${figure(link.duplicated)}`] : []),
          ...(link.heldUp > 0 ? [`held up ${figure(link.heldUp)}`] : []),
          ...(link.reordered > 0 ? [`reordered in ${countOf(link.reordered, 'state')}`] : []),
          link.raced > 0 ? `races in ${countOf(link.raced, 'state')}` : 'never races',
        ].join(', '),
        '  ',
        '    ',
      ),
    ),
    ...section(page, pairsSummary(pairs), [
      [
        'raced, but one order never came directly',
        pairs.filter((pair) => pair.races && !bothWays(pair)).map(pairName),
      ],
    ]),
    ...section(page, `properties ${properties.length}`, [
      ['trigger never met', properties.filter(({ triggered }) => triggered === false).map(({ id }) => id)],
      [
        'violated in no broken variant',
        variants.length === 0
          ? []
          : properties.filter(({ violatedIn }) => violatedIn.length === 0).map(({ id }) => id),
      ],
    ]),
  ].join('\n');
}

/** All suites together: machines with equal charts are one. */
export function unitedText(page: Page, reports: readonly SuiteReport[]): string {
  const machines = united(reports.flatMap(({ name, coverage }) => qualified(name, coverage?.machines ?? [])));
  const { states, transitions, guards } = extentOf(machines);
  const head = `in all: ${countOf(machines.length, 'machine')}, states ${share(states)}, transitions ${share(transitions)}, guards both ways ${share(guards)}`;
  const lacking = machines.filter(({ transitions: all }) => all.some(({ taken }) => !taken));
  return [paragraph(page, head), ...lacking.flatMap((machine) => machineText(page, machine))].join('\n');
}

export const share = ([met, all]: readonly [number, number]): string => `${figure(met)} of ${figure(all)}`;

function machineText(page: Page, machine: MachineCoverage): string[] {
  const { chart, agents, entered, transitions } = machine;
  const extent = extentOf([machine]);
  const those = (is: (transition: TransitionCoverage) => boolean) =>
    chart.transitions.flatMap((transition, index) =>
      is(transitions[index]!) ? [`${transitionText(transition)}${elsewhere(transitions[index]!)}`] : [],
    );
  return section(
    page,
    `${page.paint('bold', printable(chart.id))} (${agents.join(', ')}): states ${share(extent.states)}, transitions ${share(extent.transitions)}, guards both ways ${share(extent.guards)}`,
    [
      [
        'never entered',
        chart.states.filter((_, index) => !entered[index]).map(({ path }) => stateName(path)),
      ],
      ['never taken', those(({ taken }) => !taken)],
      ['guard never false', those(({ guard }) => guard?.true === true && !guard.false)],
      ['guard never true', those(({ guard }) => guard?.false === true && !guard.true)],
    ],
  );
}

const elsewhere = ({ takenIn }: TransitionCoverage): string =>
  takenIn === undefined ? '' : ` (taken in ${takenIn.join(', ')})`;

type List = readonly [title: string, items: readonly string[]];

const section = (page: Page, head: string, lists: readonly List[]): string[] => [
  paragraph(page, head, '  ', '    '),
  ...lists.flatMap(([title, items]) =>
    items.length === 0
      ? []
      : [`    ${title}`, ...items.map((item) => paragraph(page, printable(item), '      - '))],
  ),
];

const timerName = ({ agent, timer }: { readonly agent: string; readonly timer: string }): string =>
  `${agent} ${timer}`;

const bothWays = ({ followed: [ab, ba] }: EventPair): boolean => ab && ba;

function pairsSummary(pairs: readonly EventPair[]): string {
  const raced = pairs.filter(({ races }) => races);
  return `pairs of events that race ${raced.length}, of which in both orders ${raced.filter(bothWays).length}`;
}

function pairName({ agent, events: [a, b], followed: [ab, ba] }: EventPair): string {
  const order = ab
    ? `${a}, then ${b} only`
    : ba
      ? `${b}, then ${a} only`
      : `${a} and ${b}: each ends the other`;
  return `${agent}: ${order}`;
}
