/**
 * Where output goes: data to stdout, progress and errors to stderr, in colour only where colour is wanted.
 */
import { relative, resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Page } from '../report/page.ts';
import { ModelError } from '../system/model-error.ts';
import { isFoundByName } from './load-suites.ts';

const WIDEST = 80;
const NARROWEST = 20;

type Environment = Readonly<Record<string, string | undefined>>;

/** The parts of a process that commands use. */
export interface Terminal {
  readonly cwd: string;
  /** Prints data, with a newline. */
  print(text: string): void;
  /** Prints to stderr, with a newline. */
  note(text: string): void;
  /** Redraws the line that progress is shown on; `''` clears it. Does nothing where stderr is no terminal. */
  redraw(line: string): void;
  /** Whether `redraw` shows anything. */
  readonly live: boolean;
  /**
   * How reports on the project at `root` are set.
   *
   * @param suiteFile of the suite that they are about, relative to the root
   */
  page(root: string, suiteFile?: string): Page;
}

export function terminalOf({ stdout, stderr, env, cwd }: NodeJS.Process): Terminal {
  // Whether all of it was written is asked once, in the end: see `unprinted`. Of stderr nobody can be told.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const here = cwd();
  const coloured = wantsColour(stdout.isTTY === true, env);
  const live = stderr.isTTY === true && env.TERM !== 'dumb';
  return {
    cwd: here,
    print: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    redraw: (line) =>
      void (live && stderr.write(`\r\u001b[K${line.slice(0, (stderr.columns || WIDEST) - 1)}`)),
    live,
    page: (root, suiteFile) => ({
      width: widthOf(stdout.columns, env),
      paint: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
      root,
      replayCommand: (file) => replayCommand(here, root, file, suiteFile),
    }),
  };
}

/**
 * Why not all data could be printed; undefined where it was. A reader that has seen enough (`| head`) is no failure: the
 * exit code still says what was found.
 */
export function unprinted({ errored }: NodeJS.WriteStream): ModelError | undefined {
  const code = (errored as NodeJS.ErrnoException | null)?.code;
  if (code === undefined || code === 'EPIPE') return undefined;
  return new ModelError(
    'USAGE',
    `standard output could not be written (${code}), and what was printed is not all.`,
    'Make room for it, or print elsewhere, and run the command again.',
  );
}

/** As Node decides it: FORCE_COLOR goes before NO_COLOR, and both before what the stream is. */
export function wantsColour(isTerminal: boolean, env: Environment): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTerminal && env.TERM !== 'dumb';
}

/** The width of the terminal, or what COLUMNS says; never wider than is good to read. */
export function widthOf(columns: number | undefined, env: Environment): number {
  const width = columns ?? Number(env.COLUMNS ?? WIDEST);
  return Number.isInteger(width) && width > 0 ? Math.min(WIDEST, Math.max(NARROWEST, width)) : WIDEST;
}

/** A command line that can be copied: `file` is relative to `root`, the command to where the user is. */
function replayCommand(cwd: string, root: string, file: string, suiteFile?: string): string {
  const folder = relative(cwd, root);
  const fromHere = (path: string): string => (folder === '' ? path : relative(cwd, resolve(root, path)));
  const words = [
    ...(folder === '' ? [] : ['--root', folder]),
    ...(suiteFile === undefined || isFoundByName(suiteFile) ? [] : ['--suite', fromHere(suiteFile)]),
    fromHere(file),
  ];
  return ['npx redhound replay', ...words.map(quoted)].join(' ');
}

const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
