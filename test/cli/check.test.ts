/** What `check` prints, where, with which exit code, and which files it leaves behind. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ended, project, redhound, rooms } from './redhound.ts';

const FEW = ['--runs', '200'];
const DARK = '.redhound/traces/dark/stays-dark.exhaustive.json';

interface Document {
  ok: boolean;
  interrupted: boolean;
  seed: number;
  suites: {
    name: string;
    complete: boolean;
    properties: { id: string; verdict: string; counterexample?: { steps: number; file: string } }[];
    variants: { name: string; caught: boolean; steps: number; file: string }[];
  }[];
}
const documentOf = ({ stdout }: Ended) => JSON.parse(stdout) as Document;

describe('exit codes', () => {
  test.each<[number, string[]]>([
    [0, ['check', 'lamp', ...FEW]],
    [0, ['check', 'properties/lamp.suite.ts', '--mode', 'random', ...FEW]],
    [1, ['check', 'dark', ...FEW]],
    [1, ['check', ...FEW]],
    [3, ['check', 'lamp', '--no-variants', '--mode', 'exhaustive', '--max-states', '2']],
  ])('%i of %j', async (code, words) => {
    const ended = await redhound(words, { cwd: rooms() });
    expect(ended.code, ended.stderr).toBe(code);
  });
});

test('a folder stands for the suite files in it and below it', async () => {
  const again =
    "import suite from '../../../properties/lamp.suite.ts';\nexport default { ...suite, name: 'again' };\n";
  const cwd = rooms({ 'packages/a/test/again.suite.ts': again });
  for (const folder of ['packages/a/test', './packages']) {
    const ended = await redhound(['check', folder, '--json', ...FEW], { cwd });
    expect(
      documentOf(ended).suites.map(({ name }) => name),
      ended.stderr,
    ).toEqual(['again']);
  }
});

test('a violation is printed from the sentence to the command, and the command works', async () => {
  const cwd = rooms();
  const { stdout } = await redhound(['check', 'dark', ...FEW], { cwd });
  const inOrder = [
    'stays-dark',
    'The lamp is never on.',
    'declared at properties/dark.suite.ts:11',
    '0  0 s  start',
    '1  0 s  environment lamp PRESS',
    'lamp: off → on',
    'values read:',
    `replay: npx redhound replay ${DARK}`,
    'seed=20120229 suite=dark',
  ].map((text) => stdout.indexOf(text));
  expect(inOrder).not.toContain(-1);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));

  const replayed = await redhound(['replay', DARK], { cwd });
  expect(replayed.code).toBe(1);
  expect(replayed.stdout).toContain('reproduced: dark, stays-dark is violated after 1 step');
});

test('bits in place of states prove nothing, and say how much they may have left out', async () => {
  const bits = ['--mode', 'exhaustive', '--bitstate', '16'];
  const dark = await redhound(['check', 'dark', ...bits], { cwd: rooms() });
  expect(dark.code).toBe(1);
  expect(dark.stdout).toContain('stays-dark: violated after 1 step');
  expect(dark.stdout).toContain('no-agent-fails: no counterexample in 10 states; any other was left out');
  expect(dark.stdout).toMatch(/not complete:\s+a\s+state\s+was\s+left\s+out/);

  const lamp = await redhound(['check', 'lamp', '--no-variants', ...bits, '--json'], { cwd: rooms() });
  expect(lamp.code).toBe(3);
  const { ok, suites } = JSON.parse(lamp.stdout);
  expect(ok).toBe(false);
  expect(suites[0].complete).toBe(false);
  expect(suites[0].omission).toBeLessThan(1e-9);
  const verdicts = suites[0].properties.map(
    ({ modes }: { modes: { exhaustive: { verdict: string; because: string } } }) => modes.exhaustive,
  );
  expect(verdicts).toContainEqual({
    verdict: 'inconclusive',
    because: 'a bitstate search tells of single states only',
  });
});

test('the command that is printed takes the root along', async () => {
  const root = rooms();
  const cwd = join(root, 'properties');
  const { stdout } = await redhound(['check', 'dark', '--root', '..', ...FEW], { cwd });
  const command = /npx redhound (replay .*)/.exec(stdout)![1]!;
  expect(command).toBe(`replay --root .. ../${DARK}`);
  expect((await redhound(command.split(' '), { cwd })).code).toBe(1);
});

test('a variant is caught, and its trace replays', async () => {
  const cwd = rooms();
  const document = documentOf(await redhound(['check', 'lamp', '--json', ...FEW], { cwd }));
  const variant = document.suites[0]!.variants[0]!;
  expect(variant).toMatchObject({ name: 'two-minutes', caught: true });
  const replayed = await redhound(['replay', variant.file], { cwd });
  expect(replayed.code, replayed.stderr).toBe(1);
  expect(replayed.stdout).toContain('lamp, variant two-minutes');
});

describe('--json', () => {
  test('prints one document and nothing else, the same for the same seed', async () => {
    const words = ['check', '--json', '--seed', '7', ...FEW];
    const [one, two] = [await redhound(words, { cwd: rooms() }), await redhound(words, { cwd: rooms() })];
    const document = documentOf(one);
    expect(document).toMatchObject({ ok: false, interrupted: false, seed: 7 });
    expect(document.suites.map(({ name }) => name)).toEqual(['dark', 'lamp']);
    expect(document.suites[0]!.properties.find(({ id }) => id === 'stays-dark')).toMatchObject({
      verdict: 'violated',
      counterexample: { steps: 1, file: DARK },
    });
    const withoutCost = ({ stdout }: Ended) => stdout.replaceAll(/"elapsedMs": .*/g, '');
    expect(withoutCost(two)).toBe(withoutCost(one));
  });

  test('a chosen seed is said', async () => {
    const { stdout } = await redhound(['check', 'lamp', '--json', '--seed', 'random', ...FEW], {
      cwd: rooms(),
    });
    expect((JSON.parse(stdout) as Document).seed).not.toBe(20120229);
  });
});

test('--property checks the suites that have it', async () => {
  const words = ['check', '--property', 'goes-out', '--json', ...FEW];
  const document = documentOf(await redhound(words, { cwd: rooms() }));
  expect(document.suites.map(({ name, properties }) => [name, properties.map(({ id }) => id)])).toEqual([
    ['lamp', ['goes-out']],
  ]);
});

test('--bail stops at the first finding, and says what was not checked', async () => {
  const ended = await redhound(['check', '--bail', '--json', ...FEW], { cwd: rooms() });
  expect(ended.code).toBe(1);
  expect(documentOf(ended).suites.map(({ name }) => name)).toEqual(['dark']);
  expect(ended.stderr).toContain('Not checked: lamp.');
});

describe('files', () => {
  test('traces are the only ones written, the same in two runs, and no green run writes any', async () => {
    const filesBelow = (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .sort();
    const cwd = rooms();
    const traces = join(cwd, '.redhound/traces');
    await redhound(['check', 'lamp', '--no-variants', ...FEW], { cwd });
    expect(existsSync(join(cwd, '.redhound'))).toBe(false);
    await redhound(['check', ...FEW], { cwd });
    expect(filesBelow(traces)).toEqual([
      'dark/stays-dark.exhaustive.json',
      'dark/stays-dark.random.json',
      'lamp/two-minutes--goes-out.exhaustive.json',
      'lamp/two-minutes--goes-out.random.json',
    ]);
    const texts = () => filesBelow(traces).map((file) => readFileSync(join(traces, file), 'utf8'));
    const before = texts();
    expect(before.join()).not.toContain(cwd);
    await redhound(['check', ...FEW], { cwd });
    expect(texts()).toEqual(before);
  });

  test.each([
    ['.redhound', ''],
    ['.redhound/traces', '.redhound'],
    [DARK, '.redhound/traces/dark'],
  ])('a symbolic link at %s is not followed', async (link, folder) => {
    const outside = project({ 'precious.json': 'precious' });
    const cwd = rooms();
    mkdirSync(join(cwd, folder), { recursive: true });
    symlinkSync(link === DARK ? join(outside, 'precious.json') : outside, join(cwd, link));
    const { code, stdout, stderr } = await redhound(['check', 'dark', ...FEW], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /\[USAGE\] \.redhound\/traces\/dark\/.*: the trace cannot be written: .* a symbolic link/,
    );
    expect(stdout).toContain('The lamp is never on.');
    expect(readdirSync(outside).sort()).toEqual(['node_modules', 'precious.json']);
    expect(readFileSync(join(outside, 'precious.json'), 'utf8')).toBe('precious');
  });
});

describe('a trace of another model', () => {
  test.each<[string, RegExp]>([
    ['"suite": "dark"=>"suite": "light"', /there is no suite 'light'/],
    ['"id": "stays-dark"=>"id": "stays-light"', /suite 'dark' has no property 'stays-light'/],
    ['"suite": "dark"=>"suite": "dark", "variant": "v"', /suite 'dark' has no variant 'v'/],
    [
      'environment lamp PRESS=>environment lamp KICK',
      /step 1 does not fit the model: 'environment lamp KICK' is not enabled/,
    ],
    ['"version": 1=>"version": 2', /the trace has version 2/],
    ['}=>', /truncated|no JSON/],
  ])('%s', async (edit, message) => {
    const cwd = rooms();
    await redhound(['check', 'dark', ...FEW], { cwd });
    const [from, to] = edit.split('=>') as [string, string];
    const edited = readFileSync(join(cwd, DARK), 'utf8').replace(from, to);
    writeFileSync(join(cwd, 'edited.json'), edited);
    const { code, stdout, stderr } = await redhound(['replay', 'edited.json'], { cwd });
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^\[TRACE_INVALID\] edited\.json: /);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

test.each<[string, () => string, RegExp]>([
  ['of 50 MB', () => `"${'x'.repeat(50_000_000)}"`, /larger than 32 MB/],
  ['nested a million times', () => '['.repeat(1_000_000), /nests deeper than 32 levels/],
  ['with __proto__', () => '{"__proto__": {"polluted": 1}}', /has a key '__proto__'/],
  ['that is empty', () => '', /the file is empty/],
  ['that is no text', () => '\ud800', /no JSON/],
])('a trace %s is refused', async (_, text, message) => {
  const cwd = rooms({ 'hostile.json': text() });
  const { code, stdout, stderr } = await redhound(['replay', 'hostile.json'], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr.split('\n').length).toBeLessThanOrEqual(3);
});

test.runIf(existsSync('/dev/zero'))('a device without end is no trace', async () => {
  const { code, stderr } = await redhound(['replay', '/dev/zero'], { cwd: rooms() });
  expect(code).toBe(2);
  expect(stderr).toMatch(/larger than 32 MB/);
});

test('simulate shows one run, the same for the same seed', async () => {
  const words = ['simulate', 'lamp', '--seed', '3', '--max-steps', '5'];
  const [one, two] = [await redhound(words, { cwd: rooms() }), await redhound(words, { cwd: rooms() })];
  expect(one.code, one.stderr).toBe(0);
  expect(one.stdout).toMatch(/^lamp: one run/);
  expect(one.stdout.trimEnd().split('\n').at(-1)).toMatch(/^seed=3 suite=lamp steps=[1-5]$/);
  expect(two.stdout).toBe(one.stdout);
});
