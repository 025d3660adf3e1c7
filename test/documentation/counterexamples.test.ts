/** What the page on counterexamples shows of an explained trace is what the command says. */
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { project, redhound } from '../cli/redhound.ts';
import { blocksIn, textOf } from './examples.ts';

test('the explained trace', async () => {
  const files = globSync([
    'models/start-screen*',
    'models/start-screen/**',
    'properties/start-screen*',
    'properties/changed-machine.ts',
  ]);
  const cwd = project(Object.fromEntries(files.map((file) => [file, textOf(file)])));
  await redhound(['check', 'start-screen', '--mode', 'exhaustive'], { cwd });
  const [block] = blocksIn('docs/counterexamples.md').filter(({ language }) => language === 'console');
  const [, words, shown] = /^\$ npx redhound (.*)\n([\s\S]*)$/.exec(block!.text)!;
  const { stdout, stderr } = await redhound(words!.split(' '), { cwd });
  expect(stdout.trimEnd(), stderr).toBe(shown!.trimEnd());
}, 180_000);
