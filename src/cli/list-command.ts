/**
 * `redhound list`: what a project's suites claim, without checking it.
 */
import { listJson, listText } from '../report/list-text.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { rootFolder } from './load-suites.ts';
import { selectSuites } from './select-suites.ts';
import type { Terminal } from './terminal.ts';

export async function list(
  wanted: readonly string[],
  flags: { readonly json?: boolean; readonly root: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const root = rootFolder(terminal.cwd, flags.root);
  const suites = await selectSuites(terminal.cwd, root, wanted);
  terminal.print(flags.json ? listJson(suites, root).trimEnd() : listText(terminal.page(root), suites));
  return EXIT.fine;
}
