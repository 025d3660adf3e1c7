/** What README shows of the command's output is what the command says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { figure } from '../../src/report/figures.ts';
import { DEFAULTS } from '../../src/verdict/check-options.ts';
import type { Report } from '../../src/verdict/suite-report.ts';
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

/** The cells of a suite's row in the table, but name and description. */
const rowOf = (suite: string): string[] | undefined =>
  readme
    .split('\n')
    .find((line) => line.startsWith(`| ${suite} |`))
    ?.split('|')
    .slice(3, -1)
    .map((cell) => cell.trim());

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

describe('the table of the two large suites', () => {
  test(
    'has the figures of the exhaustive search',
    async () => {
      const cwd = ourSuites();
      const words = ['check', 'heartbeat', 'migration', '--mode', 'exhaustive', '--no-variants', '--json'];
      const { stdout } = await redhound(words, { cwd });
      const list = JSON.parse((await redhound(['list', '--json'], { cwd })).stdout) as {
        readonly suites: readonly { readonly name: string; readonly variants: readonly unknown[] }[];
      };
      for (const suite of (JSON.parse(stdout) as Report).suites) {
        expect(suite.complete).toBe(true);
        expect(suite.properties.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
        const agents = /^(\d+) agents/.exec(suite.assumptions[0]!)![1];
        const variants = list.suites.find(({ name }) => name === suite.name)!.variants.length;
        const { search } = (await import(`../../properties/${suite.name}.suite.ts`)).default;
        expect(rowOf(suite.name)).toEqual([
          agents,
          figure(suite.states),
          figure(suite.transitions),
          String(suite.depth),
          `${suite.properties.length} hold`,
          figure(search?.runs ?? DEFAULTS.runs),
          String(variants),
        ]);
      }
    },
    5 * MINUTES,
  );
});

test('two blocks of shell commands, and no more', () => {
  const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text.trim());
  expect(commands).toEqual(['npm ci && npm run verify', 'npm ci && npm test']);
});
