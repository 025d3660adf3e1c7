/** The judge is judged by hand-made words, by the laws of the logic, and by looking further than it does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { specOf } from './catalogue-notation.ts';
import { holds, valuesOf } from './evaluator.ts';
import {
  and,
  binary,
  FALSE,
  next,
  not,
  or,
  prop,
  type Span,
  type Spec,
  since,
  TRUE,
  unary,
  yesterday,
} from './spec.ts';
import { isLasso, type Lasso, lasso, lettersOf, shown, withLongerStem } from './word.ts';
import { anyTimedLasso } from './words.ts';

const [P, Q] = [prop('P'), prop('Q')];
const timed = (stem: string, loop: string, period: number): Lasso => ({
  stem: lettersOf(stem),
  loop: lettersOf(loop),
  period,
});
const bits = (spec: Spec, word: Lasso): string => valuesOf(spec, word).map(Number).join('');

test.each([
  ['P', '110100'],
  ['!P', '001011'],
  ['X P', '101001'],
  ['<>Q', '111111'],
  ['[]<>P', '111111'],
  ['<>[]P', '000000'],
  ['!P U Q', '001010'],
  ['P U Q', '111110'],
  ['P W !Q', '110101'],
])('%s on P P Q (P Q .)', (text, expected) => {
  expect(bits(specOf(text), lasso('P P Q', 'P Q .'))).toBe(expected);
});

test.each([
  ['Y P', yesterday(P), '0100'],
  ['O P', unary('O', P), '1111'],
  ['H P', unary('H', P), '1000'],
  ['P since Q', since(P, Q), '0011'],
  // The loop is entered from P, but comes back to itself from Q: what is yesterday there depends on the pass.
  ['G (Y P)', unary('G', yesterday(P)), '0000'],
  ['F G (Y Q or Q)', unary('F', unary('G', or(yesterday(Q), Q))), '1111'],
  ['X X X X (Y Q)', next(next(next(next(yesterday(Q))))), '0101'],
])('%s on P . (Q P)', (_, spec, expected) => {
  expect(bits(spec, lasso('P .', 'Q P'))).toBe(expected);
});

test.each<[string, string]>([
  // Letters:              P@0 Q@0 .@3 | Q@5 P@7 and again 6 ticks later: Q@11 P@13 …
  ['<>[0,3] P', '10011'],
  ['<>[0,4] P', '10111'],
  ['<>[6,6] Q', '00010'],
  ['<>[8,8] P', '00010'],
  ['[][1,4] !P', '11001'],
  ['later<>[0,0] Q', '10000'],
  ['later[][0,5] !Q', '00010'],
  ['!P U[2,5] Q', '01100'],
  ['!P U[2,4] Q', '00100'],
  ['!P W[0,3] Q', '01110'],
])('%s with time', (text, expected) => {
  expect(bits(specOf(text), timed('P@0 Q@0 .@3', 'Q@5 P@7', 6))).toBe(expected);
});

test('once and historically look back within their span', () => {
  const word = timed('P@0 .@0 .@3', '.@4 P@6', 4);
  expect(bits(unary('O', P, [0, 3]), word)).toBe('11101');
  expect(bits(unary('H', not(P), [0, 1]), word)).toBe('00110');
  // In the first pass P is four ticks ago, in the others two.
  expect(holds(unary('F', and(not(unary('O', P, [0, 2])), not(P))), word)).toBe(true);
  expect(holds(unary('F', unary('G', unary('O', P, [0, 2]))), word)).toBe(true);
});

const span: fc.Arbitrary<Span | undefined> = fc.option(
  fc
    .tuple(fc.nat(4), fc.oneof(fc.nat(6), fc.constant(Infinity)))
    .map(([low, wide]): Span => [low, low + wide]),
  { nil: undefined },
);
const backwards = span.map((bounds): Span | undefined => bounds && [0, bounds[1]]);

const { spec: anySpec } = fc.letrec<{ spec: Spec }>((tie) => {
  const below = tie('spec');
  return {
    spec: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom(P, Q, TRUE),
      below.map(not),
      below.map(next),
      below.map(yesterday),
      fc.tuple(below, below).map(([left, right]) => and(left, right)),
      fc.tuple(below, below).map(([left, right]) => or(left, right)),
      fc.tuple(below, below).map(([left, right]) => since(left, right)),
      fc
        .tuple(fc.constantFrom('F', 'G', 'laterF', 'laterG'), below, span)
        .map(([op, of, bounds]) => unary(op, of, bounds)),
      fc.tuple(fc.constantFrom('O', 'H'), below, backwards).map(([op, of, bounds]) => unary(op, of, bounds)),
      fc
        .tuple(fc.constantFrom('U', 'W', 'R', 'laterU', 'laterR'), below, below, span)
        .map(([op, left, right, bounds]) => binary(op, left, right, bounds)),
    ),
  };
});
const anyWord = anyTimedLasso(['P', 'Q'], { longest: 7, longestGap: 3 });

test('the words are words', () => {
  fc.assert(fc.property(anyWord, (word) => isLasso(word)));
});

test('an infinite word has the same truth values however it is written', () => {
  fc.assert(
    fc.property(anySpec, anyWord, fc.integer({ min: 1, max: 4 }), (spec, word, passes) => {
      const here = valuesOf(spec, word);
      const longer = valuesOf(spec, withLongerStem(word, passes));
      expect(longer.slice(0, here.length)).toEqual(here);
    }),
    { numRuns: 3_000 },
  );
});

/** Laws of the logic: both sides are one formula. */
const untilNow = (bounds?: Span): Spec => binary('U', P, Q, bounds);
test.each<[string, Spec, Spec]>([
  ['F p = true U p', unary('F', P), binary('U', TRUE, P)],
  ['F within = true U within', unary('F', P, [1, 4]), binary('U', TRUE, P, [1, 4])],
  ['G = not F not', unary('G', P, [2, 5]), not(unary('F', not(P), [2, 5]))],
  ['laterF = X F', unary('laterF', P), next(unary('F', P))],
  ['F = now or laterF', unary('F', P, [0, 3]), or(P, unary('laterF', P, [0, 3]))],
  ['laterG = not laterF not', unary('laterG', P, [1, 3]), not(unary('laterF', not(P), [1, 3]))],
  ['G p = false R p', unary('G', P, [0, 3]), binary('R', FALSE, P, [0, 3])],
  ['U unfolds', untilNow(), or(Q, and(P, next(untilNow())))],
  ['R is the dual of U', binary('R', P, Q, [1, 5]), not(binary('U', not(P), not(Q), [1, 5]))],
  ['R unfolds', binary('R', P, Q), and(Q, or(P, next(binary('R', P, Q))))],
  ['laterU = X U', binary('laterU', P, Q), next(untilNow())],
  ['U = now or later', untilNow([0, 4]), or(Q, and(P, binary('laterU', P, Q, [0, 4])))],
  ['laterF = true laterU', unary('laterF', P, [1, 3]), binary('laterU', TRUE, P, [1, 3])],
  ['laterR is its dual', binary('laterR', P, Q, [1, 5]), not(binary('laterU', not(P), not(Q), [1, 5]))],
  ['W is U or G', binary('W', P, Q), or(untilNow(), unary('G', P))],
  ['W is released', binary('W', P, Q, [0, 4]), binary('R', Q, or(P, Q), [0, 4])],
  ['H = not O not', unary('H', P, [0, 4]), not(unary('O', not(P), [0, 4]))],
  ['O p = true S p', unary('O', P), since(TRUE, P)],
  ['O unfolds', unary('O', P), or(P, yesterday(unary('O', P)))],
  ['S unfolds', since(P, Q), or(Q, and(P, yesterday(since(P, Q))))],
  ['X undoes Y', next(yesterday(P)), P],
])('%s', (_, left, right) => {
  fc.assert(
    fc.property(anyWord, (word) => {
      expect(bits(left, word), shown(word)).toBe(bits(right, word));
    }),
    { numRuns: 300 },
  );
});

test('a notation that is not the catalogue’s is refused', () => {
  for (const text of ['P Q', '(P', 'P &', 'p', 'P -> ', '<>[0 P']) expect(() => specOf(text)).toThrow();
});
