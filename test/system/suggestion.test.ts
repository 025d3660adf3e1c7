/** What may have been meant by a name that nobody knows. */
import { expect, test } from 'vitest';
import { nearest, suggestion } from '../../src/system/suggestion.ts';

test.each<[word: string, known: readonly string[], said: string]>([
  ['heartbet', ['migration', 'heartbeat'], "Did you mean 'heartbeat'? Known: migration, heartbeat."],
  ['Heartbeat', ['heartbeat'], "Did you mean 'heartbeat'? Known: heartbeat."],
  ['onn', ['off', 'on'], "Did you mean 'on'? Known: off, on."],
  ['watch', ['migration-watch'], "Did you mean 'migration-watch'? Known: migration-watch."],
  ['x', ['a', 'bc', ''], 'Known: a, bc, .'],
  ['nothing', ['lamp'], 'Known: lamp.'],
])('%s of %j', (word, known, said) => expect(suggestion(word, known)).toBe(said));

test('of many names a few are shown, the nearest first, and how many there are', () => {
  const many = Array.from({ length: 30 }, (_, index) => `suite-${index}`);
  expect(suggestion('suite-29x', many)).toMatch(
    /^Did you mean 'suite-29'\? Known: suite-29, suite-2, .*, and 22 others\.$/,
  );
});

test('in passing', () => {
  expect([nearest('lmap', ['lamp']), nearest('cat', ['lamp'])]).toEqual([" (did you mean 'lamp'?)", '']);
});
