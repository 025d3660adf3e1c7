/** Many words: all the short ones, and random ones. */
import fc from 'fast-check';
import { type Lasso, type Letter, letter, type TimedWord } from './word.ts';

/** The letters with none or one of the propositions. */
export const singleLetters = (names: readonly string[]): Letter[] =>
  ['', ...names].map((name) => letter(name));

/** The letters with any set of the propositions. */
export function allLetters(names: readonly string[]): Letter[] {
  let sets = [''];
  for (const name of names) sets = sets.flatMap((set) => [set, set + name]);
  return sets.map((set) => letter(set));
}

/**
 * All untimed words that a lasso of this size writes, each once: a stem that ends like the loop can be rolled into
 * it, and a loop that repeats itself can be written shorter.
 */
export function* lassos(letters: readonly Letter[], longest: number): Generator<Lasso> {
  for (let size = 1; size <= longest; size++) {
    for (const word of wordsOf(letters, size)) {
      for (let stem = 0; stem < size; stem++) {
        const loop = word.slice(stem);
        if (stem > 0 && word[stem - 1] === loop.at(-1)) continue;
        if (!repeatsItself(loop)) yield { stem: word.slice(0, stem), loop, period: 0 };
      }
    }
  }
}

function* wordsOf(letters: readonly Letter[], size: number): Generator<Letter[]> {
  if (size === 0) yield [];
  else for (const word of wordsOf(letters, size - 1)) for (const last of letters) yield [...word, last];
}

function repeatsItself(loop: readonly Letter[]): boolean {
  for (let part = 1; part < loop.length; part++) {
    if (loop.length % part === 0 && loop.every((one, i) => one === loop[i % part])) return true;
  }
  return false;
}

/** The size up to which all words over so many letters are tried: some hundreds, or more where REDHOUND_WORDS asks. */
export function sizeFor(letters: number): number {
  const few = [6, 6, 6, 4][letters - 1] ?? 3;
  return Math.max(few, Number(process.env['REDHOUND_WORDS'] ?? 0));
}

/** Sets of propositions; few at a time, or the ends of scopes would lie side by side. */
const holds = (names: readonly string[]): fc.Arbitrary<ReadonlySet<string>> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 5, arbitrary: fc.constantFrom(...names).map((name) => [name]) },
      { weight: 2, arbitrary: fc.subarray([...names]) },
    )
    .map((set) => new Set(set));

/** Untimed lassos with simultaneous propositions. */
export const anyLasso = (names: readonly string[], longest = 12): fc.Arbitrary<Lasso> =>
  anyTimedLasso(names, { longest, longestGap: 0 });

export interface Size {
  readonly longest: number;
  /** The longest time between two letters, in ticks. */
  readonly longestGap: number;
}

/** Lassos whose letters are 0 or more ticks apart; in some of them no time passes in the loop. */
export const anyTimedLasso = (
  names: readonly string[],
  { longest, longestGap }: Size,
): fc.Arbitrary<Lasso> => {
  const gapped = fc.tuple(holds(names), fc.integer({ min: 0, max: longestGap }));
  const word = fc.array(gapped, { minLength: 1, maxLength: longest, size: 'max' });
  return fc.tuple(word, fc.nat(), fc.integer({ min: 0, max: longestGap })).map(([gaps, cut, lastGap]) => {
    const letters = stamped(gaps);
    const stem = cut % letters.length;
    const loop = letters.slice(stem);
    return { stem: letters.slice(0, stem), loop, period: loop.at(-1)!.at - loop[0]!.at + lastGap };
  });
};

/** Finite timed words, watched for a while after their last letter. */
export const anyTimedWord = (
  names: readonly string[],
  { longest, longestGap }: Size,
): fc.Arbitrary<TimedWord> => {
  const gap = fc.integer({ min: 0, max: longestGap });
  const gapped = fc.tuple(holds(names), gap);
  return fc.tuple(fc.array(gapped, { maxLength: longest, size: 'max' }), gap).map(([gaps, watched]) => {
    const letters = stamped(gaps);
    return { letters, until: (letters.at(-1)?.at ?? 0) + watched };
  });
};

function stamped(gaps: readonly (readonly [ReadonlySet<string>, number])[]): Letter[] {
  let at = 0;
  return gaps.map(([names, gap], index) => {
    at += index === 0 ? 0 : gap;
    return { holds: names, at };
  });
}
