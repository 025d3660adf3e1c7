/**
 * An explained counterexample for a terminal: the run with what matters marked, deadlines, what the last state waits
 * for, and the nearest run that does not violate the property.
 */
import type { BlockedMove, Blocker, ExplainedRun, Explanation, Obligation } from '../trace/explanation.ts';
import { counterexampleText } from './counterexample-text.ts';
import { countOf, virtualTime } from './figures.ts';
import { excerpt, type Page, paragraph, printable } from './page.ts';

/** How many moves that are not enabled are worth a line. */
const MAX_BLOCKED = 8;

export function traceText({ trace, runs, verdict }: Explanation, page: Page, file: string): string {
  const run = runs[0]!;
  const passing = runs.find(({ role }) => role === 'passing');
  const blocks = [
    counterexampleText(page, trace, '', file),
    paragraph(page, run.note),
    paragraph(page, slice(run, verdict === 'shown' ? 'show it' : 'violate the property')),
    ...(run.loop === undefined
      ? []
      : [run.loop.fairness.map((text) => paragraph(page, `↻ ${printable(text)}`, '', '  ')).join('\n')]),
    deadlines(page, run.obligations),
    whyNot(page, run),
    ...(passing === undefined ? [] : [otherWay(page, run, passing)]),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function slice({ letters }: ExplainedRun, does: string): string {
  if (letters.length === 1) return '';
  const needless = letters.flatMap(({ relevant }, index) => (relevant ? [] : [index]));
  if (needless.length === 0) return `Every step matters: without any of them the rest does not ${does}.`;
  const which = needless.length === 1 ? `Step ${needless[0]} does` : `Steps ${rangesOf(needless)} do`;
  return `${which} not matter: the others alone ${does}.`;
}

/** `2, 4 to 9, 12`, of ascending numbers. */
function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === number - 1) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges
    .map(([first, last]) =>
      first === last ? `${first}` : first + 1 === last ? `${first}, ${last}` : `${first} to ${last}`,
    )
    .join(', ');
}

function deadlines(page: Page, obligations: readonly Obligation[]): string {
  if (obligations.length === 0) return '';
  const lines = obligations.map(({ text, kind, opened, due, closed, ended }) => {
    const when = due === undefined ? '' : `, ${kind === 'happen' ? 'by' : 'until'} ${virtualTime(due)}`;
    const how = closed === undefined ? 'still open' : `${ended} in step ${closed}`;
    const sign =
      ended === 'missed' ? page.paint('red', '✗') : ended === 'met' ? page.paint('green', '✓') : '○';
    return paragraph(page, `${sign} ${excerpt(text)}: since step ${opened}${when}: ${how}`, '  ', '    ');
  });
  return ['owed:', ...lines].join('\n');
}

function whyNot(page: Page, { letters }: ExplainedRun): string {
  const telling = letters.at(-1)!.blocked.filter(isTelling);
  if (telling.length === 0) return '';
  const lines = telling
    .slice(0, MAX_BLOCKED)
    .map(({ label, because }) =>
      paragraph(page, `${page.paint('dim', excerpt(label))}: ${excerpt(because)}`, '  ', '    '),
    );
  const more = telling.length - MAX_BLOCKED;
  return [
    'not enabled in the end:',
    ...lines,
    ...(more > 0 ? [`  … and ${countOf(more, 'other move')}`] : []),
  ].join('\n');
}

/** Empty links, and timers that are not running, are as a rule no news. */
const NO_NEWS: ReadonlySet<Blocker> = new Set(['empty', 'not-started', 'not-applicable', 'no-transition']);

const isTelling = ({ by }: BlockedMove): boolean => !NO_NEWS.has(by);

function otherWay(page: Page, { letters }: ExplainedRun, { letters: other, parting }: ExplainedRun): string {
  const here = letters[parting!]?.label ?? 'the end';
  const there = other[parting!]?.label ?? 'the end';
  const text = `The nearest run that does not violate it parts in step ${parting}: ${excerpt(there)} instead of ${excerpt(here)}.`;
  return paragraph(page, text);
}
