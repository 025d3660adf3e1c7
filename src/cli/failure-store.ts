/**
 * Failures that are kept: written when a claim fails that should hold, taken again first at the next check, and kept as
 * regressions once they are fixed. Nothing in them is of this machine, so they can be committed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../system/model-error.ts';
import { failureFile, failureFolder } from '../trace/file-name.ts';
import type { Trace } from '../trace/trace.ts';
import { retakeTrace } from '../verdict/retake-trace.ts';
import type { Suite } from '../verdict/suite.ts';
import type { SuiteReport } from '../verdict/suite-report.ts';
import { readTrace, writeBelow } from './trace-store.ts';

/** What became of a kept failure. */
export interface KeptFailure {
  readonly file: string;
  readonly property: string;
  readonly outcome: /** It still violates the property. */
    | 'fails'
    /** It violated it until now, and does no longer: a regression test from now on. */
    | 'fixed'
    | 'passes'
    /** It was fixed, and violates it again. */
    | 'regressed'
    /** Its file is no trace, or of a property that is no more; it stays as it is. */
    | 'unusable';
  /** Of one that is unusable: why. */
  readonly because?: string;
}

/** Takes the kept failures of a suite again, in the order of their names, and marks those whose outcome is new. */
export async function retakeFailures(
  root: string,
  suite: Suite,
  property: string | undefined,
): Promise<readonly KeptFailure[]> {
  const folder = join(root, failureFolder(suite.name));
  if (!existsSync(folder)) return [];
  const { glob } = await import('tinyglobby');
  const files = await glob('*/*.json', { cwd: folder, followSymbolicLinks: false });
  return files
    .sort()
    .flatMap((name) => retaken(root, `${failureFolder(suite.name)}/${name}`, suite, property));
}

function retaken(
  root: string,
  file: string,
  suite: Suite,
  property: string | undefined,
): readonly KeptFailure[] {
  let trace: Trace;
  try {
    trace = readTrace(join(root, file), file);
    if (property !== undefined && trace.property.id !== property) return [];
    const isFixed = retakeTrace(trace, suite).kind === 'passed';
    const wasFixed = trace.expect === 'pass';
    if (isFixed !== wasFixed) writeBelow(root, file, marked(trace, isFixed));
    const outcome = isFixed ? (wasFixed ? 'passes' : 'fixed') : wasFixed ? 'regressed' : 'fails';
    return [{ file, property: trace.property.id, outcome }];
  } catch (error) {
    if (!(error instanceof ModelError) || error.code !== 'TRACE_INVALID') throw error;
    return [{ file, property: '', outcome: 'unusable', because: error.problem }];
  }
}

function marked({ expect: _, ...trace }: Trace, isFixed: boolean): Trace {
  return isFixed ? { ...trace, expect: 'pass' } : trace;
}

/** Keeps the counterexamples of claims of the suite's own system that should hold and do not. What is there already stays. */
export function keepFailures(root: string, { properties }: SuiteReport): readonly string[] {
  const failed = properties.flatMap(({ asExpected, verdict, modes }) => {
    const trace = modes.exhaustive?.trace ?? modes.random?.trace;
    return !asExpected && verdict === 'violated' && trace !== undefined ? [trace] : [];
  });
  const fresh = failed.filter((trace) => !existsSync(join(root, failureFile(trace))));
  for (const trace of fresh) writeBelow(root, failureFile(trace), trace);
  return fresh.map(failureFile);
}
