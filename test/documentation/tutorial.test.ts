/**
 * The tutorial shows the files of the start screen suite, all of them, and what the command says about them.
 */
import { checkSuite, type Variant } from 'redhound';
import { describe, expect, test } from 'vitest';
import suite from '../../properties/start-screen.suite.ts';
import { project, redhound } from '../cli/redhound.ts';
import { blocksIn, textOf } from './examples.ts';

const blocks = blocksIn('docs/tutorial.md');
/** Parts of files; the file is named behind the language. */
const parts = blocks.filter(({ language }) => language === 'typescript');
const files = [...new Set(parts.map(({ note }) => note))];
const commands = blocks.filter(({ language }) => language === 'console');

describe('the code', () => {
  test.each(parts)('$place is in $note', ({ note, text }) => {
    expect(textOf(note)).toContain(text.trimEnd());
  });

  test.each(files)('%s is shown to its end', (file) => {
    let rest = textOf(file);
    for (const { note, text } of parts) if (note === file) rest = rest.replace(text.trimEnd(), '');
    expect(rest.replace(/^\/\*\*[\s\S]*?\*\//, '').replace(/[\])};,\s]/g, '')).toBe('');
  });

  test('all files of the suite are there', () => {
    expect(files.filter((file) => file.includes('start-screen'))).toHaveLength(5);
  });
});

describe('after each step', () => {
  const steps = textOf('docs/tutorial.md').split(/^## (?=\d)/m);
  const upTo = (step: number, named: RegExp): readonly string[] =>
    [
      ...steps
        .slice(0, step + 1)
        .join('')
        .matchAll(named),
    ].map(([, name]) => name!);

  test.each([5, 6, 7, 8, 9])('%i, without names of claims that come later', async (step) => {
    const ids = upTo(step, /^ {2}claim\('([^']+)'/gm);
    const names = upTo(step, /^ {6}name: '([^']+)'/gm);
    const known = ({ breaks, alsoBreaks = {}, ...variant }: Variant): Variant => ({
      ...variant,
      breaks: breaks.filter((id) => ids.includes(id)),
      alsoBreaks: Object.fromEntries(Object.entries(alsoBreaks).filter(([id]) => ids.includes(id))),
    });
    const { properties, variants } = await checkSuite({
      ...suite,
      properties: suite.properties.filter(({ id }) => ids.includes(id)),
      variants: suite.variants!.filter(({ name }) => names.includes(name)).map(known),
    });
    expect(variants.map(({ name }) => name)).toEqual(names);
    expect(variants.filter(({ breaks }) => breaks.length === 0)).toEqual([]);
    expect(variants.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(properties.filter(({ asExpected }) => !asExpected)).toEqual([]);
  });
});

/** Whether `said` is `shown`, where a line `…` stands for any number of lines. */
const expectShown = (said: string, shown: string): void => {
  let rest = said;
  for (const [index, piece] of shown.split(/^…\n/m).entries()) {
    const found = index === 0 ? (rest.startsWith(piece) ? 0 : -1) : rest.indexOf(piece);
    if (found < 0) expect(rest).toContain(piece);
    rest = rest.slice(found + piece.length);
  }
};

test('the output', async () => {
  const cwd = project(Object.fromEntries(files.map((file) => [file, textOf(file)])));
  expect(commands.length).toBeGreaterThan(5);
  for (const { text } of commands) {
    const [, words, shown] = /^\$ npx redhound (.*)\n([\s\S]*)$/.exec(text)!;
    const { stdout } = await redhound(words!.split(' '), { cwd });
    expectShown(stdout, shown!);
  }
}, 180_000);
