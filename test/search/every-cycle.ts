/**
 * The definition of a fair cycle taken literally, and all of them: a closed walk that uses exactly a set of edges
 * exists where they are strongly connected, so every set of edges is tried.
 */
import type { Edge, GraphRecipe } from './random-graph.ts';

/** Whether a closed walk along exactly these edges counts; `zeno` says which kind of cycle is asked for. */
export function counts(recipe: GraphRecipe, edges: readonly Edge[], zeno: boolean): boolean {
  const nodes = edges.map(({ from }) => from);
  for (let m = 0; m < recipe.obligations; m++) {
    if (edges.every(({ postponed }) => ((postponed >> m) & 1) === 1)) return false;
  }
  for (const { members, level } of recipe.fairness) {
    const taken = edges.some(({ moveClass }) => members.includes(moveClass));
    const enabledAt = (node: number): boolean =>
      members.some((member) => ((recipe.enabled[node]! >> member) & 1) === 1);
    if (level === 'weak' && !taken && nodes.every(enabledAt)) return false;
    if (level === 'strong' && !taken && nodes.some(enabledAt)) return false;
  }
  if (zeno) return edges.every(({ internal, passesTime }) => internal && !passesTime);
  return !recipe.timed || edges.some(({ passesTime }) => passesTime);
}

/** Which nodes are reached from `start` along the edges. */
export function reachedFrom(start: number, edges: readonly Edge[]): Set<number> {
  const reached = new Set([start]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of edges) if (reached.has(from)) reached.add(to);
  }
  return reached;
}

/** Whether some closed walk uses all of the edges and no other: each target leads back to each source. */
function isClosedWalk(edges: readonly Edge[]): boolean {
  if (edges.length === 0) return false;
  const start = edges[0]!.from;
  const ahead = reachedFrom(start, edges);
  const back = reachedFrom(
    start,
    edges.map((one) => ({ ...one, from: one.to, to: one.from })),
  );
  return edges.every(({ from, to }) => ahead.has(from) && back.has(to));
}

/** Every set of edges that a closed walk, reachable from an initial node, uses. */
export function closedWalks({ initial, edges }: GraphRecipe): readonly (readonly Edge[])[] {
  const reachable = new Set(initial.flatMap((node) => [...reachedFrom(node, edges)]));
  const walks: Edge[][] = [];
  for (let subset = 1; subset < 2 ** edges.length; subset++) {
    // A closed walk leaves the nodes that it enters: that settles most sets at once.
    let left = 0;
    let entered = 0;
    for (let index = 0; index < edges.length; index++) {
      if (((subset >> index) & 1) === 0) continue;
      left |= 1 << edges[index]!.from;
      entered |= 1 << edges[index]!.to;
    }
    if (left !== entered) continue;
    const chosen = edges.filter((_, index) => ((subset >> index) & 1) === 1);
    if (reachable.has(chosen[0]!.from) && isClosedWalk(chosen)) walks.push(chosen);
  }
  return walks;
}

export type Kind = 'none' | 'lasso' | 'zeno';

/** The kind of lasso there is, given every closed walk. */
export function kindOf(recipe: GraphRecipe, walks: readonly (readonly Edge[])[]): Kind {
  if (walks.some((walk) => counts(recipe, walk, false))) return 'lasso';
  return recipe.timed && walks.some((walk) => counts(recipe, walk, true)) ? 'zeno' : 'none';
}

/**
 * The shortest way from an initial node to a node on a cycle that counts, there being one; among equally short ones
 * the first by the order of initial nodes, then of edges.
 */
export function leastStem(
  { initial, edges }: GraphRecipe,
  cycles: readonly (readonly Edge[])[],
): { readonly initial: number; readonly stem: readonly number[] } {
  const fair = new Set(cycles.flatMap((cycle) => cycle.map(({ from }) => from)));
  let ways = initial.map((node) => ({ initial: node, stem: [] as number[], end: node }));
  for (;;) {
    const found = ways.find(({ end }) => fair.has(end));
    if (found !== undefined) return { initial: found.initial, stem: found.stem };
    ways = ways.flatMap((way) =>
      edges.flatMap(({ from, to }, edge) =>
        from === way.end ? [{ initial: way.initial, stem: [...way.stem, edge], end: to }] : [],
      ),
    );
  }
}

/** Fewest edges of a closed walk through `home` that counts: breadth-first over nodes with the set of edges used. */
export function loopLength(recipe: GraphRecipe, home: number, zeno: boolean): number {
  const { edges } = recipe;
  const chosen = (used: number): Edge[] => edges.filter((_, index) => ((used >> index) & 1) === 1);
  const seen = new Set<string>();
  let level = [{ node: home, used: 0 }];
  for (let length = 1; ; length++) {
    const next: typeof level = [];
    for (const { node, used } of level) {
      for (const [index, { from, to }] of edges.entries()) {
        if (from !== node) continue;
        const now = { node: to, used: used | (1 << index) };
        const key = `${now.node} ${now.used}`;
        if (seen.has(key)) continue;
        seen.add(key);
        if (to === home && counts(recipe, chosen(now.used), zeno)) return length;
        next.push(now);
      }
    }
    if (next.length === 0) return Number.POSITIVE_INFINITY;
    level = next;
  }
}
