/**
 * Each clause of the document is a part of a model, is tied to a property, and the property can fail.
 * docs/traceability.md says so; `npm run docs:traceability` writes it again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from 'redhound';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, test } from 'vitest';
import { siteroot } from '../../models/azure/role-model.ts';
import { shell } from '../../models/start-screen/shell.ts';
import { chapters, clauses, type ModelElement } from '../../properties/clauses.ts';
import { REPOSITORY, textOf } from './examples.ts';
import { complaintAbout, type Exports, exportsOfModels } from './model-elements.ts';
import { clausesIn, type TracedProperty, traceabilityPage, tracedProperties } from './traceability-page.ts';

const FILE = 'docs/traceability.md';

/** A search at random establishes no verdict. */
const isSearchedCompletely = ({ search = {} }: Suite): boolean =>
  !('mode' in search && search.mode === 'random');

let exports: Exports;
let properties: readonly TracedProperty[];

beforeAll(async () => {
  exports = await exportsOfModels();
  const files = globSync('properties/**/*.suite.ts', { cwd: REPOSITORY }).sort();
  const suites = await Promise.all(
    files.map(async (file) => ((await import(`${REPOSITORY}/${file}`)) as { default: Suite }).default),
  );
  properties = tracedProperties(suites.filter(isSearchedCompletely));
}, 60_000);

test('the four chapters are complete', () => {
  const numbered = (chapter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${chapter}-${String(index + 1).padStart(2, '0')}`);
  expect(clauses.map(({ id }) => id)).toEqual([
    ...numbered('AZ', 29),
    ...numbered('FC', 9),
    ...numbered('KVM', 6),
    ...numbered('UI', 4),
  ]);
});

test.each(clauses)('$id is in a model', ({ elements }) => {
  expect(elements.length).toBeGreaterThan(0);
  expect(elements.flatMap((element) => complaintAbout(element, exports) ?? [])).toEqual([]);
});

test.each(clauses)('$id has a property that holds and has caught a broken variant', ({ id }) => {
  const convincing = properties.filter(
    ({ clauses, verdicts, catches }) =>
      clauses.includes(id) && catches.length > 0 && verdicts.some(({ expected }) => expected === 'holds'),
  );
  expect(convincing.length).toBeGreaterThan(0);
});

test('every property that holds has caught a broken variant', () => {
  const untested = properties.filter(
    ({ verdicts, catches }) => catches.length === 0 && verdicts.some(({ expected }) => expected === 'holds'),
  );
  expect(untested.map(({ id }) => id)).toEqual([]);
});

test('sources name only clauses that there are', () => {
  const known = new Set(clauses.map(({ id }) => id));
  const unknown = properties.flatMap(({ id, clauses: named }) =>
    named.filter((clause) => !known.has(clause)).map((clause) => `${id} names ${clause}`),
  );
  expect(unknown).toEqual([]);
});

test('the page is up to date', () => {
  const opening = readFileSync(join(import.meta.dirname, 'traceability-opening.md'), 'utf8');
  const page = traceabilityPage(opening, chapters, properties, exports);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(REPOSITORY, FILE), page);
  expect(textOf(FILE)).toBe(page);
});

describe('a place that is not there is noticed', () => {
  test.each<[string, ModelElement, RegExp]>([
    ['a state', { machine: shell, state: 'metro' }, /has no state 'metro'/],
    ['an event', { machine: shell, state: 'desktop', on: 'PRESS_START' }, /no transition on PRESS_START/],
    ['a delay', { machine: shell, state: 'charms', on: 'after dinner' }, /no transition on after dinner/],
    ['the length of a delay', { machine: shell, delay: 'glance', is: 1 }, /the delay glance is/],
    [
      'data',
      { data: siteroot, reading: 'of site 0', value: siteroot(0), is: 'C:\\inetpub' },
      /of site 0 is "E:/,
    ],
    ['a rule of nobody', { rule: () => true }, /no file of models\/ exports it/],
  ])('%s', (_, element, complaint) => {
    expect(complaintAbout(element, exports)).toMatch(complaint);
  });
});

test('ranges of clauses are read', () => {
  expect(clausesIn('AZ-17; P25, VF16')).toEqual(['AZ-17']);
  expect(clausesIn('KVM-01 to KVM-03, UI-04; KV01')).toEqual(['KVM-01', 'KVM-02', 'KVM-03', 'UI-04']);
});
