/**
 * What README shows of the command's output is what the command says, and its lamp is a project that compiles; its table
 * is looked at with the suites.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ourSuites, project, redhound } from '../cli/redhound.ts';
import { blocksIn, REPOSITORY, textOf } from './examples.ts';

const MINUTES = 60_000;

const readme = textOf('README.md');
const blocks = blocksIn('README.md');
/** What README shows of a command. */
const shown = (command: string): string => {
  const prompt = `$ npx redhound ${command}\n`;
  return blocks.find(({ text }) => text.startsWith(prompt))?.text.slice(prompt.length) ?? 'not in README';
};

test(
  'the counterexample on the first screen',
  async () => {
    const cwd = ourSuites();
    const words = /^\$ npx redhound (replay \S+)$/m.exec(readme)![1]!.split(' ');
    await redhound(['check', 'migration', '--mode', 'exhaustive', '--property', 'running-vm-has-its-paths'], {
      cwd,
    });
    const { code, stdout } = await redhound(words, { cwd });
    expect(stdout).toBe(shown(words.join(' ')));
    expect(code).toBe(1);
  },
  3 * MINUTES,
);

test('it is within the first screen', () => {
  expect(readme.split('\n').findIndex((line) => line.includes('✗ reproduced'))).toBeLessThan(10);
  expect(readme.split('\n').findIndex((line) => line.includes('The invariant is false'))).toBeLessThan(25);
});

test(
  'the report on the lamp',
  async () => {
    const cwd = project();
    mkdirSync(join(cwd, 'properties'));
    writeFileSync(
      join(cwd, 'properties/lamp.suite.ts'),
      blocks.find(({ language }) => language === 'ts')!.text,
    );
    const { code, stdout } = await redhound(['check'], { cwd });
    const withoutCost = (text: string): string => text.replace(/cost [^,]+,/, 'cost,');
    expect(withoutCost(stdout)).toBe(withoutCost(shown('check')));
    expect(code).toBe(0);
  },
  MINUTES,
);

/** The project that README describes. The package is where it is built, not installed. */
function lampProject(): string {
  const [suite, vitest] = blocks.filter(({ language }) => language === 'ts');
  const settings = JSON.parse(blocks.find(({ language }) => language === 'json')!.text) as {
    readonly compilerOptions: object;
  };
  const paths = { redhound: [join(REPOSITORY, 'dist/index.d.ts')] };
  const alias = { redhound: join(REPOSITORY, 'dist/index.js') };
  return project({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions: { ...settings.compilerOptions, paths } }),
    'vitest.config.js': `export default ${JSON.stringify({ resolve: { alias } })};`,
    'properties/lamp.suite.ts': suite!.text,
    'test/lamp.test.ts': vitest!.text,
  });
}

const runTool = (tool: string, words: readonly string[], cwd: string) =>
  spawnSync(process.execPath, [join(REPOSITORY, 'node_modules', tool), ...words], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  });

test(
  'the lamp and its test compile with the settings that README names, and not where something is wrong',
  () => {
    const cwd = lampProject();
    const tsc = () => runTool('typescript/bin/tsc', ['--noEmit'], cwd).stdout;
    expect(tsc()).toBe('');
    const suite = blocks.find(({ language }) => language === 'ts')!.text;
    writeFileSync(join(cwd, 'properties/lamp.suite.ts'), suite.replace("matches('on')", "matches('lit')"));
    expect(tsc()).toMatch(/^properties\/lamp\.suite\.ts.* error TS/);
  },
  2 * MINUTES,
);

test(
  'the lamp is checked by Vitest, and the test fails where a claim does',
  () => {
    const cwd = lampProject();
    const vitest = () => runTool('vitest/vitest.mjs', ['run'], cwd);
    const good = vitest();
    expect(good.status, good.stdout + good.stderr).toBe(0);
    const suite = blocks.find(({ language }) => language === 'ts')!.text;
    writeFileSync(join(cwd, 'properties/lamp.suite.ts'), suite.replace('minutes(2)', 'minutes(1)'));
    const bad = vitest();
    expect(bad.status).toBe(1);
    expect(bad.stdout + bad.stderr).toContain('two-minutes');
  },
  2 * MINUTES,
);

test('two blocks of shell commands, and no more', () => {
  const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text.trim());
  expect(commands).toEqual(['npm ci && npm run verify', 'npm ci && npm test']);
});
