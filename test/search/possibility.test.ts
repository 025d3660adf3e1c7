/** What stays possible, against a closure that is recomputed until nothing changes, on random graphs. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { possibilityOf } from '../../src/search/possibility.ts';
import { offsetsOf } from './random-graph.ts';

const SEED = 20_261_122;
const GRAPHS = 4000;

const met = {
  'all reach a goal': 0,
  'some are stranded': 0,
  'unusable edges decide': 0,
  'goal edges decide': 0,
};

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly usable: boolean;
  readonly goal: boolean;
}
interface Recipe {
  readonly edges: readonly Edge[];
  /** Per node. */
  readonly goals: readonly boolean[];
}

const oneIn = (count: number): fc.Arbitrary<boolean> => fc.nat(count - 1).map((chosen) => chosen === 0);

const recipes: fc.Arbitrary<Recipe> = fc.noBias(
  fc.integer({ min: 1, max: 7 }).chain((size) =>
    fc.record({
      edges: fc.array(
        fc.record({
          from: fc.nat(size - 1),
          to: fc.nat(size - 1),
          usable: oneIn(4).map((not) => !not),
          goal: oneIn(8),
        }),
        { maxLength: 14 },
      ),
      goals: fc.array(oneIn(4), { minLength: size, maxLength: size }),
    }),
  ),
);

describe('possibility', () => {
  it(`is right about ${GRAPHS} random graphs`, () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const stranded = strandedIn(recipe);
        expect(answerTo(recipe)).toEqual({ stranded: stranded.length, first: stranded[0] });
        met[stranded.length === 0 ? 'all reach a goal' : 'some are stranded']++;
        const count = (change: Partial<Edge>): number =>
          strandedIn({ ...recipe, edges: recipe.edges.map((edge) => ({ ...edge, ...change })) }).length;
        if (count({ usable: true }) !== stranded.length) met['unusable edges decide']++;
        if (count({ goal: false }) !== stranded.length) met['goal edges decide']++;
      }),
      { seed: SEED, numRuns: GRAPHS },
    );
  });

  it.each(Object.keys(met) as (keyof typeof met)[])('is often so: %s', (what) => {
    expect(met[what] / GRAPHS).toBeGreaterThanOrEqual(0.1);
  });

  it('of a chain of a million nodes, with a goal at its end and with none', () => {
    const size = 1_000_000;
    const chain = {
      size,
      offsets: Int32Array.from({ length: size + 1 }, (_, node) => Math.min(node, size - 1)),
      targets: Int32Array.from({ length: size - 1 }, (_, edge) => edge + 1),
      usable: new Uint8Array(size - 1).fill(1),
      goalEdges: new Uint8Array(size - 1),
      goalNodes: new Uint8Array(size),
    };
    expect(possibilityOf(chain)).toEqual({ stranded: size, first: 0 });
    chain.goalNodes[size - 1] = 1;
    expect(possibilityOf(chain)).toEqual({ stranded: 0, first: undefined });
    chain.usable[size - 2] = 0;
    expect(possibilityOf(chain)).toEqual({ stranded: size - 1, first: 0 });
  });
});

afterAll(() => {
  const shares = Object.entries(met).map(
    ([what, count]) => `${what} ${((100 * count) / GRAPHS).toFixed(1)} %`,
  );
  console.log(`${GRAPHS} graphs: ${shares.join(', ')}`);
});

/** Node by node: follow usable edges forwards until nothing is new, and look for a goal among what was met. */
function strandedIn({ edges, goals }: Recipe): number[] {
  const usable = edges.filter((edge) => edge.usable);
  return [...goals.keys()].filter((start) => {
    const reached = new Set([start]);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const { from, to } of usable) if (reached.has(from)) reached.add(to);
    }
    const onWay = usable.some(({ from, goal }) => goal && reached.has(from));
    return !onWay && ![...reached].some((node) => goals[node]);
  });
}

function answerTo({ edges, goals }: Recipe): ReturnType<typeof possibilityOf> {
  const sorted = edges.toSorted((a, b) => a.from - b.from);
  return possibilityOf({
    size: goals.length,
    offsets: offsetsOf(goals.length, sorted),
    targets: Int32Array.from(sorted, ({ to }) => to),
    usable: Uint8Array.from(sorted, ({ usable }) => Number(usable)),
    goalEdges: Uint8Array.from(sorted, ({ goal }) => Number(goal)),
    goalNodes: Uint8Array.from(goals, Number),
  });
}
