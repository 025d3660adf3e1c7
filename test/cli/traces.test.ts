/** What one does with a trace file: show it in every form, make it shorter, compare it; and failures that are kept. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { loadSuites } from '../../src/cli/load-suites.ts';
import { parseTrace } from '../../src/trace/trace-file.ts';
import { retakeTrace } from '../../src/verdict/retake-trace.ts';
import { project, redhound } from './redhound.ts';

/** A lamp that is never to be on, and can be. */
const lamp = (guarded: boolean): string => `
  import { createMachine } from 'xstate';
  import { defineSuite, defineSystem, propertiesOf } from 'redhound';
  const lamp = createMachine({
    initial: 'off',
    states: {
      off: { on: { PRESS: ${guarded ? "{ target: 'on', guard: () => false }" : "'on'"}, KNOCK: {} } },
      on: { on: { PRESS: 'off' } },
    },
  });
  const system = defineSystem({
    name: 'lamp',
    agents: { lamp },
    environment: [
      { agent: 'lamp', event: { type: 'PRESS' }, budget: 'any' },
      { agent: 'lamp', event: { type: 'KNOCK' }, budget: 'any' },
    ],
  });
  const { agent, claim, never } = propertiesOf(system);
  const dark = claim('dark', { statement: 'The lamp is never on.', formula: never(agent('lamp').matches('on')) });
  export default defineSuite({ name: 'lamp', system, properties: [dark] });
`;
const SUITE = 'properties/lamp.suite.ts';
const DARK = '.redhound/traces/lamp/dark.exhaustive.json';
const FAILURES = '.redhound/failures/lamp/dark';

async function checked(): Promise<string> {
  const cwd = project({ [SUITE]: lamp(false) });
  expect((await redhound(['check'], { cwd })).code).toBe(1);
  return cwd;
}

test('the command that replays a trace names the file of a suite that is not found by its name', async () => {
  const cwd = project({ 'lamps/lamp.suite.ts': lamp(false) });
  const checked = await redhound(['check', 'lamps/lamp.suite.ts', '--mode', 'exhaustive'], { cwd });
  const command = `npx redhound replay --suite lamps/lamp.suite.ts ${DARK}`;
  expect(checked.stdout).toContain(`replay: ${command}\n`);
  const words = command.split(' ').slice(2);
  const replayed = await redhound(words, { cwd });
  expect(replayed.code).toBe(1);
  expect(replayed.stdout).toContain(`replay: ${command}\n`);
  const inside = ['--root', '..', '--suite', 'lamp.suite.ts', `../${DARK}`];
  for (const verb of ['replay', 'shrink']) {
    const { stdout } = await redhound([verb, ...inside], { cwd: join(cwd, 'lamps') });
    expect(stdout).toContain(`replay: npx redhound replay ${inside.join(' ')}\n`);
  }
  const without = await redhound(['replay', DARK], { cwd });
  // There is no suite at all, and so none to suggest.
  expect(without.stderr).toMatch(/there is no suite 'lamp'.*\n.*name it: --suite <file>\.\n$/);
});

describe('trace', () => {
  test('explains in the terminal, and writes every other form to a file', async () => {
    const cwd = await checked();
    const shown = await redhound(['trace', DARK], { cwd });
    expect(shown.stdout).toContain('Every step matters');
    expect(shown.stdout).toContain('The nearest run that does not violate it parts in step 1');
    expect(shown.code).toBe(0);
    for (const format of ['markdown', 'itf', 'shiviz', 'vitest', 'json']) {
      const { code, stderr } = await redhound(['trace', DARK, '--format', format, '-o', `out.${format}`], {
        cwd,
      });
      expect([code, stderr]).toEqual([0, '']);
      expect(readFileSync(join(cwd, `out.${format}`), 'utf8').length).toBeGreaterThan(50);
    }
    expect(readdirSync(cwd).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  test('nothing of this machine is in what is written to be passed on', async () => {
    const cwd = await checked();
    // The others hold no trace.
    const forms = ['html', 'vitest', 'json'];
    for (const format of forms) {
      await redhound(['trace', DARK, '--format', format, '-o', `out.${format}`], { cwd });
    }
    await redhound(['shrink', DARK, '-o', 'out.shrunk'], { cwd });
    for (const form of [...forms, 'shrunk']) {
      expect(readFileSync(join(cwd, `out.${form}`), 'utf8').includes(cwd), form).toBe(false);
    }
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toContain(`"declaredAt": "${SUITE}:`);
  });

  test('a folder that is not there is a mistake in a sentence, and an unknown form too', async () => {
    const cwd = await checked();
    const nowhere = await redhound(['trace', DARK, '-o', 'no/such/folder.md'], { cwd });
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      expect.stringContaining('cannot be written (ENOENT)'),
    ]);
    const unknown = await redhound(['trace', DARK, '--format', 'pdf'], { cwd });
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('terminal, markdown, html, itf'),
    ]);
  });

  test('the regression test that it writes runs: it fails as long as the model does, and passes then', async () => {
    const cwd = await checked();
    const entry = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
    writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
    await redhound(['trace', DARK, '--format', 'vitest', '-o', 'dark.test.ts'], { cwd });
    const config = `export default { resolve: { alias: { redhound: ${JSON.stringify(entry)} } } };`;
    writeFileSync(join(cwd, 'vitest.config.js'), config);
    const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
    const run = (): { readonly status: number | null; readonly stdout: string } =>
      spawnSync(process.execPath, [vitest, 'run', 'dark.test.ts'], {
        cwd,
        encoding: 'utf8',
        timeout: 60_000,
        env: { PATH: process.env['PATH'] },
      });
    expect(run()).toMatchObject({ status: 1, stdout: expect.stringContaining('1 failed') });
    writeFileSync(join(cwd, SUITE), lamp(true));
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining('1 passed') });
  }, 150_000);
});

test('shrink: the shortest run, to a file of its own; the other stays', async () => {
  const cwd = await checked();
  const trace = JSON.parse(
    readFileSync(join(cwd, '.redhound/traces/lamp/dark.random.json'), 'utf8'),
  ) as object;
  const before = readFileSync(join(cwd, DARK), 'utf8');
  const shrunk = await redhound(['shrink', DARK, '-o', 'short.json'], { cwd });
  expect(shrunk.stdout).toMatch(
    /^1 step, as before: shortest; no run with fewer steps violates the property\./,
  );
  expect(readFileSync(join(cwd, DARK), 'utf8')).toBe(before);
  expect(JSON.parse(readFileSync(join(cwd, 'short.json'), 'utf8'))).toMatchObject({
    shrink: { from: 1, reached: 'shortest' },
  });
  expect(trace).toMatchObject({ shrink: { reached: 'shortest', original: expect.any(Array) } });
});

test('json: the trace again, with what its explanation says; it replays as before', async () => {
  const cwd = await checked();
  await redhound(['trace', DARK, '--format', 'json', '-o', 'told.json'], { cwd });
  expect(JSON.parse(readFileSync(join(cwd, 'told.json'), 'utf8'))).toMatchObject({
    steps: [{ label: 'environment lamp PRESS', causes: [], relevant: true }],
    obligations: [],
  });
  const [replayed, same] = [
    await redhound(['replay', 'told.json'], { cwd }),
    await redhound(['diff', DARK, 'told.json'], { cwd }),
  ];
  expect([replayed.code, same.code]).toEqual([1, 0]);
});

test('what is possible: an example stays as it is, and its regression test asks that it remains one', async () => {
  const lit = `claim('lit', { statement: 'The lamp can be on.', formula: sometimes(agent('lamp').matches('on')) })`;
  const suite = lamp(false).replace('never }', 'never, sometimes }').replace('[dark]', `[dark, ${lit}]`);
  const cwd = project({ [SUITE]: suite });
  await redhound(['check'], { cwd });
  const example = '.redhound/traces/lamp/lit.exhaustive.json';
  const shrunk = await redhound(['shrink', example], { cwd });
  expect([shrunk.code, shrunk.stdout]).toEqual([
    0,
    expect.stringMatching(/^1 step, as before: what is possible/),
  ]);
  const told = await redhound(['trace', example], { cwd });
  expect(told.stdout).toContain('No run with fewer moves shows it');
  const markdown = await redhound(['trace', example, '--format', 'markdown'], { cwd });
  expect(markdown.stdout).toContain('## What it shows');
  const test = await redhound(['trace', example, '--format', 'vitest'], { cwd });
  expect(test.stdout).toContain("toMatchObject({ kind: 'shown' })");
  const trace = parseTrace(readFileSync(join(cwd, example), 'utf8'), example);
  const { suite: loaded } = (await loadSuites(cwd, [join(cwd, SUITE)]))[0]!;
  expect(retakeTrace(trace, loaded).kind).toBe('shown');
});

test('diff: 0 for the same run, 1 for another, with the step in which they part', async () => {
  const cwd = await checked();
  const same = await redhound(['diff', DARK, DARK], { cwd });
  expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('the same run of the same claim')]);
  const text = readFileSync(join(cwd, DARK), 'utf8').replace(
    'environment lamp PRESS',
    'environment lamp KICK',
  );
  writeFileSync(join(cwd, 'other.json'), text);
  const other = await redhound(['diff', DARK, 'other.json'], { cwd });
  expect(other.code).toBe(1);
  expect(other.stdout).toContain('− step 1: environment lamp PRESS at 0 s');
  expect(other.stdout).toContain('+ step 1: environment lamp KICK at 0 s');
});

test('replay says in which step and field a changed model differs', async () => {
  const cwd = await checked();
  writeFileSync(join(cwd, SUITE), lamp(false).replace("PRESS: 'on'", "PRESS: 'off'"));
  const { code, stderr } = await redhound(['replay', DARK], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("step 1 does not fit the model: 'environment lamp PRESS' leads to another state");
  expect(stderr).toContain(
    'lamp became on then, and nothing else now; the declaration of the system has changed too',
  );
});

describe('kept failures', () => {
  const kept = (cwd: string): string[] => readdirSync(join(cwd, FAILURES));
  const content = (cwd: string): object =>
    JSON.parse(readFileSync(join(cwd, FAILURES, kept(cwd)[0]!), 'utf8')) as object;

  test('kept when a claim fails, taken again first, a regression once fixed, and a finding when it comes back', async () => {
    const cwd = await checked();
    expect(kept(cwd)).toEqual([expect.stringMatching(/^[0-9a-f]{8}\.json$/)]);
    const names = kept(cwd);

    const again = await redhound(['check'], { cwd });
    expect(again.code).toBe(1);
    expect(again.stdout.indexOf('✗ dark still fails')).toBeGreaterThan(-1);
    expect(again.stdout.indexOf('still fails')).toBeLessThan(again.stdout.indexOf('counterexample'));
    expect(kept(cwd)).toEqual(names);

    writeFileSync(join(cwd, SUITE), lamp(true));
    const fixed = await redhound(['check'], { cwd });
    expect([fixed.code, fixed.stdout]).toEqual([
      0,
      expect.stringContaining('✓ dark is fixed, and kept as a regression test'),
    ]);
    expect(content(cwd)).toMatchObject({ expect: 'pass' });
    const passes = await redhound(['check'], { cwd });
    expect([passes.code, passes.stdout]).toEqual([
      0,
      expect.stringContaining('1 kept failure taken again, 1 fixed for good'),
    ]);

    writeFileSync(join(cwd, SUITE), lamp(false));
    const back = await redhound(['check'], { cwd });
    expect([back.code, back.stdout]).toEqual([
      1,
      expect.stringContaining('✗ dark was fixed, and fails again'),
    ]);
    expect(content(cwd)).not.toHaveProperty('expect');
  });

  test('nothing is kept where all is as expected, and nothing of this machine is in what is kept', async () => {
    const cwd = project({ [SUITE]: lamp(true) });
    expect((await redhound(['check'], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, '.redhound/failures'))).toBe(false);
    const failing = await checked();
    expect(JSON.stringify(content(failing))).not.toContain(failing);
  });

  test.each([
    ['truncated', (text: string) => text.slice(0, 200)],
    ['edited', (text: string) => text.replace('"steps"', '"leaps"')],
    ['foreign', () => '{"format": "other/trace"}'],
    ['of another version', (text: string) => text.replace('"version": 1', '"version": 0')],
    ['enormous', () => `"${'x'.repeat(33 * 1024 * 1024)}"`],
  ])('a file that is %s is named and stays as it is; the check goes on', async (_, spoil) => {
    const cwd = await checked();
    const file = join(cwd, FAILURES, kept(cwd)[0]!);
    const spoilt = spoil(readFileSync(file, 'utf8'));
    writeFileSync(file, spoilt);
    const traces = globSync('.redhound/traces/**/*.json', { cwd, dot: true }).sort();
    for (const verb of ['replay', 'trace', 'shrink']) {
      const { code, stderr } = await redhound([verb, file], { cwd });
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^\[TRACE_INVALID\] /)]);
    }
    expect(globSync('.redhound/traces/**/*.json', { cwd, dot: true }).sort()).toEqual(traces);
    const { code, stdout } = await redhound(['check'], { cwd });
    expect([code, stdout]).toEqual([1, expect.stringContaining('cannot be taken again: ')]);
  });

  test('a predicate that fails is told with its file, whether a failure is kept or not', async () => {
    const cwd = await checked();
    writeFileSync(
      join(cwd, SUITE),
      lamp(true).replace("agent('lamp').matches('on')", "() => { throw new Error('no'); }"),
    );
    const kept = await redhound(['check'], { cwd });
    rmSync(join(cwd, '.redhound'), { recursive: true });
    const none = await redhound(['check'], { cwd });
    for (const { code, stderr } of [kept, none]) {
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(`[PREDICATE_FAILED] ${SUITE}, property 'dark'`),
      ]);
    }
  });

  test('a draft that a crash left is no failure, and is not read', async () => {
    const cwd = await checked();
    mkdirSync(join(cwd, FAILURES), { recursive: true });
    writeFileSync(join(cwd, FAILURES, 'abcd.json.1.tmp'), '{');
    expect((await redhound(['check'], { cwd })).stdout).toContain('1 kept failure taken again');
  });
});
