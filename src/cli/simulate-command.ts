/**
 * `redhound simulate`: one run of a suite's system, shown step by step.
 */
import { simulationText } from '../report/simulation.ts';
import { simulateSuite } from '../verdict/simulate-suite.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { rootFolder, within } from './load-suites.ts';
import { selectSuites } from './select-suites.ts';
import type { Terminal } from './terminal.ts';

export interface SimulateFlags {
  readonly seed: number;
  readonly maxSteps?: number;
  readonly root: string;
}

export async function simulate(name: string, flags: SimulateFlags, terminal: Terminal): Promise<ExitCode> {
  const root = rootFolder(terminal.cwd, flags.root);
  const { root: _, ...options } = flags;
  for (const { file, suite } of await selectSuites(terminal.cwd, root, [name])) {
    const run = await within(file, () => simulateSuite(suite, options));
    terminal.print(simulationText(terminal.page(root), suite.name, flags.seed, run));
  }
  return EXIT.fine;
}
