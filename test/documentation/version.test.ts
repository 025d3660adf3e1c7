/** What several places say is the same in all of them: the version, and the names of files. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/trace/version.ts';
import { documents, REPOSITORY, textOf } from './examples.ts';

interface Link {
  readonly text: string;
  readonly to: string;
}

/** Links of a document, but those in code and to other hosts. */
const linksIn = (file: string): Link[] =>
  [...withoutCode(textOf(file)).matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)]
    .map(([, text, to]) => ({ text: text!, to: to! }))
    .filter(({ to }) => !/^[a-z]+:/.test(to));

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '``');

/** The anchors that headings make: lower case, without punctuation, hyphens for spaces. */
const anchorsIn = (file: string): string[] =>
  [...withoutCode(textOf(file).replace(/`/g, '')).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );

test('the version is that of the package, and the change log has it', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string };
  expect(VERSION).toBe(version);
  expect(textOf('CHANGELOG.md')).toMatch(new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\]`, 'm'));
});

describe('links lead to files and headings', () => {
  test.each(documents())('%s', (file) => {
    const lost = linksIn(file).filter(({ to }) => {
      const [path = '', anchor] = to.split('#');
      const target = path === '' ? file : posix.join(posix.dirname(file), path);
      if (!existsSync(join(REPOSITORY, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsIn(target).includes(anchor);
    });
    expect(lost).toEqual([]);
  });
});

test('every decision has its own number, and is linked from the list of decisions', () => {
  const decisions = documents().filter((file) => /^docs\/decisions\/\d{4}-/.test(file));
  const numbers = decisions.map((file) => file.slice('docs/decisions/'.length, 'docs/decisions/0000'.length));
  expect(numbers).toEqual(decisions.map((_, index) => String(index + 1).padStart(4, '0')));
  const listed = linksIn('docs/decisions/README.md').map(({ to }) => `docs/decisions/${to}`);
  expect(listed).toEqual(decisions);
});
