/**
 * `redhound shrink`: makes the run of a trace file shorter, on the model as it is now.
 */
import { relative, resolve } from 'node:path';
import { counterexampleText } from '../report/counterexample-text.ts';
import { countOf } from '../report/figures.ts';
import type { Trace } from '../trace/trace.ts';
import { formatTrace } from '../trace/trace-file.ts';
import { shrinkTrace } from '../verdict/shrink-trace.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { misfit, openTrace, type TraceProject } from './open-trace.ts';
import type { Terminal } from './terminal.ts';
import { declaredBelow } from './trace-store.ts';
import { writeOutput } from './write-file.ts';

export interface ShrinkFlags extends TraceProject {
  readonly output?: string;
}

export async function shrink(file: string, flags: ShrinkFlags, terminal: Terminal): Promise<ExitCode> {
  const { trace, suite, suiteFile, root, traceFile } = await openTrace(file, flags, terminal);
  const result = shrinkTrace(trace, suite);
  if (result.kind === 'diverged') throw misfit(file, suite.name, result.step, result.because);
  if (result.kind === 'not-reproduced') throw misfit(file, suite.name, 0, result.because);
  const output = flags.output === undefined ? undefined : resolve(terminal.cwd, flags.output);
  const shown = output === undefined ? traceFile : relative(root, output);
  terminal.print(
    [
      ...outcome(result.trace, result.kind === 'kept'),
      '',
      counterexampleText(terminal.page(root, suiteFile), result.trace, '', shown),
    ].join('\n'),
  );
  if (output !== undefined)
    writeOutput(output, flags.output!, formatTrace(declaredBelow(root, result.trace)));
  return EXIT.fine;
}

function outcome({ steps, shrink: history }: Trace, isKept: boolean): readonly string[] {
  const length = countOf(steps.length, 'step');
  if (isKept || history === undefined)
    return [`${length}, as before: what is possible no single run decides, so it is left as it is.`];
  const saved = history.from - steps.length;
  return [
    `${length}, ${saved === 0 ? 'as before' : `${saved} less than before`}: ${REACHED[history.reached]}`,
    `${countOf(history.spent, 'step')} of the model were taken for it.`,
  ];
}

const REACHED = {
  shortest: 'shortest; no run with fewer steps violates the property.',
  minimal: 'minimal; no single step can go.',
  bounded: 'the work ended at its limit.',
} as const;
