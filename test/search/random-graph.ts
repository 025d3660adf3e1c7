/** Small random graphs as lists of edges, and the same in compressed rows. */
import fc from 'fast-check';
import type { FairnessClass, LivenessGraph, LivenessQuestion } from '../../src/search/liveness-graph.ts';

export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly postponed: number;
  readonly moveClass: number;
  readonly passesTime: boolean;
  readonly internal: boolean;
}

export interface GraphRecipe {
  readonly size: number;
  readonly initial: readonly number[];
  /** By source. */
  readonly edges: readonly Edge[];
  readonly obligations: number;
  /** Per node a bit for each elementary class: those enabled there. */
  readonly enabled: readonly number[];
  readonly fairness: readonly FairnessClass[];
  readonly timed: boolean;
}

export const MAX_NODES = 7;
const MAX_EDGES = 14;
const MAX_OBLIGATIONS = 2;

/** Half of the edges lead one node on, so that there are ways to go and not only knots. */
const edge = (size: number): fc.Arbitrary<Edge> =>
  fc
    .record({
      from: fc.nat(size - 1),
      to: fc.nat(size - 1),
      onwards: fc.boolean(),
      postponed: fc.constantFrom(0, 0, 0, 1, 2, 3),
      moveClass: fc.constantFrom(-1, -1, -1, 0, 1, 2),
      kind: fc.constantFrom(
        'tick',
        'internal',
        'internal',
        'internal',
        'internal',
        'internal',
        'open',
        'both',
      ),
    })
    .map(({ from, to, onwards, postponed, moveClass, kind }) => ({
      from,
      to: onwards && from + 1 < size ? from + 1 : to,
      postponed,
      moveClass,
      passesTime: kind === 'tick' || kind === 'both',
      internal: kind === 'internal' || kind === 'both',
    }));

const fairnessClass: fc.Arbitrary<FairnessClass> = fc.record({
  members: fc.constantFrom([0], [1], [2], [0, 1], [1, 2]),
  level: fc.constantFrom('weak', 'strong'),
});

/** An edge of a class makes it enabled at its source; here and there, or everywhere, it is enabled without one. */
const biased: fc.Arbitrary<GraphRecipe> = fc
  .integer({ min: 1, max: MAX_NODES })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      initial: fc.oneof(
        { weight: 3, arbitrary: fc.constant([0]) },
        fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 2 }),
      ),
      unsorted: fc.array(edge(size), { minLength: size, maxLength: MAX_EDGES }),
      obligations: fc.nat(MAX_OBLIGATIONS),
      extra: fc.array(fc.constantFrom<number>(0, 0, 0, 1, 2, 4), { minLength: size, maxLength: size }),
      everywhere: fc.constantFrom(0, 0, 0, 1, 2, 4),
      fairness: fc.oneof(
        { weight: 4, arbitrary: fc.array(fairnessClass, { minLength: 1, maxLength: 3 }) },
        fc.constant([]),
      ),
      timed: fc.boolean(),
    }),
  )
  .map(({ unsorted, extra, everywhere, ...rest }) => {
    const edges = unsorted.sort((a, b) => a.from - b.from);
    const classesAt = (node: number): number[] =>
      edges.filter(({ from, moveClass }) => from === node && moveClass !== -1).map((one) => one.moveClass);
    const enabled = extra.map((bits, node) =>
      classesAt(node).reduce((all, moveClass) => all | (1 << moveClass), bits | everywhere),
    );
    return { ...rest, edges, enabled };
  });

/** Bias towards small numbers would tie most edges to the first nodes. */
export const graphRecipe = fc.noBias(biased);

export function graphOf({ size, initial, edges, obligations, enabled }: GraphRecipe): LivenessGraph {
  return {
    size,
    initial,
    offsets: offsetsOf(size, edges),
    targets: Int32Array.from(edges, ({ to }) => to),
    postponed: (edge) => edges[edge]!.postponed,
    obligations,
    moveClass: (edge) => edges[edge]!.moveClass,
    passesTime: (edge) => edges[edge]!.passesTime,
    internal: (edge) => edges[edge]!.internal,
    enabled: (node, moveClass) => ((enabled[node]! >> moveClass) & 1) === 1,
  };
}

export const questionOf = (recipe: GraphRecipe): LivenessQuestion => ({
  graph: graphOf(recipe),
  fairness: recipe.fairness,
  timed: recipe.timed,
});

/** Edges are sorted by source. */
export function offsetsOf(size: number, edges: readonly { readonly from: number }[]): Int32Array {
  return Int32Array.from({ length: size + 1 }, (_, node) => edges.filter(({ from }) => from < node).length);
}
