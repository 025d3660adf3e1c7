/**
 * What each timed pattern says, in loops along the time line: the judge of safety, letter by letter and tick by tick.
 *
 * A watched word (letters, and an instant until which nothing more came) violates a pattern when no continuation can
 * mend it. What is forbidden, a letter does; what is due, the end of the scope does, or time alone: once more than d
 * ticks have gone by. A scope that claims something only if R comes is violated by R at the earliest.
 */
import type { Scope } from './catalogue.ts';
import { type Segment, segmentsOf } from './scope-segments.ts';
import type { TimedPattern } from './timed-patterns.ts';
import { type Lasso, type TimedWord, unrolled } from './word.ts';

export interface Violation {
  /** How many letters had come. */
  readonly letters: number;
  readonly at: number;
}

/** Whether no continuation of the watched word satisfies the pattern. */
export const isViolated = (pattern: TimedPattern, scope: Scope, d: number, word: TimedWord): boolean =>
  segmentsOf(word.letters, scope).some((segment) =>
    LAWS[pattern](new Stretch(segment, word.until, word.letters.length), d),
  );

/** The first instant, and of those that share it the first letter, at which a watched word is violated. */
export function earliestViolation(
  violated: (word: TimedWord) => boolean,
  { letters, until }: TimedWord,
): Violation | undefined {
  for (let count = 0; count <= letters.length; count++) {
    const from = letters[count - 1]?.at ?? 0;
    const to = letters[count]?.at ?? until;
    for (let at = from; at <= to; at++) {
      if (violated({ letters: letters.slice(0, count), until: at })) return { letters: count, at };
    }
  }
  return undefined;
}

/** Whether the infinite word satisfies the pattern. */
export function holdsForEver(pattern: TimedPattern, scope: Scope, d: number, word: Lasso): boolean {
  const once = word.stem.length + word.loop.length;
  // What is asked in a later pass is asked alike in an earlier one; it is answered before so many passes are over.
  const asksBefore = once + 2 * word.loop.length;
  const passes = 3 + 2 + (word.period === 0 ? 0 : Math.ceil((d + 1) / word.period));
  const letters = unrolled(word, passes);
  return !segmentsOf(letters, scope, once).some((segment) =>
    LAWS[pattern](new Stretch(segment, Infinity, asksBefore), d),
  );
}

/** Whether a stretch violates a pattern. */
const LAWS: Record<TimedPattern, (stretch: Stretch, d: number) => boolean> = {
  boundedResponse: (stretch, d) =>
    stretch.asks.some(
      (i) =>
        stretch.has(i, 'P') && stretch.isOver(i, d) && !stretch.upTo(i, d).some((j) => stretch.has(j, 'S')),
    ),
  cancellableResponse: (stretch, d) =>
    stretch.asks.some(
      (i) =>
        stretch.has(i, 'P') &&
        stretch.isOver(i, d) &&
        !stretch.upTo(i, d).some((j) => stretch.has(j, 'S') || (j > i && stretch.has(j, 'C'))),
    ),
  boundedInvariance: (stretch, d) =>
    stretch.asks.some((i) => stretch.has(i, 'P') && stretch.upTo(i, d).some((j) => !stretch.has(j, 'S'))),
  forbidding: (stretch, d) =>
    stretch.asks.some(
      (i) =>
        stretch.has(i, 'P') &&
        stretch.upTo(i, d).some((j) => j > i && stretch.passed(i, j) < d && stretch.has(j, 'S')),
    ),
  minimumDuration: (stretch, d) =>
    stretch.asks.some((i) => stretch.becomes(i, 'P') && stretch.upTo(i, d).some((j) => !stretch.has(j, 'P'))),
  maximumDuration: (stretch, d) =>
    stretch.asks.some(
      (i) =>
        stretch.becomes(i, 'P') &&
        stretch.isOver(i, d) &&
        !stretch.endsWithin(i, d) &&
        !stretch.upTo(i, d).some((j) => !stretch.has(j, 'P')),
    ),
  boundedRecurrence: (stretch, d) =>
    stretch.asks.some(
      (i) =>
        stretch.isOver(i, d) &&
        !stretch.endsWithin(i, d) &&
        !stretch.upTo(i, d).some((j) => j > i && stretch.has(j, 'P')),
    ),
};

/** One segment of a watched word. */
class Stretch {
  /** The positions from which something may be asked of the rest. */
  readonly asks: readonly number[];
  readonly #segment: Segment;
  readonly #until: number;

  constructor(segment: Segment, until: number, asksBefore: number) {
    this.#segment = segment;
    this.#until = until;
    this.asks = this.#all().filter((i) => i < asksBefore);
  }

  has(i: number, name: string): boolean {
    return this.#segment.letters[i]!.holds.has(name);
  }

  /** True here, and false in the letter before, which is in the segment, too. */
  becomes(i: number, name: string): boolean {
    return this.has(i, name) && i > this.#segment.from && !this.has(i - 1, name);
  }

  passed(from: number, to: number): number {
    return this.#segment.letters[to]!.at - this.#segment.letters[from]!.at;
  }

  /** The positions from i on that are at most d ticks later. */
  upTo(i: number, d: number): number[] {
    return this.#all().filter((j) => j >= i && this.passed(i, j) <= d);
  }

  /** Whether nothing can come any more in the segment within d ticks of i: R came, or time went by. */
  isOver(i: number, d: number): boolean {
    return this.#segment.closed || this.#until > this.#segment.letters[i]!.at + d;
  }

  /** Whether R ended the segment within d ticks of i. */
  endsWithin(i: number, d: number): boolean {
    return this.#segment.closed && this.passed(i, this.#segment.to) <= d;
  }

  #all(): number[] {
    const { from, to } = this.#segment;
    return Array.from({ length: to - from }, (_, index) => from + index);
  }
}
