/**
 * Each pattern in each scope: the library's monitor and automaton against the independent evaluator of the published
 * formula, on all short words with at most one proposition at a time, and on random ones with several.
 *
 * REDHOUND_WORDS=6 tries all words of up to six letters for every pattern, and more random ones; that takes minutes.
 * Continuous integration tries those of up to five at least.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formulaOf, readsTicks } from '../../src/property/pattern.ts';
import { PATTERNS, SCOPES } from './catalogue.ts';
import { earliestViolation, isViolated } from './direct-timed-patterns.ts';
import { holds } from './evaluator.ts';
import { OUR_PATTERNS, OUR_SCOPES, ourTimedPattern } from './our-patterns.ts';
import { accepts, automatonOf, monitorHasRefused, monitorOf, monitorRefuses } from './our-verdicts.ts';
import { publishedPattern } from './published-patterns.ts';
import { propositionsOf } from './spec.ts';
import { TIMED_PATTERNS } from './timed-patterns.ts';
import { type Lasso, shown, type TimedWord } from './word.ts';
import { anyLasso, anyTimedWord, lassos, singleLetters, sizeFor } from './words.ts';

const isDeep = process.env['REDHOUND_WORDS'] !== undefined;
const random = fc.sample(anyLasso([...'PSTZQR']), { seed: 1999, numRuns: isDeep ? 5_000 : 500 });

/** What only infinite words refute. */
const LIVENESS = new Set([
  'existence globally',
  'existence after',
  'existence afterUntil',
  ...['response', 'responseChain21', 'responseChain12', 'constrainedChain'].flatMap((pattern) =>
    ['globally', 'after', 'afterUntil'].map((scope) => `${pattern} ${scope}`),
  ),
]);

describe.each(PATTERNS)('%s', (pattern) => {
  test.each(SCOPES)('%s', (scope) => {
    const spec = publishedPattern(pattern, scope);
    const formula = formulaOf(OUR_PATTERNS[pattern], OUR_SCOPES[scope]);
    const monitor = monitorOf(formula);
    const refusal = automatonOf(formula, true);
    const approval = automatonOf(formula, false);
    expect(monitor.form.isSafety).toBe(!LIVENESS.has(`${pattern} ${scope}`));
    const seen = { true: 0, false: 0 };
    const ask = (word: Lasso, thoroughly: boolean): void => {
      const expected = holds(spec, word);
      seen[`${expected}`]++;
      const refused = monitorRefuses(monitor, word);
      if (monitor.form.isSafety) expect(refused, shown(word)).toBe(!expected);
      else if (expected) expect(refused, shown(word)).toBe(false);
      if (!thoroughly && monitor.form.isSafety) return;
      expect(accepts(refusal, word), shown(word)).toBe(!expected);
      if (thoroughly) expect(accepts(approval, word), shown(word)).toBe(expected);
    };
    const letters = singleLetters(propositionsOf(spec));
    for (const word of lassos(letters, sizeFor(letters.length))) ask(word, false);
    for (const word of random) ask(word, true);
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(1);
  });
});

/** Letters and instants mixed: several letters at one instant, in both orders, and time going by after the last. */
const watched = fc.sample(anyTimedWord([...'PSCQR'], { longest: 12, longestGap: 2 }), {
  seed: 2005,
  numRuns: isDeep ? 5_000 : 500,
});

/** The word with the ticks in it as letters in which nothing happens. */
function withTicks({ letters, until }: TimedWord): TimedWord {
  const all: TimedWord['letters'][number][] = [];
  let now = 0;
  const wait = (to: number): void => {
    for (; now < to; now++) all.push({ holds: new Set(), at: now + 1 });
  };
  for (const letter of letters) {
    wait(letter.at);
    all.push(letter);
  }
  wait(until);
  return { letters: all, until };
}

describe.each(TIMED_PATTERNS)('%s', (pattern) => {
  test.each(SCOPES)('%s: violated at the same letter, and at the same tick', (scope) => {
    const seen = { early: 0, never: 0 };
    for (const d of [0, 1, 2, 3, 5]) {
      const body = ourTimedPattern(pattern, d);
      const monitor = monitorOf(formulaOf(body, OUR_SCOPES[scope]));
      const ticks = readsTicks(body);
      for (const word of watched) {
        const expected = earliestViolation(
          (part) => isViolated(pattern, scope, d, ticks ? withTicks(part) : part),
          word,
        );
        const found = earliestViolation((part) => monitorHasRefused(monitor, part, ticks), word);
        seen[expected === undefined ? 'never' : 'early']++;
        expect(
          found,
          `${d} ticks: ${shown({ stem: word.letters, loop: [], period: 0 })} until ${word.until}`,
        ).toEqual(expected);
      }
    }
    expect(Math.min(seen.early, seen.never)).toBeGreaterThan(1);
  });
});
