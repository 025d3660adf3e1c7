/**
 * Each pattern of the catalogue says in each scope what it says in English: formulas against loops, on all short words
 * with at most one proposition at a time, and on random ones with several.
 *
 * REDHOUND_WORDS=6 tries all words of up to six letters for every pattern, and more random ones; that takes minutes.
 * Continuous integration tries those of up to five at least.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, PATTERNS, type Pattern, SCOPES } from './catalogue.ts';
import { specOf } from './catalogue-notation.ts';
import { DEPARTURES } from './departures.ts';
import { holdsDirectly } from './direct-patterns.ts';
import { holds } from './evaluator.ts';
import { publishedPattern } from './published-patterns.ts';
import { not, prop, propositionsOf, type Spec } from './spec.ts';
import { type Lasso, lasso, lettersOf, shown } from './word.ts';
import { anyLasso, lassos, singleLetters, sizeFor } from './words.ts';

const RANDOM = process.env['REDHOUND_WORDS'] === undefined ? 500 : 5_000;
const random = fc.sample(anyLasso([...'PSTZQR']), { seed: 1999, numRuns: RANDOM });

/** The words on which a formula and the loops differ, and how many they were asked about. */
function differences(spec: Spec, says: (word: Lasso) => boolean) {
  const letters = singleLetters(propositionsOf(spec));
  const found: string[] = [];
  const seen = { true: 0, false: 0 };
  const ask = (word: Lasso): void => {
    const expected = says(word);
    seen[`${expected}`]++;
    if (holds(spec, word) !== expected) found.push(shown(word));
  };
  for (const word of lassos(letters, sizeFor(letters.length))) ask(word);
  for (const word of random) ask(word);
  return { found, seen };
}

describe.each(PATTERNS)('%s', (pattern) => {
  test.each(SCOPES)('%s', (scope) => {
    const says = (word: Lasso): boolean => holdsDirectly(pattern, scope, word);
    const { found, seen } = differences(publishedPattern(pattern, scope), says);
    expect(found).toEqual([]);
    // Both answers are given: the comparison could have failed.
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(1);
  });
});

describe('departures', () => {
  test.each(DEPARTURES)('$pattern, $scope: $reason', ({ pattern, scope, instead, witness }) => {
    const word = lasso(...witness);
    const english = holdsDirectly(pattern, scope, word);
    expect(holds(specOf(CATALOGUE[pattern][scope]), word)).toBe(!english);
    expect(holds(specOf(instead), word)).toBe(english);
  });

  test('each cell has one row at most', () => {
    const cells = DEPARTURES.map(({ pattern, scope }) => `${pattern} ${scope}`);
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('bounded existence for any number of regions', () => {
  test.each(SCOPES)('is the published text for two, %s', (scope) => {
    const generalised = publishedPattern('boundedExistence', scope, { atMost: 2 });
    expect(generalised).toEqual(publishedPattern('boundedExistence', scope));
  });

  test.each(SCOPES.flatMap((scope) => [0, 1, 3].map((atMost) => ({ scope, atMost }))))(
    'at most $atMost, $scope',
    ({ scope, atMost }) => {
      const spec = publishedPattern('boundedExistence', scope, { atMost });
      const says = (word: Lasso): boolean => holdsDirectly('boundedExistence', scope, word, { atMost });
      expect(random.filter((word) => holds(spec, word) !== says(word)).map(shown)).toEqual([]);
    },
  );

  test.each(SCOPES)('at most none is absence, %s', (scope) => {
    const spec = publishedPattern('absence', scope);
    const none = { atMost: 0 };
    const differing = random.filter(
      (word) => holdsDirectly('boundedExistence', scope, word, none) !== holds(spec, word),
    );
    expect(differing.map(shown)).toEqual([]);
  });
});

describe('chains of one event are the patterns without chains', () => {
  test.each(SCOPES)('%s', (scope) => {
    const chain = ['S'];
    for (const word of random) {
      const response = holdsDirectly('response', scope, word);
      const precedence = holdsDirectly('precedence', scope, word);
      expect(holdsDirectly('responseChain12', scope, word, { chain }), shown(word)).toBe(response);
      expect(holdsDirectly('precedenceChain21', scope, word, { chain }), shown(word)).toBe(precedence);
    }
  });
});

test('chains of three events', () => {
  const chain = ['S', 'T', 'Z'];
  const says = (pattern: Pattern, word: Lasso): boolean => holdsDirectly(pattern, 'before', word, { chain });
  expect(says('responseChain12', lasso('P S T Z', 'R'))).toBe(true);
  expect(says('responseChain12', lasso('P S T', 'ZR'))).toBe(false);
  expect(says('precedenceChain21', lasso('S T PZ', 'R'))).toBe(true);
  expect(says('precedenceChain21', lasso('S P T Z', 'R'))).toBe(false);
  expect(says('responseChain21', lasso('S T Z P', 'R'))).toBe(true);
  expect(says('responseChain21', lasso('S T P Z', 'R'))).toBe(false);
  expect(says('precedenceChain12', lasso('P S T Z', 'R'))).toBe(true);
  expect(says('precedenceChain12', lasso('S P T Z', 'R'))).toBe(false);
});

test('any formula may stand for a proposition', () => {
  const named = (name: string): Spec => (name === 'P' ? not(prop('A')) : prop(name));
  const spec = publishedPattern('absence', 'after', { named });
  expect(holds(spec, { stem: lettersOf('P QA'), loop: lettersOf('A'), period: 0 })).toBe(true);
  expect(holds(spec, { stem: lettersOf('P QA'), loop: lettersOf('P'), period: 0 })).toBe(false);
});
