/**
 * A trace file that a command names, with the suite that it is of.
 */
import { existsSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import type { ModelError } from '../system/model-error.ts';
import { suggestion } from '../system/suggestion.ts';
import type { Trace } from '../trace/trace.ts';
import { invalidTrace } from '../trace/trace-file.ts';
import type { Suite } from '../verdict/suite.ts';
import { type LoadedSuite, rootFolder } from './load-suites.ts';
import { propertyIds, selectSuites, suitesAround } from './select-suites.ts';
import type { Terminal } from './terminal.ts';
import { readTrace } from './trace-store.ts';

export interface OpenTrace {
  readonly trace: Trace;
  /** Its file, relative to the root. */
  readonly traceFile: string;
  readonly suite: Suite;
  /** The file of the suite, relative to the root. */
  readonly suiteFile: string;
  readonly root: string;
}

/** Where a trace is of. */
export interface TraceProject {
  readonly root: string;
  /** The file of the suite, where it is not found by its name. */
  readonly suite?: string;
}

/**
 * @param file relative to where the user is, or to the root
 * @throws ModelError `TRACE_INVALID` where it is no trace, or of no suite of the project
 */
export async function openTrace(file: string, project: TraceProject, terminal: Terminal): Promise<OpenTrace> {
  const root = rootFolder(terminal.cwd, project.root);
  const path = placeOf(file, root, terminal);
  const trace = readTrace(path, file);
  const suites =
    project.suite === undefined
      ? await suitesAround(root, trace.suite)
      : await selectSuites(terminal.cwd, root, [pathOf(project.suite)]);
  const { suite, file: suiteFile } = suiteOf(trace, file, suites);
  return { trace, traceFile: relative(root, path).replaceAll(sep, '/'), suite, suiteFile, root };
}

/** A path also where it is only a file's name: a word without a slash would be the name of a suite. */
const pathOf = (file: string): string => (basename(file) === file ? `./${file}` : file);

export function traceAt(file: string, root: string, terminal: Terminal): Trace {
  return readTrace(placeOf(file, root, terminal), file);
}

function placeOf(file: string, root: string, { cwd }: Terminal): string {
  const here = resolve(cwd, file);
  return [here, resolve(root, file)].find((path) => existsSync(path)) ?? here;
}

/** @param step the first that differs; 0 for the initial state */
export const misfit = (file: string, suite: string, step: number, because: string): ModelError =>
  invalidTrace(
    file,
    `${step === 0 ? 'the trace' : `step ${step}`} does not fit the model: ${because}.`,
    `The model has changed since, or the trace is of another one. Run \`redhound check ${suite}\` to get a new trace.`,
  );

/** The user's suite that the trace is of. The trace names it; it never says where its code is. */
function suiteOf(trace: Trace, file: string, suites: readonly LoadedSuite[]): LoadedSuite {
  const refuse = (problem: string, name: string, known: readonly string[], ...remedies: readonly string[]) =>
    invalidTrace(
      file,
      problem,
      [
        'The trace is of another project, or the model has changed.',
        ...remedies,
        ...(known.length === 0 ? [] : [suggestion(name, known)]),
      ].join(' '),
    );
  const found = suites.find(({ suite }) => suite.name === trace.suite);
  if (found === undefined) {
    const names = suites.map(({ suite }) => suite.name);
    throw refuse(
      `there is no suite '${trace.suite}'.`,
      trace.suite,
      names,
      'If its file is not below properties/, name it: --suite <file>.',
    );
  }
  const ids = propertyIds(found.suite);
  if (!ids.includes(trace.property.id)) {
    throw refuse(`suite '${trace.suite}' has no property '${trace.property.id}'.`, trace.property.id, ids);
  }
  const variants = (found.suite.variants ?? []).map(({ name }) => name);
  if (trace.variant !== undefined && !variants.includes(trace.variant)) {
    throw refuse(`suite '${trace.suite}' has no variant '${trace.variant}'.`, trace.variant, variants);
  }
  return found;
}
