/**
 * A trace file that a command names, with the suite that it is of.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ModelError } from '../system/model-error.ts';
import type { Trace } from '../trace/trace.ts';
import { invalidTrace } from '../trace/trace-file.ts';
import type { Suite } from '../verdict/suite.ts';
import { type LoadedSuite, rootFolder } from './load-suites.ts';
import { propertyIds, selectSuites } from './select-suites.ts';
import type { Terminal } from './terminal.ts';
import { readTrace } from './trace-store.ts';

export interface OpenTrace {
  readonly trace: Trace;
  readonly suite: Suite;
  /** The file of the suite, relative to the root. */
  readonly suiteFile: string;
  readonly root: string;
}

/**
 * @param file relative to where the user is, or to the root
 * @throws ModelError `TRACE_INVALID` where it is no trace, or of no suite of the project
 */
export async function openTrace(file: string, rootFlag: string, terminal: Terminal): Promise<OpenTrace> {
  const root = rootFolder(terminal.cwd, rootFlag);
  const trace = traceAt(file, root, terminal);
  const { suite, file: suiteFile } = suiteOf(trace, file, await selectSuites(terminal.cwd, root, []));
  return { trace, suite, suiteFile, root };
}

export function traceAt(file: string, root: string, terminal: Terminal): Trace {
  const places = [resolve(terminal.cwd, file), resolve(root, file)];
  return readTrace(places.find((path) => existsSync(path)) ?? file, file);
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
