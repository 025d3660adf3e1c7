/** The page about declarations names every field that a declaration may have; its examples run with all others. */
import { expect, test } from 'vitest';
import { textOf } from './examples.ts';

const FIELD = /\breadonly (\w+)\??:/g;
const CODE = /`([^`\n]+)`/g;

const page = textOf('docs/declaring-systems.md').replace(/^```[\s\S]*?^```$/gm, '');
const named = new Set([...page.matchAll(CODE)].flatMap(([, code]) => code!.match(/\w+/g) ?? []));

test.each(['src/system/system.ts', 'src/system/agent-declaration.ts'])('every field of %s', (file) => {
  const fields = [...textOf(file).matchAll(FIELD)].map(([, field]) => field!);
  expect(fields.length).toBeGreaterThan(10);
  expect(fields.filter((field) => !named.has(field))).toEqual([]);
});

test('every fault', () => {
  const faults = [...textOf('src/system/system.ts').matchAll(/readonly fault: ([^;]+);/g)].flatMap(
    ([, words]) => words!.match(/\w+/g)!,
  );
  expect(faults).toHaveLength(6);
  const rows = [...page.matchAll(/^\| `'(\w+)'` \| `/gm)].map(([, word]) => word);
  expect(rows.sort()).toEqual(faults.sort());
});
