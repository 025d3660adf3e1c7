/** A command that is wrong gets one clear error on stderr, exit code 2, and does nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project, redhound, rooms } from './redhound.ts';

const refused = async (words: readonly string[], cwd: string): Promise<string> => {
  const { code, stdout, stderr } = await redhound(words, { cwd });
  expect(code, stderr).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^ +at /m);
  expect(existsSync(join(cwd, '.redhound'))).toBe(false);
  return stderr;
};

describe('usage', () => {
  test.each<[string[], RegExp]>([
    [[], /Usage: redhound/],
    [['chek'], /\[USAGE\] unknown command 'chek'\n\(Did you mean check\?\)/],
    [['check', '--sede', '1'], /\[USAGE\] unknown option '--sede'\n\(Did you mean --seed\?\)/],
    [['check', '--mode', 'dfs'], /Allowed choices are exhaustive, random, both/],
    [['check', '--seed', 'x'], /a whole number from -2147483648 to 2147483647 or 'random'/],
    [['check', '--seed', '99999999999'], /whole number/],
    [['check', '--runs', '0'], /a whole number from 1 on/],
    [['check', '--max-steps', '1e9'], /a whole number from 1 to 100000/],
    [['check', '--time', '30'], /a number and a unit: 500ms, 30s, 5m, 2h/],
    [['check', '--memory', '-1'], /whole number/],
    [['check', '--bitstate', '4000'], /a whole number from 1 to 3800/],
    [['check', 'lmap'], /there is no suite 'lmap'\.\nDid you mean 'lamp'\? Known: dark, lamp\./],
    [['check', 'properties/lmap.suite.ts'], /there is no file 'properties\/lmap\.suite\.ts'/],
    [
      ['check', './node_modules/.bin'],
      /there is no suite file in the folder '\.\/node_modules\/\.bin'\.\nGive a folder/,
    ],
    [['check', '--property', 'goes-ou'], /there is no property 'goes-ou'\.\nDid you mean 'goes-out'\?/],
    [['check', '--root', 'nowhere'], /'nowhere' is no folder/],
    [['simulate'], /missing required argument 'suite'/],
    [['simulate', 'x\u001b[31m'], /there is no suite 'x\\u\{1b\}\[31m'/],
    [['replay'], /missing required argument/],
    [['replay', 'nothing.json'], /\[TRACE_INVALID\] nothing\.json: there is no such file/],
    [['replay', 'properties'], /this is a folder/],
  ])('%j', async (words, message) => {
    expect(await refused(words, rooms())).toMatch(message);
  });

  test('no suites at all', async () => {
    expect(await refused(['check'], project())).toMatch(
      /there is no suite: no file matches properties\/\*\*\/\*\.suite\.\{ts,mts,js,mjs\}/,
    );
  });

  test('help and version are no errors', async () => {
    const cwd = project();
    for (const words of [['--help'], ['check', '--help'], ['help', 'replay'], ['--version']]) {
      const { code, stdout, stderr } = await redhound(words, { cwd });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).not.toBe('');
    }
  });
});

describe('suite files that cannot be used', () => {
  const trouble = (text: string, more: Record<string, string> = {}) =>
    refused(['list'], rooms({ 'properties/trouble.suite.ts': text, ...more }));

  test('one that does not compile', async () => {
    expect(await trouble('const a: number = 1;\nconst b = ;\n')).toMatch(
      /^\[SUITE_INVALID\] properties\/trouble\.suite\.ts:2:10: the file does not compile: Unexpected token\./,
    );
  });

  test('one whose model does not compile', async () => {
    const text = "import '../model.ts';\nexport default 1;\n";
    expect(await trouble(text, { 'model.ts': 'export const = 3;\n' })).toMatch(
      / model\.ts:1:13: .*does not compile/,
    );
  });

  test('one that throws, deep in its model', async () => {
    const text = "import { make } from '../model.ts';\n\nexport default make(undefined);\n";
    const model =
      'interface Thing {\n  a: { b: number };\n}\nexport const make = (thing: Thing) =>\n  thing.a.b;\n';
    expect(await trouble(text, { 'model.ts': model })).toMatch(
      /^\[SUITE_INVALID\] model\.ts:5: the file throws when it is loaded: TypeError: Cannot read properties of undefined \(reading 'a'\)\n/,
    );
  });

  test('one that throws what is no error', async () => {
    expect(await trouble("throw 'no';")).toMatch(/properties\/trouble\.suite\.ts: the file threw "no"/);
  });

  test('one that imports what is not there', async () => {
    expect(await trouble("import a from './nowhere.ts';\nexport default a;\n")).toMatch(
      /properties\/trouble\.suite\.ts:1: Cannot find module '\.\/nowhere\.ts'/,
    );
  });

  test.each(['export const suite = 1;', 'export default 1;', 'export default { name: "x" };', ''])(
    'one that exports no suite: %s',
    async (text) => {
      expect(await trouble(text)).toMatch(
        /properties\/trouble\.suite\.ts: the file has no suite as its default export\.\nEnd it with `export default defineSuite/,
      );
    },
  );

  test('one whose suite is wrong', async () => {
    const text = `import { defineSuite } from 'redhound';
export default defineSuite({ name: 'a name', system: { name: 'x', agents: {} }, properties: [] });
`;
    expect(await trouble(text)).toMatch(
      /^\[SUITE_INVALID\] properties\/trouble\.suite\.ts:2, suite 'a name': 'a name' is no suite name\./,
    );
  });

  test.each([
    ['properties: []', "the suite has no 'system'"],
    ["system: { name: 'x', agents: {} }", "the suite has no 'properties'"],
  ])('one whose suite lacks something: only %s', async (has, problem) => {
    const text = `import { defineSuite } from 'redhound';\nexport default defineSuite({ name: 'a', ${has} });\n`;
    expect(await trouble(text)).toMatch(
      new RegExp(`^\\[SUITE_INVALID\\] properties/trouble\\.suite\\.ts:2, suite 'a': ${problem}\\.\nGive it`),
    );
  });

  test('two suites of one name', async () => {
    const text = "import suite from './lamp.suite.ts';\nexport default suite;\n";
    expect(await trouble(text)).toMatch(
      /properties\/trouble\.suite\.ts: the suite 'lamp' is declared in properties\/lamp\.suite\.ts too/,
    );
  });
});

test('list shows the suites that are named, and no others', async () => {
  const { code, stdout } = await redhound(['list', 'lamp', '--json'], { cwd: rooms({}) });
  const listed = JSON.parse(stdout) as { suites: { name: string }[] };
  expect([code, listed.suites.map(({ name }) => name)]).toEqual([0, ['lamp']]);
});

test('models may print: standard output is for data', async () => {
  const text = `import suite from './lamp.suite.ts';
console.log('from the model');
export default { ...suite, name: 'noisy' };
`;
  const { stdout, stderr } = await redhound(['list', '--json'], {
    cwd: rooms({ 'properties/noisy.suite.ts': text }),
  });
  expect(stderr).toBe('from the model\n');
  const listed = JSON.parse(stdout) as { suites: { name: string }[] };
  expect(listed.suites.map(({ name }) => name)).toEqual(['dark', 'lamp', 'noisy']);
});
