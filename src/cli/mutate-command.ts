/**
 * `redhound mutate`: changes the models of suites in small ways, and shows which changes no claim notices.
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { mutationJson } from '../report/mutation-json.ts';
import { mutationText } from '../report/mutation-text.ts';
import { ModelError } from '../system/model-error.ts';
import { acrossSuites, type MutatedSuite } from '../verdict/mutation/across-suites.ts';
import type { MutantReport, MutationReport, SuiteMutation } from '../verdict/mutation/mutation-report.ts';
import type { MutationOptions, MutationPlan } from '../verdict/mutation/plan.ts';
import { suiteMutation } from '../verdict/mutation/scores.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { type LoadedSuite, rootFolder } from './load-suites.ts';
import { checkMutants } from './mutation-crew.ts';
import { keepRecord, RECORD_FOLDER } from './mutation-records.ts';
import { keepMutants, keptMutants } from './mutation-store.ts';
import { selectSuites } from './select-suites.ts';
import type { Terminal } from './terminal.ts';

export interface MutateFlags {
  readonly operator?: readonly string[];
  readonly agent?: readonly string[];
  readonly assumptions?: boolean;
  readonly sample?: number;
  readonly seed: number;
  readonly maxStates?: number;
  readonly maxSurvivors?: number;
  readonly workers?: number;
  readonly fresh?: boolean;
  readonly matrix?: boolean;
  /** Keep the kill matrix in the repository. */
  readonly record?: boolean;
  readonly json?: boolean;
  readonly root: string;
}

export async function mutate(
  wanted: readonly string[],
  flags: MutateFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const root = rootFolder(terminal.cwd, flags.root);
  if (flags.record) refusePart(flags);
  const page = terminal.page(root);
  const selected = await selectSuites(terminal.cwd, root, wanted);
  // Where all suites are meant, those for random runs are not; one that is named is refused.
  const loaded =
    wanted.length > 0 ? selected : selected.filter(({ suite }) => suite.search?.mode !== 'random');
  if (loaded.length < selected.length) {
    const skipped = selected.filter((one) => !loaded.includes(one)).map(({ suite }) => suite.name);
    terminal.note(`For random runs only, and not mutated: ${skipped.join(', ')}.`);
  }
  const mutated: MutatedSuite[] = [];
  for (const one of loaded) {
    if (signal.aborted) break;
    const report = await mutateOne(one, root, flags, terminal, signal);
    if (report === undefined) break;
    mutated.push({ system: one.suite.system, report });
    if (flags.record && report.complete) terminal.note(`${keepRecord(root, RECORD_FOLDER, report)} written.`);
  }
  // Only now is it known which survivors other suites kill.
  const { suites, project } = acrossSuites(mutated);
  const report: MutationReport = {
    format: 'redhound/mutation',
    version: 1,
    seed: flags.seed,
    interrupted: signal.aborted,
    suites,
    ...(suites.length > 1 && { project }),
  };
  terminal.print(flags.json ? mutationJson(report).trimEnd() : mutationText(page, report));
  return exitCodeOf(report, flags.maxSurvivors);
}

/** A record says how much is killed of all mutants. */
function refusePart({ operator, agent, assumptions, sample }: MutateFlags): void {
  if ([operator, agent, assumptions, sample].every((flag) => flag === undefined)) return;
  throw new ModelError(
    'USAGE',
    'a record is of all mutants of machines, and --operator, --agent, --assumptions and --sample choose others.',
    'Leave them out, or leave out --record.',
  );
}

/** Undefined where it was interrupted before the mutants were known. */
async function mutateOne(
  { file, suite }: LoadedSuite,
  root: string,
  flags: MutateFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<SuiteMutation | undefined> {
  const results = new Map<string, MutantReport>();
  const progress = mutationProgress(terminal, suite.name);
  let plan: MutationPlan | undefined;
  let saved = 0;
  try {
    progress(0, 0);
    await checkMutants(
      { root, file: resolve(root, file), options: optionsOf(flags) },
      {
        size: flags.workers ?? availableParallelism(),
        signal,
        onPlan: (made) => {
          plan = made;
          if (!flags.fresh) for (const [id, report] of keptMutants(root, made)) results.set(id, report);
          return results;
        },
        onReport: (report) => {
          results.set(report.id, report);
          progress(countIn(plan!, results), plan!.mutants.length);
          const now = performance.now();
          if (now - saved < SAVE_EVERY_MS) return;
          saved = now;
          keepMutants(root, plan!, results.values());
        },
      },
    );
  } catch (error) {
    throw error instanceof ModelError ? error.within({ file }) : error;
  } finally {
    terminal.redraw('');
  }
  if (plan === undefined) return undefined;
  keepMutants(root, plan, results.values());
  return suiteMutation(plan, results);
}

const SAVE_EVERY_MS = 2000;

const countIn = ({ mutants }: MutationPlan, results: ReadonlyMap<string, MutantReport>): number =>
  mutants.filter(({ id }) => results.has(id)).length;

const optionsOf = ({
  operator,
  agent,
  assumptions,
  sample,
  seed,
  maxStates,
  matrix,
  record,
}: MutateFlags): MutationOptions => ({
  seed,
  matrix: matrix === true || record === true,
  ...(operator !== undefined && { operators: operator }),
  ...(agent !== undefined && { agents: agent }),
  ...(assumptions !== undefined && { assumptions }),
  ...(sample !== undefined && { sample }),
  ...(maxStates !== undefined && { maxStates }),
});

/** Survivors are a finding where the suite says which may survive, or the command how many. */
function exitCodeOf({ suites, interrupted }: MutationReport, maxSurvivors: number | undefined): ExitCode {
  if (interrupted) return EXIT.interrupted;
  const survivors = suites.reduce((sum, { unexplained }) => sum + unexplained.length, 0);
  const tooMany = maxSurvivors !== undefined && survivors > maxSurvivors;
  return tooMany || suites.some(({ asExpected }) => !asExpected) ? EXIT.finding : EXIT.fine;
}

/** Milliseconds between two plain lines, where stderr is no terminal. */
const LINE_EVERY_MS = 30_000;

function mutationProgress(terminal: Terminal, suite: string): (checked: number, of: number) => void {
  let shown = Number.NEGATIVE_INFINITY;
  return (checked, of) => {
    const line = of === 0 ? `${suite}: the model itself` : `${suite}: ${checked} of ${of} mutants`;
    if (terminal.live) terminal.redraw(line);
    else if (performance.now() - shown > LINE_EVERY_MS) {
      shown = performance.now();
      terminal.note(line);
    }
  };
}
