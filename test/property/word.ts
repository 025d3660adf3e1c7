/**
 * Words that a spec is true or false of: letters with time stamps, finite or repeating for ever.
 *
 * An untimed word is a timed one in which no time passes: all stamps and the period are 0.
 */

export interface Letter {
  /** The propositions that are true here. */
  readonly holds: ReadonlySet<string>;
  /** The instant, in ticks. Several letters may share one. */
  readonly at: number;
}

/** The word stem · loop · loop · …; each pass through the loop is `period` ticks later than the one before. */
export interface Lasso {
  readonly stem: readonly Letter[];
  readonly loop: readonly Letter[];
  readonly period: number;
}

/** A finite word, and the instant until which it has been watched: no letter came after its last one. */
export interface TimedWord {
  readonly letters: readonly Letter[];
  readonly until: number;
}

/** One letter from the names of its propositions: `letter('PQ')` has P and Q. */
export const letter = (names: string, at = 0): Letter => ({ holds: new Set(names), at });

/** An untimed lasso from texts: `lasso('Q P .', 'S PR')` is {Q} {P} {} ({S} {P,R})^ω. */
export const lasso = (stem: string, loop: string): Lasso => ({
  stem: lettersOf(stem),
  loop: lettersOf(loop),
  period: 0,
});

/** Letters from a text: propositions, then the instant after an @ where time matters: `P@3 .@5`. */
export function lettersOf(text: string): Letter[] {
  const words = text.split(' ').filter((word) => word !== '');
  return words.map((word) => {
    const [names = '', at = '0'] = word.split('@');
    return letter(names.replace('.', ''), Number(at));
  });
}

/** The first letters of a lasso: its stem, and so many passes through its loop. */
export function unrolled({ stem, loop, period }: Lasso, passes: number): Letter[] {
  const letters = [...stem];
  for (let pass = 0; pass < passes; pass++) {
    for (const { holds, at } of loop) letters.push({ holds, at: at + pass * period });
  }
  return letters;
}

/** The same infinite word, with so many passes through the loop moved into the stem. */
export function withLongerStem(word: Lasso, passes: number): Lasso {
  const { loop, period } = word;
  const moved = loop.map(({ holds, at }) => ({ holds, at: at + passes * period }));
  return { stem: unrolled(word, passes), loop: moved, period };
}

/** Time does not run backwards, and what repeats is not empty. */
export function isLasso(word: Lasso): boolean {
  const twice = unrolled(word, 2);
  return word.loop.length > 0 && twice.every(({ at }, index) => index === 0 || twice[index - 1]!.at <= at);
}

/** A word as `lettersOf` reads it, the loop in parentheses. */
export function shown(word: Lasso): string {
  const text = (letters: readonly Letter[]): string =>
    letters.map(({ holds, at }) => `${[...holds].join('') || '.'}@${at}`).join(' ');
  return `${text(word.stem)} (${text(word.loop)})+${word.period}`;
}
