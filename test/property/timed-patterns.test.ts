/**
 * Each timed pattern says in each scope what it says in English: metric formulas against loops along the time line, on
 * infinite words; and the loops that watch finite words against what their continuations satisfy.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SCOPES, type Scope } from './catalogue.ts';
import { earliestViolation, holdsForEver, isViolated } from './direct-timed-patterns.ts';
import { holds } from './evaluator.ts';
import type { Spec } from './spec.ts';
import { TIMED_PATTERNS, type TimedPattern, timedPattern } from './timed-patterns.ts';
import { type Lasso, type Letter, lettersOf, shown, type TimedWord, unrolled } from './word.ts';
import { allLetters, anyTimedLasso, anyTimedWord } from './words.ts';

const NAMES = [...'PSCQR'];
const DURATIONS = [0, 1, 3];
const infinite = fc.sample(anyTimedLasso(NAMES, { longest: 10, longestGap: 3 }), {
  seed: 2005,
  numRuns: process.env['REDHOUND_WORDS'] === undefined ? 500 : 5_000,
});
const finite = fc.sample(anyTimedWord(NAMES, { longest: 12, longestGap: 2 }), { seed: 2005, numRuns: 200 });

describe.each(TIMED_PATTERNS)('%s', (pattern) => {
  test.each(SCOPES)('%s, on infinite words', (scope) => {
    const seen = { true: 0, false: 0 };
    for (const d of DURATIONS) {
      const spec = timedPattern(pattern, scope, d);
      for (const word of infinite) {
        const expected = holdsForEver(pattern, scope, d, word);
        seen[`${expected}`]++;
        expect(holds(spec, word), `${d} ticks: ${shown(word)}`).toBe(expected);
      }
    }
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(1);
  });

  test.each(SCOPES)('%s, on watched words', (scope) => {
    const seen = { true: 0, false: 0 };
    for (const d of DURATIONS) {
      // Without end at one instant: no word on which time passes.
      if (pattern === 'boundedRecurrence' && d === 0) continue;
      const spec = timedPattern(pattern, scope, d);
      for (const word of finite) {
        const violated = isViolated(pattern, scope, d, word);
        seen[`${violated}`]++;
        const mended = isMended(spec, continuations(word, violated ? 37 : ALL));
        expect(mended, `${d} ticks: ${shownWatched(word)}`).toBe(!violated);
      }
    }
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(1);
  });
});

const ENDINGS = allLetters(NAMES);
const ALL = ENDINGS.length * (ENDINGS.length + 1);

/**
 * Words that begin like the watched one: one more letter at its last instant or none, then one for ever, a tick apart.
 * That is enough to mend what can be mended: what is due is in the first letter, what has to last in the others. Where
 * few are asked for, they are spread over all.
 */
function* continuations({ letters, until }: TimedWord, few: number): Generator<Lasso> {
  const at = (one: Letter, when: number): Letter => ({ holds: one.holds, at: when });
  for (let index = 0; index < ALL; index += Math.floor(ALL / few)) {
    const first = ENDINGS[Math.floor(index / ENDINGS.length)];
    const last = ENDINGS[index % ENDINGS.length]!;
    const stem = first === undefined ? letters : [...letters, at(first, until)];
    yield { stem, loop: [at(last, until + (first === undefined ? 0 : 1))], period: 1 };
  }
}

function isMended(spec: Spec, words: Iterable<Lasso>): boolean {
  for (const word of words) if (holds(spec, word)) return true;
  return false;
}

const shownWatched = ({ letters, until }: TimedWord): string =>
  `${shown({ stem: letters, loop: [], period: 0 })} watched until ${until}`;

/** What the English says, word by word: the first instant of violation with d = 3, or none. */
const watched = (text: string, until: number): TimedWord => ({ letters: lettersOf(text), until });
test.each<[TimedPattern, Scope, string, number, string]>([
  ['boundedResponse', 'globally', 'P@0 S@3', 9, 'never'],
  ['boundedResponse', 'globally', 'PS@0', 9, 'never'],
  ['boundedResponse', 'globally', 'P@0 S@4', 9, 'after 1 letters at 4'],
  ['boundedResponse', 'globally', 'P@0 P@2', 9, 'after 2 letters at 4'],
  ['boundedResponse', 'globally', 'P@0', 3, 'never'],
  ['boundedResponse', 'afterUntil', 'Q@0 P@1 R@2', 9, 'after 3 letters at 2'],
  ['boundedResponse', 'between', 'Q@0 P@1 .@6 R@7', 9, 'after 4 letters at 7'],
  ['boundedResponse', 'before', 'P@0', 9, 'never'],
  ['cancellableResponse', 'globally', 'PC@0', 9, 'after 1 letters at 4'],
  ['cancellableResponse', 'globally', 'P@0 C@0', 9, 'never'],
  ['cancellableResponse', 'globally', 'P@0 C@3', 9, 'never'],
  ['boundedInvariance', 'globally', 'PS@0 S@3 .@4', 9, 'never'],
  ['boundedInvariance', 'globally', 'PS@0 .@3', 9, 'after 2 letters at 3'],
  ['boundedInvariance', 'afterUntil', 'PQS@0 R@1 .@2', 9, 'never'],
  ['forbidding', 'globally', 'PS@0 .@1 S@3', 9, 'never'],
  ['forbidding', 'globally', 'P@0 S@2', 9, 'after 2 letters at 2'],
  ['forbidding', 'globally', 'P@0 P@2 S@4', 9, 'after 3 letters at 4'],
  ['minimumDuration', 'globally', 'P@0 .@1 P@2 .@5', 9, 'after 4 letters at 5'],
  ['minimumDuration', 'globally', '.@0 P@2 P@4 .@6', 9, 'never'],
  ['maximumDuration', 'globally', 'P@0 P@9', 9, 'never'],
  ['maximumDuration', 'globally', '.@0 P@2 P@3', 9, 'after 3 letters at 6'],
  ['maximumDuration', 'globally', '.@0 P@2 .@5', 9, 'never'],
  ['boundedRecurrence', 'globally', 'P@0 P@3 .@4 P@6', 9, 'never'],
  ['boundedRecurrence', 'globally', 'P@0 P@4', 9, 'after 1 letters at 4'],
  ['boundedRecurrence', 'globally', 'P@0 .@1', 9, 'after 2 letters at 4'],
])('%s, %s, on %s watched until %i: violated %s', (pattern, scope, text, until, expected) => {
  const found = earliestViolation((word) => isViolated(pattern, scope, 3, word), watched(text, until));
  expect(found === undefined ? 'never' : `after ${found.letters} letters at ${found.at}`).toBe(expected);
});

test('what is violated stays violated, and the infinite word that goes on so violates the formula', () => {
  const check = (pattern: TimedPattern, scope: Scope, spec: Spec, whole: Lasso): void => {
    const letters = unrolled(whole, 1);
    const word: TimedWord = { letters, until: letters.at(-1)!.at };
    const first = earliestViolation((part) => isViolated(pattern, scope, 3, part), word);
    expect(isViolated(pattern, scope, 3, word)).toBe(first !== undefined);
    if (first !== undefined) expect(holds(spec, whole)).toBe(false);
  };
  for (const pattern of TIMED_PATTERNS) {
    for (const scope of SCOPES) {
      const spec = timedPattern(pattern, scope, 3);
      for (const word of infinite.slice(0, 100)) check(pattern, scope, spec, word);
    }
  }
});
