/**
 * What each pattern of the catalogue says, in loops instead of formulas: the word is cut into the segments of the
 * scope, and in each of them the positions are walked.
 *
 * A segment that no R ends is cut off after so many passes through the loop that whatever is ever to be seen has been
 * seen: what must be answered (`asks`) is looked for in the first passes only, and an answer takes at most one pass
 * for each of its events.
 */
import type { Pattern, Scope } from './catalogue.ts';
import { type Segment, segmentsOf } from './scope-segments.ts';
import { type Lasso, unrolled } from './word.ts';

export interface Parameters {
  /** How many regions of P there may be in bounded existence. */
  readonly atMost: number;
  /** The events of a chain: S, T in the catalogue. */
  readonly chain: readonly string[];
}

const PUBLISHED: Parameters = { atMost: 2, chain: ['S', 'T'] };

/** Whether the pattern holds of the word in each segment of the scope. */
export function holdsDirectly(
  pattern: Pattern,
  scope: Scope,
  word: Lasso,
  parameters: Partial<Parameters> = {},
): boolean {
  const all = { ...PUBLISHED, ...parameters };
  const once = word.stem.length + word.loop.length;
  const asksBefore = once + 2 * word.loop.length;
  const letters = unrolled(word, 3 + Math.max(all.atMost, all.chain.length) + 2);
  // A segment that begins in a later pass is like one that begins in the first.
  return segmentsOf(letters, scope, once).every((segment) =>
    LAWS[pattern](new Walk(segment, asksBefore), all),
  );
}

const LAWS: Record<Pattern, (walk: Walk, parameters: Parameters) => boolean> = {
  universality: (walk) => walk.all.every((i) => walk.has(i, 'P')),
  absence: (walk) => !walk.all.some((i) => walk.has(i, 'P')),
  existence: (walk) => walk.all.some((i) => walk.has(i, 'P')),
  boundedExistence: (walk, { atMost }) => {
    const begins = walk.all.filter((i) => walk.has(i, 'P') && !(i > walk.from && walk.has(i - 1, 'P')));
    return begins.length <= atMost;
  },
  precedence: (walk) =>
    walk.all.every((i) => !walk.has(i, 'P') || walk.all.some((j) => j <= i && walk.has(j, 'S'))),
  response: (walk) =>
    walk.asks.every((i) => !walk.has(i, 'P') || walk.all.some((j) => j >= i && walk.has(j, 'S'))),
  /** S, T precede P: by the first P, S and strictly later T have come; T may come with it. */
  precedenceChain21: (walk, { chain }) => {
    const first = walk.all.find((i) => walk.has(i, 'P'));
    if (first === undefined) return true;
    const last = walk.endOfChain(chain, walk.from);
    return last !== undefined && last <= first;
  },
  /** P precedes S, T: where S begins a chain S, T, P has come, in that letter at the latest. */
  precedenceChain12: (walk, { chain }) =>
    walk.asks.every((i) => !walk.begins(chain, i) || walk.all.some((j) => j <= i && walk.has(j, 'P'))),
  /** P responds to S, T: from each S, once T has come strictly later, P comes with it or later. */
  responseChain21: (walk, { chain }) =>
    walk.asks.every((i) => {
      if (!walk.begins(chain, i)) return true;
      const last = walk.endOfChain(chain, i)!;
      return walk.all.some((j) => j >= last && walk.has(j, 'P'));
    }),
  /** S, T respond to P: S with P or later, and T strictly later than S. */
  responseChain12: (walk, { chain }) =>
    walk.asks.every((i) => !walk.has(i, 'P') || walk.endOfChain(chain, i) !== undefined),
  /** S, T without Z respond to P: no Z from S, inclusive, up to T, exclusive. */
  constrainedChain: (walk, { chain }) =>
    walk.asks.every(
      (i) => !walk.has(i, 'P') || walk.all.some((j) => j >= i && walk.chainWithout('Z', chain, j)),
    ),
};

/** One segment, to be walked through. */
class Walk {
  readonly from: number;
  /** All positions, and those of the first passes. */
  readonly all: readonly number[];
  readonly asks: readonly number[];
  readonly #segment: Segment;

  constructor(segment: Segment, asksBefore: number) {
    this.#segment = segment;
    this.from = segment.from;
    this.all = Array.from({ length: segment.to - segment.from }, (_, index) => segment.from + index);
    this.asks = this.all.filter((i) => i < asksBefore);
  }

  has(i: number, name: string): boolean {
    return this.#segment.letters[i]!.holds.has(name);
  }

  /** Where a chain of events, each strictly later than the one before, can be complete first. */
  endOfChain(chain: readonly string[], from: number): number | undefined {
    let last = from - 1;
    for (const event of chain) {
      const found = this.all.find((i) => i > last && this.has(i, event));
      if (found === undefined) return undefined;
      last = found;
    }
    return last;
  }

  /** Whether the first event of the chain is here, and the others follow. */
  begins(chain: readonly string[], i: number): boolean {
    return this.has(i, chain[0]!) && this.endOfChain(chain, i) !== undefined;
  }

  /** Whether the chain begins here and can be completed before anything forbidden comes. */
  chainWithout(forbidden: string, chain: readonly string[], i: number): boolean {
    if (!this.begins(chain, i)) return false;
    const last = this.endOfChain(chain, i)!;
    return !this.all.some((j) => i <= j && j < last && this.has(j, forbidden));
  }
}
