/**
 * `redhound replay`: takes the steps of a trace file again, on the model as it is now.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { match } from 'ts-pattern';
import { notReproducedText, reproducedText, shownText } from '../report/replay-text.ts';
import type { Trace } from '../trace/trace.ts';
import { invalidTrace } from '../trace/trace-file.ts';
import { replayTrace } from '../verdict/replay-trace.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { type LoadedSuite, rootFolder } from './load-suites.ts';
import { propertyIds, selectSuites } from './select-suites.ts';
import { quoted, type Terminal } from './terminal.ts';
import { readTrace } from './trace-store.ts';

export async function replay(
  file: string,
  flags: { readonly root: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const root = rootFolder(terminal.cwd, flags.root);
  const places = [resolve(terminal.cwd, file), resolve(root, file)];
  const trace = readTrace(places.find((path) => existsSync(path)) ?? file, file);
  const { suite } = suiteOf(trace, file, await selectSuites(terminal.cwd, root, []));
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
      const what = step === 0 ? 'the trace' : `step ${step}`;
      throw invalidTrace(
        file,
        `${what} does not fit the model: ${because}.`,
        `The model has changed since, or the trace is of another one. Run \`redhound check ${suite.name}\` to get a new trace.`,
      );
    })
    .exhaustive();
}

/** The user's suite that the trace is of. The trace names it; it never says where its code is. */
function suiteOf(trace: Trace, file: string, suites: readonly LoadedSuite[]): LoadedSuite {
  const refuse = (problem: string, known: readonly string[]) =>
    invalidTrace(
      file,
      problem,
      `The trace is of another project, or the model has changed. Known: ${known.join(', ')}.`,
    );
  const found = suites.find(({ suite }) => suite.name === trace.suite);
  if (found === undefined) {
    const names = suites.map(({ suite }) => suite.name);
    throw refuse(`there is no suite '${trace.suite}'.`, names);
  }
  const ids = propertyIds(found.suite);
  if (!ids.includes(trace.property.id)) {
    throw refuse(`suite '${trace.suite}' has no property '${trace.property.id}'.`, ids);
  }
  const variants = (found.suite.variants ?? []).map(({ name }) => name);
  if (trace.variant !== undefined && !variants.includes(trace.variant)) {
    throw refuse(`suite '${trace.suite}' has no variant '${trace.variant}'.`, variants);
  }
  return found;
}
