/** Shortest paths in a graph, breadth-first; among equally short ones the least by the order of nodes and edges. */
import type { LivenessGraph } from './liveness-graph.ts';

export interface Path {
  readonly from: number;
  /** Edges by index. */
  readonly edges: readonly number[];
}

/** How a node was reached: as a start, or by edge − 1. */
const UNSEEN = 0;
const START = -1;

/** A shortest path of at least one edge, all of them followed, whose last edge is accepted. */
export function shortestPath(
  graph: LivenessGraph,
  starts: readonly number[],
  follows: (edge: number) => boolean,
  accepts: (edge: number) => boolean,
): Path | undefined {
  const { size, offsets, targets } = graph;
  const via = new Int32Array(size);
  const queue = new Int32Array(size);
  let length = 0;
  const reach = (node: number, by: number): void => {
    if (via[node] !== UNSEEN) return;
    via[node] = by;
    queue[length++] = node;
  };
  for (const start of starts) reach(start, START);
  for (let position = 0; position < length; position++) {
    const node = queue[position]!;
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) {
      if (!follows(edge)) continue;
      if (accepts(edge)) return pathTo(graph, via, node, edge);
      reach(targets[edge]!, edge + 1);
    }
  }
  return undefined;
}

/** The path that ends with `last`, an edge of `node`. */
function pathTo(graph: LivenessGraph, via: Int32Array, node: number, last: number): Path {
  const edges = [last];
  let from = node;
  while (via[from] !== START) {
    const edge = via[from]! - 1;
    edges.push(edge);
    from = sourceOf(graph, edge);
  }
  return { from, edges: edges.reverse() };
}

/** The node that has an edge, by bisection: its offset is the last that is not beyond the edge. */
function sourceOf({ size, offsets }: LivenessGraph, edge: number): number {
  let low = 0;
  let high = size;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (offsets[middle]! <= edge) low = middle;
    else high = middle;
  }
  return low;
}
