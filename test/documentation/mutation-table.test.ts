/** The table of mutation scores has a row for each suite whose space is searched, and each row adds up. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Suite } from 'redhound';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}/docs/mutation.md`, 'utf8');
const [, section] = page.split('## This project’s suites\n');
const rows = [...section!.matchAll(/^\| ([a-z][^|]*?) \| ([^|]*) \|(.*)\|$/gm)].map(
  ([, name, of, cells]) => ({
    name,
    mutants: Number(/\d+/.exec(of!)![0]),
    counts: cells!.split('|').map(Number),
  }),
);

test('each suite that is searched has its row', { timeout: 120_000 }, async () => {
  const names = [];
  for (const file of globSync('properties/**/*.suite.ts', { cwd: root })) {
    const { default: suite } = (await import(`${root}/${file}`)) as { default: Suite };
    if (suite.search?.mode !== 'random') names.push(suite.name);
  }
  expect(rows.map(({ name }) => name)).toEqual(names.sort());
});

test.each(rows)('$name: what became of all mutants, and few have but a reason', ({ mutants, counts }) => {
  const [killed, elsewhere, reason, open, equivalent, timedOut, invalid] = counts as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  expect(killed + elsewhere + reason + open + equivalent + timedOut + invalid).toBe(mutants);
  expect(open).toBe(0);
  expect(reason / (killed + elsewhere + reason)).toBeLessThanOrEqual(0.05);
});
