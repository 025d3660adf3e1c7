/**
 * A counterexample as Markdown, for an issue or a report: what is claimed, the run, a diagram of it, what is wrong.
 *
 * Whatever the user named stands in code spans: nothing in it is read as Markdown, HTML or a mention.
 */
import type { ExplainedRun, Explanation, Letter, Obligation } from '../trace/explanation.ts';
import { declaration } from './declaration.ts';
import { countOf, virtualTime } from './figures.ts';
import { excerpt, type Page, printable } from './page.ts';
import { sequenceDiagram } from './sequence-diagram.ts';

const SHOWN_STEPS = 200;

export function traceMarkdown(explanation: Explanation, page: Page, file: string): string {
  const { trace, runs, claim } = explanation;
  const run = runs[0]!;
  const { property, suite, variant, violation } = trace;
  const where = variant === undefined ? code(suite) : `${code(suite)}, variant ${code(variant)}`;
  const values = Object.entries(violation.values);
  const blocks = [
    `# ${code(property.id)}`,
    `${where}: ${code(property.statement)}`,
    property.declaredAt !== undefined && `Declared at ${code(declaration(property.declaredAt, page.root))}.`,
    `As a formula: ${code(claim.text)}.`,
    `## ${countOf(run.letters.length - 1, 'step')}`,
    run.note,
    stepsList(run),
    run.loop !== undefined && list(run.loop.fairness.map(code)),
    `\`\`\`mermaid\n${sequenceDiagram(trace, explanation)}\n\`\`\``,
    explanation.verdict === 'shown' ? '## What it shows' : '## What is wrong',
    code(violation.message),
    values.length > 0 && list(values.map(([name, value]) => `${code(name)} = ${code(value)}`)),
    run.obligations.length > 0 && list(run.obligations.map(obligationLine)),
    `Replay: ${code(page.replayCommand(file))}`,
  ];
  return `${blocks.filter((block) => block !== false && block !== '').join('\n\n')}\n`;
}

function stepsList({ letters, loop }: ExplainedRun): string {
  const shown = letters.slice(1, SHOWN_STEPS + 1);
  const lines = shown.map((letter, index) => {
    const again = loop?.start === index ? ' (from here on, for ever)' : '';
    return `${index + 1}. ${stepText(letter)}${again}${letter.changed
      .map(({ path, before, after }) => `\n    - ${code(path)}: ${code(before)} → ${code(after)}`)
      .join('')}`;
  });
  const more = letters.length - 1 - shown.length;
  return [...lines, ...(more > 0 ? [`\n${countOf(more, 'more step')}: the trace file has them.`] : [])].join(
    '\n',
  );
}

const stepText = ({ label, time, relevant }: Letter): string =>
  `${code(label)} at ${virtualTime(time)}${relevant ? '' : ' (not needed)'}`;

const obligationLine = ({ text, kind, opened, due, ended, closed }: Obligation): string => {
  const when = due === undefined ? '' : ` ${kind === 'happen' ? 'by' : 'until'} ${virtualTime(due)}`;
  const how = closed === undefined ? 'still open in the end' : `${ended} in step ${closed}`;
  return `${code(text)}, owed since step ${opened}${when}: ${how}`;
};

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** A code span: its fence is longer than any row of backticks within. */
export function code(text: string): string {
  const whole = excerpt(printable(text));
  if (whole.trim() === '') return '(empty)';
  const rows = [...whole.matchAll(/`+/g)].map(([row]) => row.length);
  const fence = '`'.repeat(Math.max(0, ...rows) + 1);
  const pad = /^[` ]|[` ]$/.test(whole) ? ' ' : '';
  return `${fence}${pad}${whole}${pad}${fence}`;
}
