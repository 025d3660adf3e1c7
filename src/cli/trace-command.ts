/**
 * `redhound trace`: one counterexample, explained, in the form that is asked for.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { TRACE_FORMATS } from '../report/trace-formats.ts';
import { explainTrace } from '../verdict/explain-trace.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { misfit, openTrace, type TraceProject } from './open-trace.ts';
import type { Terminal } from './terminal.ts';
import { declaredBelow } from './trace-store.ts';
import { writeOutput } from './write-file.ts';

export interface TraceFlags extends TraceProject {
  readonly format: string;
  readonly output?: string;
}

/** The build leaves the viewer's page there. */
const viewer = (): string => readFileSync(new URL('../report/viewer.html', import.meta.url), 'utf8');

export async function showTrace(file: string, flags: TraceFlags, terminal: Terminal): Promise<ExitCode> {
  const { trace, suite, suiteFile, root, traceFile } = await openTrace(file, flags, terminal);
  const result = explainTrace(trace, suite);
  if (result.kind === 'diverged') throw misfit(file, suite.name, result.step, result.because);
  if (result.kind === 'not-reproduced') throw misfit(file, suite.name, 0, result.because);
  const format = TRACE_FORMATS.find(({ name }) => name === flags.format)!;
  const output = flags.output === undefined ? undefined : resolve(terminal.cwd, flags.output);
  const from = output === undefined ? root : dirname(output);
  const suitePath = relative(from, resolve(root, suiteFile)).replaceAll('\\', '/');
  const text = format.render(
    { ...result.explanation, trace: declaredBelow(root, result.explanation.trace) },
    terminal.page(root, suiteFile),
    traceFile,
    suitePath,
    viewer,
  );
  if (output === undefined) terminal.print(text.trimEnd());
  else writeOutput(output, flags.output!, text);
  return EXIT.fine;
}
