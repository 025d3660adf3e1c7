/** Names of files are safe whatever the names they are made from, and different names get different files. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slug, traceFile } from '../../src/trace/file-name.ts';
import { sampleTrace } from './sample-trace.ts';

const anything = fc.string({ unit: 'binary', maxLength: 100 });

test('a slug has 1 to 60 lower-case letters, digits and single hyphens', () => {
  fc.assert(
    fc.property(anything, (name) => {
      expect(slug(name)).toMatch(/^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/);
    }),
  );
});

test('a name that is a slug stays as it is', () => {
  expect(slug('no-early-restart')).toBe('no-early-restart');
});

test.each([
  ['Timer', 'timer'],
  ['a--b', 'a-b'],
  ['a-', 'a'],
  ['x'.repeat(61), 'x'.repeat(62)],
  ['../../etc/passwd', 'etc-passwd'],
  ['', '-'],
])('%j and %j have different slugs', (one, other) => {
  expect(slug(one)).not.toBe(slug(other));
});

test('files lie below .redhound/traces, one per suite, variant, property and mode', () => {
  expect(traceFile(sampleTrace)).toBe('.redhound/traces/heartbeat/no-early-restart.exhaustive.json');
  expect(traceFile({ ...sampleTrace, variant: 'timeout-of-9', mode: 'random' })).toBe(
    '.redhound/traces/heartbeat/timeout-of-9--no-early-restart.random.json',
  );
  const variant = { ...sampleTrace, variant: 'a', property: { id: 'b', statement: '' } };
  const lookalike = { ...sampleTrace, property: { id: 'a--b', statement: '' } };
  expect(traceFile(variant)).not.toBe(traceFile(lookalike));
});
