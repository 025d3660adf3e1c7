/** Output is for its reader: a narrow terminal, a pipe that closes, colour only where it is wanted, Ctrl-C. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { wantsColour, widthOf } from '../../src/cli/terminal.ts';
import { project, redhound, rooms } from './redhound.ts';

const CHECK = ['check', 'dark', '--runs', '200'];
const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const ESCAPE = '\u001b[';

test('a pipe gets no colour, and progress in plain lines on stderr', async () => {
  const { stdout, stderr } = await redhound(CHECK, { cwd: rooms() });
  expect(stdout).not.toContain(ESCAPE);
  expect(stderr).not.toContain(ESCAPE);
  expect(stderr).toMatch(/^dark, exhaustive: /m);
  expect(stdout).not.toContain('dark, exhaustive');
});

test('colour can be asked for, and changes no word', async () => {
  // A folder each: the second check in one would begin with the failure that the first one kept.
  const plain = await redhound(CHECK, { cwd: rooms() });
  const coloured = await redhound(CHECK, { cwd: rooms(), env: { FORCE_COLOR: '1' } });
  expect(coloured.stdout).toContain(ESCAPE);
  const words = (text: string) => stripVTControlCharacters(text).replace(/cost .*/, '');
  expect(words(coloured.stdout)).toBe(words(plain.stdout));
});

test('a narrow terminal', async () => {
  const { stdout } = await redhound(CHECK, { cwd: rooms(), env: { COLUMNS: '40' } });
  const long = stdout.split('\n').filter((line) => line.length > 40);
  for (const line of long) expect(line).toMatch(/replay|^seed=|declared at|\.json$|dead letters/);
});

test.each<[boolean, Record<string, string>, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('terminal %s with %j: colour %s', (isTerminal, env, colour) => {
  expect(wantsColour(isTerminal, env)).toBe(colour);
});

test.each<[number | undefined, Record<string, string>, number]>([
  [undefined, {}, 80],
  [200, {}, 80],
  [40, {}, 40],
  [3, {}, 20],
  [undefined, { COLUMNS: '50' }, 50],
  [undefined, { COLUMNS: 'x' }, 80],
  [0, {}, 80],
])('%s columns with %j: %i', (columns, env, width) => {
  expect(widthOf(columns, env)).toBe(width);
});

test('a reader that goes away is no failure: the exit code still tells', async () => {
  const cwd = rooms();
  const child = spawn(process.execPath, [MAIN, ...CHECK], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).not.toContain('EPIPE');
  expect(code).toBe(1);
});

test
  .skipIf(!existsSync('/dev/full'))
  .each([['list'], ['check', 'dark', '--runs', '200'], ['check', 'lamp', '--json', '--mode', 'exhaustive']])(
  'output that cannot be written is no success: %s',
  async (...words) => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [MAIN, ...words], {
      cwd: rooms(),
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    const stderr = text(child.stderr!);
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2);
    expect(await stderr).toMatch(
      /^\[USAGE\] standard output could not be written \(ENOSPC\), and what was printed is not all\.\nMake room/m,
    );
  },
);

describe('Ctrl-C', () => {
  test.each([
    { mode: 'exhaustive', words: ['--max-states', '100000000'] },
    { mode: 'random', words: ['--runs', '100000000'] },
  ])('during the $mode search prints the partial report and exits with 130', async ({ mode, words }) => {
    const cwd = project({}, 'endless');
    const started = new RegExp(`counters, ${mode}`);
    let interrupted = false;
    const ended = await redhound(['check', '--json', '--mode', mode, ...words], {
      cwd,
      onNote(text, kill) {
        if (interrupted || !started.test(text)) return;
        interrupted = true;
        setTimeout(() => {
          kill('SIGINT');
          // As npm does, which passes on what the terminal has sent already.
          setTimeout(() => kill('SIGINT'), 5);
        }, 300);
      },
    });
    expect(ended.code, ended.stderr).toBe(130);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ok: false,
      interrupted: true,
      suites: [{ name: 'counters', complete: false }],
    });
  });
});
