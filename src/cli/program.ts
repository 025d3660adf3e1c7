/**
 * The command line: verbs, options, help. The only door to commander.
 */
import { Argument, Command, CommanderError, Option } from 'commander';
import { figure } from '../report/figures.ts';
import { printable } from '../report/page.ts';
import { TRACE_FORMATS } from '../report/trace-formats.ts';
import { STRATEGIES } from '../search/strategy/portfolio.ts';
import { VERSION } from '../trace/version.ts';
import { DEFAULTS } from '../verdict/check-options.ts';
import type { CheckFlags } from './check-command.ts';
import type { CoverageFlags } from './coverage-command.ts';
import type { DocsFlags } from './docs-command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { MutateFlags } from './mutate-command.ts';
import type { TraceProject } from './open-trace.ts';
import { bits, count, megabytes, natural, seed, steps, time } from './option-values.ts';
import type { ShrinkFlags } from './shrink-command.ts';
import type { SimulateFlags } from './simulate-command.ts';
import type { Terminal } from './terminal.ts';
import type { TraceFlags } from './trace-command.ts';

/**
 * Runs one command. Each verb is imported when it is called, so that help and errors are quick.
 *
 * @param words what follows the name of the program
 * @param signal ends a check early, with a partial report
 * @returns the exit code; errors other than those of usage are thrown
 */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const program = redhound(terminal);
  withRoot(program.command('check'))
    .description('check suites: all states, and random interleavings')
    .addArgument(wantedSuites())
    .addOption(
      new Option('--mode <mode>', "which search; default: the suite's own, else both").choices([
        'exhaustive',
        'random',
        'both',
      ]),
    )
    .option('--property <id>', 'check this property only')
    .addOption(seedOption())
    .option('--runs <n>', `random runs of each system; ${suiteElse(DEFAULTS.runs)}`, count)
    .option('--max-steps <n>', `longest random run, in moves; ${suiteElse(DEFAULTS.maxSteps)}`, steps)
    .addOption(
      new Option(
        '--strategy <name>',
        `how random runs choose among enabled moves; ${suiteElse(DEFAULTS.strategy)}`,
      ).choices(STRATEGIES),
    )
    .option(
      '--max-states <n>',
      `stop the exhaustive search, inconclusive, past so many states; ${suiteElse(DEFAULTS.maxStates)}`,
      count,
    )
    .option('--time <duration>', 'stop each suite after this time: 500ms, 30s, 5m, 2h', time)
    .option('--memory <MB>', 'stop the exhaustive search past so much memory', megabytes)
    .option('--workers <n>', 'how many suites are checked at once (default: one for each core)', count)
    .option(
      '--threads <n>',
      'how many threads explore one system, where its claims are invariants (default: 1)',
      count,
    )
    .option('--bitstate <MB>', 'keep only bits of visited states, in so much memory: nothing is proved', bits)
    .option('--no-symmetry', 'visit all states, also where a system declares agents to be interchangeable')
    .option('--partial-order', 'leave out orders of moves that no claim can tell apart')
    .option('--vacuity', 'say which atoms a claim that holds would hold without; one search more for each')
    .option('--bail', 'stop at the first finding that is not as expected')
    .option('--no-variants', 'do not check the broken variants')
    .option('--json', 'print one JSON document (schema/report.schema.json)')
    .action(async (wanted: string[], flags: CheckFlags) => {
      const { check } = await import('./check-command.ts');
      exitCode = await check(wanted, flags, terminal, signal);
    });
  withRoot(program.command('mutate'))
    .description('change the models in small ways, and show which changes no claim notices')
    .addArgument(wantedSuites())
    .option('--operator <name...>', 'only mutants of these operators')
    .option('--agent <name...>', 'only mutants of these agents')
    .option('--assumptions', 'mutants of what is assumed about links, environment and faults too')
    .option('--sample <n>', 'a sample of so many mutants of each suite', count)
    .addOption(seedOption())
    .option('--max-states <n>', 'give up on a model with more states', count)
    .option('--max-survivors <n>', 'end with 1 if more survive without a reason', natural)
    .option('--workers <n>', 'how many mutants are checked at once (default: one for each core)', count)
    .option('--fresh', 'check again what is known from an earlier run')
    .option('--matrix', 'look for more claims that kill a mutant of a large model, not only the first')
    .option('--record', 'keep the kill matrix of each suite in docs/mutation, where `redhound docs` reads it')
    .option('--json', 'print one JSON document (schema/mutation.schema.json)')
    .action(async (wanted: string[], flags: MutateFlags) => {
      const { mutate } = await import('./mutate-command.ts');
      exitCode = await mutate(wanted, flags, terminal, signal);
    });
  withRoot(program.command('coverage'))
    .description('show what the exhaustive search goes through, suite by suite and in all')
    .addArgument(wantedSuites())
    .option('--max-states <n>', 'stop the search of each suite past so many states', count)
    .option('--time <duration>', 'stop each suite after this time: 500ms, 30s, 5m, 2h', time)
    .option('--no-variants', 'do not check the broken variants: nothing is said of what breaks properties')
    .option('--json', 'print one JSON document (schema/coverage.schema.json)')
    .action(async (wanted: string[], flags: CoverageFlags) => {
      const { coverage } = await import('./coverage-command.ts');
      exitCode = await coverage(wanted, flags, terminal, signal);
    });
  withRoot(program.command('docs'))
    .description('write pages about suites: agents, assumptions, properties, verdicts, coverage')
    .addArgument(wantedSuites())
    .option('-o, --output <folder>', 'where the pages are, below the root', 'docs/suites')
    .addOption(
      new Option('--max-states <n>', 'stop the search of each suite past so many states')
        .argParser(count)
        .default(1_000_000),
    )
    .option('--html <file>', 'write one HTML file in place of the pages')
    .option('--check', 'write nothing; fail where a page does not say what its models say')
    .action(async (wanted: string[], flags: DocsFlags) => {
      const { docs } = await import('./docs-command.ts');
      exitCode = await docs(wanted, flags, terminal, signal);
    });
  withRoot(program.command('list'))
    .description('show suites, what they claim, and their broken variants')
    .addArgument(wantedSuites())
    .option('--json', 'print one JSON document')
    .action(async (wanted: string[], flags: { json?: boolean; root: string }) => {
      const { list } = await import('./list-command.ts');
      exitCode = await list(wanted, flags, terminal);
    });
  withRoot(program.command('simulate'))
    .description('show one random run of a suite')
    .argument('<suite>', 'its name, or its file')
    .addOption(seedOption())
    .option('--max-steps <n>', 'end the run after so many moves', steps)
    .action(async (name: string, flags: SimulateFlags) => {
      const { simulate } = await import('./simulate-command.ts');
      exitCode = await simulate(name, flags, terminal);
    });
  withSuiteFile(program.command('replay'))
    .description('take the steps of a trace again, on the model as it is now')
    .argument('<trace.json>', 'a file that check wrote below .redhound/traces')
    .action(async (file: string, flags: TraceProject) => {
      const { replay } = await import('./replay-command.ts');
      exitCode = await replay(file, flags, terminal);
    });
  withSuiteFile(program.command('trace'))
    .description('show a trace, explained, in the form that is asked for')
    .argument('<trace.json>', 'a trace file')
    .addOption(
      new Option('--format <format>', 'in which form')
        .choices(TRACE_FORMATS.map(({ name }) => name))
        .default('terminal'),
    )
    .option('-o, --output <file>', 'write it to a file')
    .action(async (file: string, flags: TraceFlags) => {
      const { showTrace } = await import('./trace-command.ts');
      exitCode = await showTrace(file, flags, terminal);
    });
  withSuiteFile(program.command('shrink'))
    .description('make the run of a trace shorter')
    .argument('<trace.json>', 'a trace file; it stays as it is')
    .option('-o, --output <file>', 'write the shorter trace to a file')
    .action(async (file: string, flags: ShrinkFlags) => {
      const { shrink } = await import('./shrink-command.ts');
      exitCode = await shrink(file, flags, terminal);
    });
  withRoot(program.command('diff'))
    .description('show where two traces part')
    .argument('<a.json>', 'a trace file')
    .argument('<b.json>', 'another')
    .action(async (a: string, b: string, flags: { root: string }) => {
      const { diff } = await import('./diff-command.ts');
      exitCode = diff(a, b, flags, terminal);
    });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.wrong;
  }
  return exitCode;
}

const redhound = (terminal: Terminal): Command =>
  new Command('redhound')
    .description('Model-checks composed XState agents.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(usageError(text)),
    })
    .showHelpAfterError('`redhound --help` shows all commands and options.')
    .addHelpText('after', EXIT_CODES);

const withRoot = (command: Command): Command =>
  command.option('--root <folder>', 'the project: the folder that holds properties/', '.');

/** Of commands that take a trace, which names its suite and never says where its code is. */
const withSuiteFile = (command: Command): Command =>
  withRoot(command).option('--suite <file>', 'the file of its suite, where that is not below properties/');

// Fixed unless told, so that two runs of one command say the same.
const wantedSuites = (): Argument =>
  new Argument('[suite-or-file...]', 'names of suites, their files, or folders of them').default([], 'all');

const suiteElse = (otherwise: number | string): string =>
  `default: the suite's own, else ${typeof otherwise === 'number' ? figure(otherwise) : otherwise}`;

const seedOption = (): Option =>
  new Option('--seed <n>', "seed of all random choices, or 'random'").argParser(seed).default(DEFAULTS.seed);

/** Commander's message in the form of all our errors. */
const usageError = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/^error: /, '[USAGE] ');

const EXIT_CODES = `
Exit codes: 0 all as expected, 1 something is not, 2 the command or the model is wrong,
3 an exhaustive search ended before it could tell, 130 interrupted.`;
