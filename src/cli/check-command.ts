/**
 * `redhound check`: checks suites, prints what was established, keeps the counterexamples.
 */
import { reportJson } from '../report/json.ts';
import { keptFailuresText } from '../report/kept-failures-text.ts';
import { outcomeOf, reportOf } from '../report/outcome.ts';
import { suiteText } from '../report/suite-text.ts';
import { conclusion } from '../report/text.ts';
import { ModelError } from '../system/model-error.ts';
import type { Trace } from '../trace/trace.ts';
import { type CheckOptions, checkSuite } from '../verdict/check-suite.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-code.ts';
import { keepFailures, retakeFailures } from './failure-store.ts';
import { type LoadedSuite, rootFolder, within } from './load-suites.ts';
import { progressDisplay } from './progress.ts';
import { selectSuites, withProperty } from './select-suites.ts';
import { usualWorkers, workTogether } from './suite-crew.ts';
import type { Terminal } from './terminal.ts';
import { writeTrace } from './trace-store.ts';

export interface CheckFlags
  extends Pick<
    CheckOptions,
    | 'mode'
    | 'property'
    | 'runs'
    | 'maxSteps'
    | 'strategy'
    | 'maxStates'
    | 'bail'
    | 'threads'
    | 'symmetry'
    | 'partialOrder'
    | 'vacuity'
    | 'variants'
  > {
  readonly seed: number;
  /** Milliseconds. */
  readonly time?: number;
  /** Megabytes. */
  readonly memory?: number;
  /** Megabytes. */
  readonly bitstate?: number;
  readonly json?: boolean;
  /** How many suites are checked at once. */
  readonly workers?: number;
  readonly root: string;
}

export async function check(
  wanted: readonly string[],
  flags: CheckFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const root = rootFolder(terminal.cwd, flags.root);
  const page = terminal.page(root);
  const suites = await suitesToCheck(terminal.cwd, root, wanted, flags.property);
  const progress = progressDisplay(terminal);
  const reports: SuiteReport[] = [];
  let unwritten: ModelError | undefined;
  let regressed = false;
  for (const { file, suite } of suites) {
    const kept = await within(file, () => retakeFailures(root, suite, flags.property));
    const told = keptFailuresText(page, suite.name, kept);
    if (told !== '') (flags.json ? terminal.note : terminal.print)(`${told}\n`);
    regressed ||= kept.some(({ outcome }) => outcome === 'regressed');
  }
  const onReport = (report: SuiteReport): void => {
    progress.clear();
    reports.push(report);
    unwritten ??= keepTraces(root, report);
    const file = suites.find(({ suite }) => suite.name === report.name)?.file;
    if (!flags.json) terminal.print(`${suiteText(terminal.page(root, file), report, flags.seed)}\n`);
  };
  const options: CheckOptions = { ...limits(flags), root };
  const size = flags.bail ? 1 : (flags.workers ?? usualWorkers(suites));
  if (size > 1) {
    await workTogether(
      suites,
      { job: 'check', root, options },
      { size, signal, onProgress: progress.show, onResult: onReport },
    ).finally(progress.clear);
  } else {
    for (const { file, suite } of suites) {
      if (signal.aborted) break;
      const check = () => checkSuite(suite, { ...options, signal, onProgress: progress.show });
      const report = await within(file, () => check().finally(progress.clear));
      onReport(report);
      if (flags.bail && outcomeOf(report) === 'not-as-expected') break;
    }
  }
  const report = reportOf(reports, flags.seed, signal.aborted);
  terminal.print(flags.json ? reportJson(report, root).trimEnd() : conclusion(page, report));
  const checked = new Set(reports.map(({ name }) => name));
  const unchecked = suites.map(({ suite }) => suite.name).filter((name) => !checked.has(name));
  if (unchecked.length > 0) terminal.note(`Not checked: ${unchecked.join(', ')}.`);
  if (unwritten !== undefined) throw unwritten;
  const exitCode = exitCodeOf(report);
  return regressed && exitCode !== EXIT.interrupted ? EXIT.finding : exitCode;
}

async function suitesToCheck(
  cwd: string,
  root: string,
  wanted: readonly string[],
  property: string | undefined,
): Promise<readonly LoadedSuite[]> {
  const suites = await selectSuites(cwd, root, wanted);
  return property === undefined ? suites : withProperty(suites, property);
}

/** What the engine is told; an option that was not given leaves the suite's own setting. */
function limits({
  time,
  memory,
  bitstate,
  json: _,
  root: __,
  workers: ___,
  ...rest
}: CheckFlags): CheckOptions {
  return {
    ...rest,
    ...(time !== undefined && { timeMs: time }),
    ...(memory !== undefined && { memoryMb: memory }),
    ...(bitstate !== undefined && { bitsMb: bitstate }),
  };
}

/** Writes every counterexample and example of a report. What cannot be written must not keep the report from its reader. */
function keepTraces(root: string, report: SuiteReport): ModelError | undefined {
  try {
    for (const trace of tracesOf(report)) writeTrace(root, trace);
    keepFailures(root, report);
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}

/** Those of variants too, and the examples of what is possible. */
const tracesOf = ({ properties, variants }: SuiteReport): Trace[] =>
  [properties, ...variants.map((variant) => variant.properties)]
    .flat()
    .flatMap(({ modes }) => [
      modes.exhaustive?.trace,
      modes.exhaustive?.witness,
      modes.random?.trace,
      modes.random?.witness,
    ])
    .filter((trace) => trace !== undefined);
