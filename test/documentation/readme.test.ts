/** What README shows of the command's output is what the command says; its table is looked at with the suites. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ourSuites, project, redhound } from '../cli/redhound.ts';
import { blocksIn, textOf } from './examples.ts';

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

test('two blocks of shell commands, and no more', () => {
  const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text.trim());
  expect(commands).toEqual(['npm ci && npm run verify', 'npm ci && npm test']);
});
