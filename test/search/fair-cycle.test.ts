/**
 * A lasso is found exactly where trying every set of edges finds one; it meets the definition, its stem is the least of
 * the shortest, and its loop a shortest one from there. How often each kind of answer occurs, and how often fairness
 * decides it, is asserted too.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { acceptingNodes } from '../../src/search/accepting-nodes.ts';
import { findFairLasso, type Lasso } from '../../src/search/fair-cycle.ts';
import { closedWalks, counts, type Kind, kindOf, leastStem, loopLength, reachedFrom } from './every-cycle.ts';
import { type Edge, type GraphRecipe, graphRecipe, MAX_NODES, questionOf } from './random-graph.ts';

const SEED = 20_261_122;
/** Twice as many as random systems elsewhere: two thousand in continuous integration. */
const GRAPHS = 2 * Number(process.env['REDHOUND_SYSTEMS'] ?? 200);

/** For each node of a graph, which state of an automaton of three it is taken to have. */
const ways = fc.array(fc.nat(2), { minLength: MAX_NODES, maxLength: MAX_NODES });

const met = {
  none: 0,
  lasso: 0,
  zeno: 0,
  'a stem': 0,
  'a loop of three edges or more': 0,
  'weak fairness decides': 0,
  'strong fairness decides': 0,
  'strong where weak would not do': 0,
  'a strong class avoided': 0,
  'a longer loop without the search for the shortest': 0,
  'nodes left out beforehand': 0,
};

describe('the lasso found', () => {
  it(`is right about ${GRAPHS} random graphs`, { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(graphRecipe, ways, (recipe, way) => {
        const walks = closedWalks(recipe);
        const kind = kindOf(recipe, walks);
        const lasso = findFairLasso(questionOf(recipe));
        expect(lasso === undefined ? 'none' : lasso.zeno ? 'zeno' : 'lasso').toBe(kind);
        met[kind]++;
        noteFairness(recipe, walks, kind);
        expectSameAmongCandidates(recipe, way, lasso);
        if (lasso === undefined) return;
        expectLasso(recipe, lasso);
        const cycles = walks.filter((walk) => counts(recipe, walk, lasso.zeno));
        expect(lasso).toMatchObject(leastStem(recipe, cycles));
        noteLasso(recipe, lasso);
        expect(lasso.loop.length).toBe(loopLength(recipe, homeOf(recipe, lasso), lasso.zeno));
        const greedy = findFairLasso(questionOf(recipe), 0)!;
        expectLasso(recipe, greedy);
        expect({ ...greedy, loop: [] }).toEqual({ ...lasso, loop: [] });
        expect(greedy.loop.length).toBeGreaterThanOrEqual(lasso.loop.length);
        if (greedy.loop.length > lasso.loop.length)
          met['a longer loop without the search for the shortest']++;
      }),
      { seed: SEED, numRuns: GRAPHS },
    );
  });

  it.each([
    { what: 'none', atLeast: 0.25 },
    { what: 'lasso', atLeast: 0.25 },
    { what: 'zeno', atLeast: 0.05 },
    { what: 'a stem', atLeast: 0.1 },
    { what: 'a loop of three edges or more', atLeast: 0.1 },
    { what: 'weak fairness decides', atLeast: 0.02 },
    { what: 'strong fairness decides', atLeast: 0.02 },
    { what: 'strong where weak would not do', atLeast: 0.01 },
    { what: 'a strong class avoided', atLeast: 0.01 },
    { what: 'a longer loop without the search for the shortest', atLeast: 0.1 },
    { what: 'nodes left out beforehand', atLeast: 0.1 },
  ] as const)('is often so: $what', ({ what, atLeast }) => {
    expect(met[what] / GRAPHS).toBeGreaterThanOrEqual(atLeast);
  });
});

afterAll(() => {
  const shares = Object.entries(met).map(
    ([what, count]) => `${what} ${((100 * count) / GRAPHS).toFixed(1)} %`,
  );
  console.log(`${GRAPHS} graphs: ${shares.join(', ')}`);
});

/** Nothing is missed where only those nodes are looked at that accept, whatever nodes are taken to be one. */
function expectSameAmongCandidates(recipe: GraphRecipe, way: readonly number[], lasso?: Lasso): void {
  const question = questionOf(recipe);
  const candidates = acceptingNodes(question.graph, Int32Array.from(way.slice(0, recipe.size)));
  expect(findFairLasso({ ...question, graph: { ...question.graph, candidates } })).toEqual(lasso);
  if (candidates.length < recipe.size) met['nodes left out beforehand']++;
}

/** Both parts are walks, the loop closes, and what it uses counts. */
function expectLasso(recipe: GraphRecipe, lasso: Lasso): void {
  expect(recipe.initial).toContain(lasso.initial);
  const edgesOf = (walk: readonly number[]): Edge[] => walk.map((edge) => recipe.edges[edge]!);
  const home = endOf(edgesOf(lasso.stem), lasso.initial);
  expect(lasso.loop.length).toBeGreaterThan(0);
  expect(endOf(edgesOf(lasso.loop), home)).toBe(home);
  expect(counts(recipe, edgesOf(lasso.loop), lasso.zeno)).toBe(true);
}

function endOf(walk: readonly Edge[], start: number): number {
  let node = start;
  for (const { from, to } of walk) {
    expect(from).toBe(node);
    node = to;
  }
  return node;
}

const homeOf = (recipe: GraphRecipe, { loop }: Lasso): number => recipe.edges[loop[0]!]!.from;

function noteLasso(recipe: GraphRecipe, lasso: Lasso): void {
  const { edges, enabled, fairness } = recipe;
  if (lasso.stem.length > 0) met['a stem']++;
  if (lasso.loop.length >= 3) met['a loop of three edges or more']++;
  // Within the component of the loop in the whole graph, fairness rules some nodes out.
  const home = homeOf(recipe, lasso);
  const component = [...reachedFrom(home, edges)].filter((node) => reachedFrom(node, edges).has(home));
  const avoided = fairness.some(
    ({ level, members }) =>
      level === 'strong' &&
      !lasso.loop.some((edge) => members.includes(edges[edge]!.moveClass)) &&
      component.some((node) => members.some((member) => ((enabled[node]! >> member) & 1) === 1)),
  );
  if (avoided) met['a strong class avoided']++;
}

/** Fairness decides where the answer would be another without it. */
function noteFairness(recipe: GraphRecipe, walks: readonly (readonly Edge[])[], kind: Kind): void {
  const { fairness } = recipe;
  if (fairness.length === 0) return;
  const weak = fairness.filter(({ level }) => level === 'weak');
  const strong = fairness.filter(({ level }) => level === 'strong');
  const without = (rest: typeof fairness): boolean => kindOf({ ...recipe, fairness: rest }, walks) !== kind;
  if (weak.length > 0 && without(strong)) met['weak fairness decides']++;
  if (strong.length === 0) return;
  if (without(weak)) met['strong fairness decides']++;
  if (without(fairness.map((one) => ({ ...one, level: 'weak' })))) met['strong where weak would not do']++;
}
