/**
 * `redhound coverage`: what the exhaustive search of each suite goes through, and what no suite does.
 */
import { coverageJson } from '../report/coverage-json.ts';
import { coverageText, unitedText } from '../report/coverage-text.ts';
import { type CheckOptions, checkSuite } from '../verdict/check-suite.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { rootFolder, within } from './load-suites.ts';
import { progressDisplay } from './progress.ts';
import { selectSuites } from './select-suites.ts';
import type { Terminal } from './terminal.ts';

export interface CoverageFlags extends Pick<CheckOptions, 'maxStates' | 'variants'> {
  /** Milliseconds. */
  readonly time?: number;
  readonly json?: boolean;
  readonly root: string;
}

export async function coverage(
  wanted: readonly string[],
  { time, json, root: folder, ...limits }: CoverageFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const root = rootFolder(terminal.cwd, folder);
  const page = terminal.page(root);
  const progress = progressDisplay(terminal);
  const options: CheckOptions = {
    ...limits,
    ...(time !== undefined && { timeMs: time }),
    mode: 'exhaustive',
    coverage: true,
    root,
    signal,
    onProgress: progress.show,
  };
  const reports: SuiteReport[] = [];
  for (const { file, suite } of await selectSuites(terminal.cwd, root, wanted)) {
    if (signal.aborted) break;
    const report = await within(file, () => checkSuite(suite, options).finally(progress.clear));
    reports.push(report);
    if (!json) terminal.print(`${coverageText(page, report)}\n`);
  }
  terminal.print(json ? coverageJson(reports).trimEnd() : unitedText(page, reports));
  if (signal.aborted) return EXIT.interrupted;
  return reports.every(({ complete }) => complete) ? EXIT.fine : EXIT.inconclusive;
}
