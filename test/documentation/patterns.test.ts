/** docs/patterns.md is what the language says of itself. `npm run docs:patterns` writes it again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY, textOf } from './examples.ts';
import { patternPage } from './pattern-page.ts';

const FILE = 'docs/patterns.md';
const part = (name: string): string => readFileSync(join(import.meta.dirname, `patterns-${name}.md`), 'utf8');

test('the page about the patterns is up to date', () => {
  const page = patternPage(part('opening'), part('closing'));
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(REPOSITORY, FILE), page);
  expect(textOf(FILE)).toBe(page);
});
