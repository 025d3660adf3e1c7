#!/usr/bin/env node
/**
 * The executable: the real process around `run`.
 */
import { endedEarly } from './early-end.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { errorText } from './print-error.ts';
import { run } from './program.ts';
import { terminalOf, unprinted } from './terminal.ts';
import { delayGrowthOfYoungGeneration } from './young-generation.ts';

delayGrowthOfYoungGeneration();

const terminal = terminalOf(process);

/** What the command has come to; undefined until then, which is no success. */
let outcome: ExitCode | undefined;
// Not `process.exitCode` from the beginning: commander takes that for what its help is to end with.
process.on('exit', () => {
  process.exitCode = outcome ?? fail(endedEarly());
});

function fail(error: unknown): ExitCode {
  terminal.redraw('');
  terminal.note(errorText(error, process.env.REDHOUND_DEBUG === '1'));
  return EXIT.wrong;
}

/** Ends the process once all output is out, whatever timers and servers a model has left running. */
function end(exitCode: ExitCode): void {
  outcome ??= exitCode;
  process.stdout.write('', () => {
    const error = unprinted(process.stdout);
    if (error !== undefined) outcome = fail(error);
    process.stderr.write('', () => process.exit());
  });
}

// Models may print; standard output is for our data.
console.log = console.info = console.debug = console.error;
process.on('uncaughtException', (error) => end(fail(error)));

/** npm passes Ctrl-C on to what it runs, and the terminal has sent it already: that makes two, but one wish. */
const ONE_WISH_MS = 500;

// The first Ctrl-C asks for the partial report, the second kills.
const interruption = new AbortController();
let interruptedAt = Number.POSITIVE_INFINITY;
process.on('SIGINT', () => {
  if (!interruption.signal.aborted) {
    interruptedAt = performance.now();
    interruption.abort();
  } else if (performance.now() - interruptedAt > ONE_WISH_MS) {
    outcome = EXIT.interrupted;
    process.exit();
  }
});

run(process.argv.slice(2), terminal, interruption.signal).catch(fail).then(end);
