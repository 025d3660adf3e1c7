/**
 * Whether a spec holds of an infinite word, by the definitions of its operators: a table of truth values for each
 * subformula, one for each position. Pointwise: only letters are positions, and spans compare their stamps.
 *
 * Future. A lasso has finitely many different suffixes: beyond the last position of the first pass, position i looks
 * like the position `home(i)` of that pass. What an operator asks of all later positions it asks of those up to its
 * horizon: beyond it every phase of the loop has been seen once at least, and every bound of its span is exceeded.
 *
 * Past. A position of the loop has another past in each pass, so a past formula may change its value between the
 * passes. It settles: let the operands repeat from position s on.
 * - Y repeats from s + 1 on.
 * - O and H, unbounded, have seen every phase of the loop after one pass; what comes then has been seen.
 * - S takes one bit around the loop: value = right or (left and value before). One pass maps that bit by a function
 *   that is the identity or constant (being monotone), so a second pass changes nothing.
 * - O and H with span [0,d] look back fewer than floor(d / period) + 1 passes; from that many passes after s on they
 *   see repeating letters only. If no time passes in the loop, they look back on all of it, as the unbounded ones do.
 * Hence for each past operator that many passes are moved from the loop into the stem, before all else.
 */
import { partsOf, type Span, type Spec } from './spec.ts';
import { type Lasso, type Letter, withLongerStem } from './word.ts';

/** Whether the spec is true at the first letter. */
export const holds = (spec: Spec, word: Lasso): boolean => valuesOf(spec, word)[0]!;

/** The truth values at the letters of the stem and of the first pass through the loop. */
export function valuesOf(spec: Spec, word: Lasso): boolean[] {
  const settled = withLongerStem(word, passesToSettle(spec, word.period));
  return tableOf(spec, new Positions(settled)).slice(0, word.stem.length + word.loop.length);
}

function passesToSettle(spec: Spec, period: number): number {
  const below = partsOf(spec).reduce((sum, part) => sum + passesToSettle(part, period), 0);
  if (spec.op === 'Y' || spec.op === 'S') return below + 1;
  if (spec.op !== 'O' && spec.op !== 'H') return below;
  const reach = spec.span?.[1] ?? Infinity;
  return below + (reach === Infinity || period === 0 ? 1 : Math.floor(reach / period) + 1);
}

/** The truth values at each letter of the stem and of the first pass, given those of the parts. */
function tableOf(spec: Spec, positions: Positions): boolean[] {
  const { count, last, within } = positions;
  const each = (truth: Truth): boolean[] => {
    const values: boolean[] = [];
    for (let i = 0; i < count; i++) values.push(truth(i));
    return values;
  };
  const valuesAt = (part: Spec): Truth => {
    const table = tableOf(part, positions);
    return (i) => table[positions.home(i)]!;
  };

  switch (spec.op) {
    case 'true':
      return each(() => true);
    case 'false':
      return each(() => false);
    case 'prop':
      return each((i) => positions.letters[i]!.holds.has(spec.name));
    case 'not': {
      const p = valuesAt(spec.of);
      return each((i) => !p(i));
    }
    case 'and': {
      const parts = spec.of.map(valuesAt);
      return each((i) => parts.every((p) => p(i)));
    }
    case 'or': {
      const parts = spec.of.map(valuesAt);
      return each((i) => parts.some((p) => p(i)));
    }
    case 'implies': {
      const [p, q] = [valuesAt(spec.left), valuesAt(spec.right)];
      return each((i) => !p(i) || q(i));
    }
    case 'X': {
      const p = valuesAt(spec.of);
      return each((i) => p(i + 1));
    }
    case 'F':
    case 'laterF': {
      const p = valuesAt(spec.of);
      const from = spec.op === 'F' ? 0 : 1;
      return each((i) => some(i + from, last(i, spec.span), (j) => within(i, j, spec.span) && p(j)));
    }
    case 'G':
    case 'laterG': {
      const p = valuesAt(spec.of);
      const from = spec.op === 'G' ? 0 : 1;
      return each((i) => every(i + from, last(i, spec.span), (j) => !within(i, j, spec.span) || p(j)));
    }
    case 'U':
    case 'laterU': {
      const [p, q] = [valuesAt(spec.left), valuesAt(spec.right)];
      const from = spec.op === 'U' ? 0 : 1;
      return each((i) => until(p, q, i, i + from, positions, spec.span));
    }
    case 'R':
    case 'laterR': {
      // The duals of the untils: not (not p U not q).
      const [p, q] = [valuesAt(spec.left), valuesAt(spec.right)];
      const [notP, notQ]: Truth[] = [(k) => !p(k), (j) => !q(j)];
      const from = spec.op === 'R' ? 0 : 1;
      return each((i) => !until(notP!, notQ!, i, i + from, positions, spec.span));
    }
    case 'W': {
      // Until, or `left` to the end of the span.
      const [p, q] = [valuesAt(spec.left), valuesAt(spec.right)];
      const whole: Span | undefined = spec.span && [0, spec.span[1]];
      return each(
        (i) =>
          until(p, q, i, i, positions, spec.span) ||
          every(i, last(i, whole), (j) => !within(i, j, whole) || p(j)),
      );
    }
    case 'Y': {
      const p = valuesAt(spec.of);
      return each((i) => i > 0 && p(i - 1));
    }
    case 'O': {
      const p = valuesAt(spec.of);
      return each((i) => some(0, i, (j) => within(j, i, spec.span) && p(j)));
    }
    case 'H': {
      const p = valuesAt(spec.of);
      return each((i) => every(0, i, (j) => !within(j, i, spec.span) || p(j)));
    }
    case 'S': {
      const [p, q] = [valuesAt(spec.left), valuesAt(spec.right)];
      return each((i) => some(0, i, (j) => q(j) && every(j + 1, i, (k) => p(k))));
    }
  }
}

type Truth = (i: number) => boolean;

/** There is a j >= from, within the span of i, with q at j and p at each k from `from` up to before j. */
function until(
  p: Truth,
  q: Truth,
  i: number,
  from: number,
  positions: Positions,
  span: Span | undefined,
): boolean {
  const last = positions.last(i, span);
  for (let j = from; j <= last; j++) {
    if (positions.within(i, j, span) && q(j)) return true;
    if (!p(j)) return false;
  }
  return false;
}

function some(from: number, to: number, test: Truth): boolean {
  for (let i = from; i <= to; i++) if (test(i)) return true;
  return false;
}

const every = (from: number, to: number, test: Truth): boolean => !some(from, to, (i) => !test(i));

/** The positions of an infinite word: those of the stem and of the first pass, and where the others look alike. */
class Positions {
  readonly letters: readonly Letter[];
  readonly count: number;
  readonly #word: Lasso;

  constructor(word: Lasso) {
    this.#word = word;
    this.letters = [...word.stem, ...word.loop];
    this.count = this.letters.length;
  }

  /** The position of the stem or the first pass from which the word goes on as from this one. */
  readonly home = (i: number): number =>
    i < this.count ? i : this.#word.stem.length + ((i - this.#word.stem.length) % this.#word.loop.length);

  #at(i: number): number {
    const home = this.home(i);
    return this.letters[home]!.at + ((i - home) / this.#word.loop.length) * this.#word.period;
  }

  /** Whether the time from one position to a later one lies within the span. */
  readonly within = (from: number, to: number, span: Span | undefined): boolean => {
    if (span === undefined) return true;
    const passed = this.#at(to) - this.#at(from);
    return span[0] <= passed && passed <= span[1];
  };

  /** The horizon: how far to look from a position. */
  readonly last = (i: number, span: Span | undefined): number => {
    const { stem, loop, period } = this.#word;
    const bound = span === undefined ? 0 : span[1] === Infinity ? span[0] : span[1];
    const passes = period === 0 ? 2 : Math.ceil(bound / period) + 2;
    return Math.max(i, stem.length) + passes * loop.length;
  };
}
