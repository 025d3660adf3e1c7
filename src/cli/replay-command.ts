/**
 * `redhound replay`: takes the steps of a trace file again, on the model as it is now.
 */
import { match } from 'ts-pattern';
import { notReproducedText, reproducedText, shownText } from '../report/replay-text.ts';
import { replayTrace } from '../verdict/replay-trace.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { misfit, openTrace, type TraceProject } from './open-trace.ts';
import type { Terminal } from './terminal.ts';

export async function replay(file: string, flags: TraceProject, terminal: Terminal): Promise<ExitCode> {
  const { trace, suite, suiteFile, root, traceFile } = await openTrace(file, flags, terminal);
  const page = terminal.page(root, suiteFile);
  return match(replayTrace(trace, suite))
    .with({ kind: 'reproduced' }, (result) => {
      terminal.print(reproducedText(page, result.trace, traceFile));
      return EXIT.finding;
    })
    .with({ kind: 'shown' }, (result) => {
      terminal.print(shownText(page, result.trace, traceFile));
      return EXIT.fine;
    })
    .with({ kind: 'not-reproduced' }, ({ because }) => {
      terminal.print(notReproducedText(page, trace, because));
      return EXIT.fine;
    })
    .with({ kind: 'diverged' }, ({ step, because }) => {
      throw misfit(file, suite.name, step, because);
    })
    .exhaustive();
}
