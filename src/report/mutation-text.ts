/**
 * What mutating suites established, as text for a terminal: scores, survivors with the run that shows each, and claims
 * that kill nothing.
 */
import type {
  MutantReport,
  MutationReport,
  MutationScore,
  SuiteMutation,
} from '../verdict/mutation/mutation-report.ts';
import { countOf, figure } from './figures.ts';
import { type Page, paragraph, printable, sentence } from './page.ts';

/** One suite after another, and what they come to together. */
export const mutationText = (page: Page, report: MutationReport): string =>
  [
    ...report.suites.map((suite) => suiteMutationText(page, suite)),
    ...[projectText(page, report)].filter((lines) => lines.length > 0).map((lines) => lines.join('\n')),
    mutationConclusion(page, report),
  ].join('\n\n');

/** One suite: its survivors last but one, and the line to search for last. */
const suiteMutationText = (page: Page, suite: SuiteMutation): string =>
  [
    [headText(page, suite)],
    scoresText(page, suite),
    matrixText(page, suite),
    survivorsText(page, suite),
    elsewhereText(page, suite),
    assumptionsText(page, suite),
    apartText(page, suite),
    complaintsText(page, suite),
    [suiteLine(suite)],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');

function headText(page: Page, { name, states, mutants, ofMutants, complete }: SuiteMutation): string {
  const asked =
    mutants.length === ofMutants
      ? countOf(ofMutants, 'mutant')
      : `${figure(mutants.length)} of ${countOf(ofMutants, 'mutant')}`;
  return paragraph(
    page,
    `${page.paint('bold', printable(name))}: ${asked} of a model with ${countOf(states, 'state')}${complete ? '' : '; interrupted'}`,
  );
}

const scoreText = ({ killed, survived, equivalent, timedOut, invalid, score }: MutationScore): string =>
  [
    killed + survived === 0
      ? 'nothing to kill'
      : `${percentage(score)} killed (${figure(killed)} of ${figure(killed + survived)})`,
    ...[
      [equivalent, 'equivalent'],
      [timedOut, 'timed out'],
      [invalid, 'invalid'],
    ].flatMap(([count, what]) => (count === 0 ? [] : [`${figure(count as number)} ${what}`])),
  ].join(', ');

/** Rounded down: 100% is all. */
export const percentage = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;

function scoresText(page: Page, { score, agents, operators }: SuiteMutation): string[] {
  const rows = (title: string, scores: SuiteMutation['agents']): string[] => [
    `  ${title}`,
    ...Object.entries(scores).map(([name, of]) =>
      paragraph(page, `${printable(name)}: ${scoreText(of)}`, '    ', '      '),
    ),
  ];
  return [
    paragraph(page, `score: ${page.paint('bold', scoreText(score))}`, '  ', '    '),
    ...rows('by agent', agents),
    ...rows('by operator', operators),
  ];
}

/** The kill matrix by its columns; all of it is in --json. */
function matrixText(page: Page, { strengths, mutants }: SuiteMutation): string[] {
  if (mutants.length === 0) return [];
  return [
    '  what the claims kill',
    ...strengths.map(({ property, kills, aloneKills, undecided }) => {
      const open = undecided === 0 ? '' : `, undecided on ${figure(undecided)}`;
      const alone = aloneKills === 0 ? '' : `, ${figure(aloneKills)} alone`;
      const text = kills === 0 ? page.paint('yellow', 'kills nothing') : `kills ${figure(kills)}${alone}`;
      return paragraph(page, `${printable(property)}: ${text}${open}`, '    ', '      ');
    }),
  ];
}

const survivorsOf = ({ mutants }: SuiteMutation, subject: MutantReport['subject']): readonly MutantReport[] =>
  mutants.filter((mutant) => mutant.outcome === 'survived' && mutant.subject === subject);

function survivorsText(page: Page, suite: SuiteMutation): string[] {
  const survivors = survivorsOf(suite, 'machine').filter(({ killedIn }) => killedIn === undefined);
  if (survivors.length === 0) return [];
  return ['  survivors', ...survivors.map((mutant) => survivorText(page, mutant))];
}

/** Mutants of machines that other suites have too. */
function elsewhereText(page: Page, suite: SuiteMutation): string[] {
  const killed = survivorsOf(suite, 'machine').filter(({ killedIn }) => killedIn !== undefined);
  if (killed.length === 0) return [];
  return [
    '  survive here, and are killed in another suite',
    ...killed.map(({ id, killedIn = '' }) =>
      paragraph(page, `- ${printable(id)}: in ${printable(killedIn)}`, '    ', '      '),
    ),
  ];
}

function survivorText(page: Page, mutant: MutantReport): string {
  const { id, change, difference, reasonIn } = mutant;
  const reason =
    reasonIn === undefined ? mutant.reason : `the suite ${reasonIn} says why, of the same machine.`;
  const sign = reason === undefined ? page.paint('red', '✗') : page.paint('dim', '-');
  const indented = (text: string): string => paragraph(page, text, '      ');
  return [
    paragraph(page, `${sign} ${sentence(change)}`, '    ', '      '),
    indented(printable(id)),
    ...(reason === undefined ? [] : [indented(`harmless: ${sentence(reason)}`)]),
    ...(difference === undefined || reason !== undefined
      ? []
      : [
          indented(
            `seen after ${difference.labels.length === 0 ? 'the start' : countOf(difference.labels.length, 'move')}: ${sentence(difference.what)}`,
          ),
          ...difference.labels.map((label) => paragraph(page, printable(label), '        ', '          ')),
        ]),
  ].join('\n');
}

/** That no claim needs an assumption is no fault of a claim: it is worth knowing, and makes no score. */
function assumptionsText(page: Page, suite: SuiteMutation): string[] {
  const survivors = survivorsOf(suite, 'assumption');
  if (survivors.length === 0) return [];
  return [
    '  the claims hold as well if',
    ...survivors.map(({ change }) => paragraph(page, `- ${sentence(change)}`, '    ', '      ')),
  ];
}

function apartText(page: Page, { mutants }: SuiteMutation): string[] {
  const apart = mutants.filter(({ outcome }) => outcome === 'timed-out' || outcome === 'invalid');
  if (apart.length === 0) return [];
  return [
    '  apart',
    ...apart.map(({ change, outcome, states, error = '' }) => {
      const why =
        outcome === 'invalid'
          ? `no model: ${sentence(error)}`
          : `timed out after ${countOf(states, 'state')}`;
      return paragraph(page, `- ${sentence(change)}: ${why}`, '    ', '      ');
    }),
  ];
}

function complaintsText(page: Page, { asExpected, unexplained, stale }: SuiteMutation): string[] {
  if (asExpected) return [];
  const complaint = (id: string, why: string): string =>
    paragraph(page, `${page.paint('red', '✗')} ${printable(id)} ${why}`, '    ', '      ');
  return [
    '  not as expected',
    ...unexplained.map((id) => complaint(id, 'survives, and the suite does not say why.')),
    ...stale.map((id) => complaint(id, 'is named as a survivor, and is none.')),
  ];
}

/** One line per suite, for `grep`: never broken, never coloured. */
const suiteLine = ({ name, score, mutants, unexplained, asExpected }: SuiteMutation): string =>
  [
    `suite=${printable(name)}`,
    `killed=${score.killed}`,
    `survived=${score.survived}`,
    `elsewhere=${mutants.filter(({ killedIn }) => killedIn !== undefined).length}`,
    `unexplained=${unexplained.length}`,
    `equivalent=${score.equivalent}`,
    `timed-out=${score.timedOut}`,
    `invalid=${score.invalid}`,
    `score=${score.score.toFixed(3)}`,
    `outcome=${asExpected ? 'as-expected' : 'not-as-expected'}`,
  ].join(' ');

/** What suites come to together: mutants of machines that they share count once. */
function projectText(page: Page, { project }: MutationReport): string[] {
  if (project === undefined) return [];
  const { mutants, score, unexplained } = project;
  return [
    paragraph(
      page,
      `${page.paint('bold', 'all of these suites')}: ${countOf(mutants, 'different mutant')} of machines, ${scoreText(score)}`,
    ),
    ...(unexplained.length === 0 ? [] : ['  survive in all suites that have them, without a reason']),
    ...unexplained.map(({ suite, id }) =>
      paragraph(page, `${page.paint('red', '✗')} ${printable(suite)} ${printable(id)}`, '    ', '      '),
    ),
  ];
}

/** The last line. */
function mutationConclusion(page: Page, { suites, interrupted, project }: MutationReport): string {
  const checked = sumOf(suites, ({ mutants }) => mutants.length);
  const survived = project?.score.survived ?? sumOf(suites, ({ score }) => score.survived);
  const unexplained = project?.unexplained.length ?? sumOf(suites, (suite) => suite.unexplained.length);
  const survivors =
    survived === 0
      ? 'no survivors'
      : `${countOf(survived, 'survivor')}${unexplained === survived ? '' : `, ${figure(unexplained)} without a reason`}`;
  return paragraph(
    page,
    `${countOf(suites.length, 'suite')}, ${countOf(checked, 'mutant')}: ${survivors}.${interrupted ? ' Interrupted; the same command goes on.' : ''}`,
  );
}

const sumOf = (suites: readonly SuiteMutation[], count: (suite: SuiteMutation) => number): number =>
  suites.reduce((sum, suite) => sum + count(suite), 0);
