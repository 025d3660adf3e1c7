/**
 * `redhound diff`: where two traces part, and what differs there.
 */
import { traceDiffText } from '../report/trace-diff-text.ts';
import { diffTraces } from '../trace/diff-traces.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { rootFolder } from './load-suites.ts';
import { traceAt } from './open-trace.ts';
import type { Terminal } from './terminal.ts';

/** @returns 0 for equal runs of equal claims, 1 for others, as `diff` does */
export function diff(a: string, b: string, flags: { readonly root: string }, terminal: Terminal): ExitCode {
  const root = rootFolder(terminal.cwd, flags.root);
  const difference = diffTraces(traceAt(a, root, terminal), traceAt(b, root, terminal));
  terminal.print(traceDiffText(terminal.page(root), difference, a, b));
  return difference.isSame ? EXIT.fine : EXIT.finding;
}
