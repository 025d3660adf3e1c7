/**
 * `redhound replay`: takes the steps of a trace file again, on the model as it is now.
 */
import { match } from 'ts-pattern';
import { notReproducedText, reproducedText, shownText } from '../report/replay-text.ts';
import { replayTrace } from '../verdict/replay-trace.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { misfit, openTrace } from './open-trace.ts';
import { quoted, type Terminal } from './terminal.ts';

export async function replay(
  file: string,
  flags: { readonly root: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const { trace, suite, root } = await openTrace(file, flags.root, terminal);
  const page = {
    ...terminal.page(root),
    replayCommand: (path: string) =>
      `npx redhound replay ${flags.root === '.' ? '' : `--root ${quoted(flags.root)} `}${quoted(path)}`,
  };
  return match(replayTrace(trace, suite))
    .with({ kind: 'reproduced' }, (result) => {
      terminal.print(reproducedText(page, result.trace, file));
      return EXIT.finding;
    })
    .with({ kind: 'shown' }, (result) => {
      terminal.print(shownText(page, result.trace, file));
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
