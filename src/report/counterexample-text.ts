/**
 * A counterexample as a reader needs it: what is claimed and where, how it comes about, what is wrong in the end, and
 * the command that shows it again.
 */
import { traceFile } from '../trace/file-name.ts';
import type { Trace } from '../trace/trace.ts';
import { declaration } from './declaration.ts';
import { excerpt, type Page, paragraph, printable, sentence } from './page.ts';
import { stepsText } from './steps-text.ts';

/** @param file where the trace is kept, relative to the root; by default where `check` puts it */
export function counterexampleText(
  page: Page,
  trace: Trace,
  indent: string,
  file = traceFile(trace),
): string {
  const { statement, declaredAt } = trace.property;
  const values = Object.entries(trace.violation.values);
  const lines = [
    paragraph(page, sentence(statement), indent),
    declaredAt !== undefined && `${indent}declared at ${excerpt(declaration(declaredAt, page.root))}`,
    '',
    stepsText(page, trace, indent),
    '',
    paragraph(page, page.paint('red', sentence(trace.violation.message)), indent),
    values.length > 0 && `${indent}values read:`,
    ...values.map(([name, value]) =>
      paragraph(page, `${excerpt(name)} = ${excerpt(value)}`, `${indent}  `, `${indent}    `),
    ),
    '',
    `${indent}replay: ${page.paint('bold', printable(page.replayCommand(file)))}`,
  ];
  return lines.filter((line) => line !== false).join('\n');
}
