/**
 * Whether something stays possible: from which system states no run without faults reaches a goal (`AG EF p`), by
 * reachability backwards from the goals.
 */

/** A graph of system states in compressed rows; every node is reachable, ids are in breadth-first order. */
export interface PossibilityGraph {
  /** Nodes are 0 … size − 1. */
  readonly size: number;
  /** The edges of node n are offsets[n] … offsets[n + 1] − 1. */
  readonly offsets: Int32Array;
  /** Per edge. */
  readonly targets: Int32Array;
  /** Per edge: 1 where a run to the goal may use it, that is, where it is no fault. */
  readonly usable: Uint8Array;
  /** Per edge: 1 where its letter is a goal; then its source reaches one, provided that the edge is usable. */
  readonly goalEdges: Uint8Array;
  /** Per node: 1 where it is a goal itself. */
  readonly goalNodes: Uint8Array;
}

export interface Possibility {
  /** How many nodes reach no goal. */
  readonly stranded: number;
  /** The least of them. */
  readonly first: number | undefined;
}

export function possibilityOf(graph: PossibilityGraph): Possibility {
  const { size } = graph;
  const { offsets, sources } = reversed(graph);
  const { reaches, queue, length } = nearGoals(graph);
  let end = length;
  for (let position = 0; position < end; position++) {
    const node = queue[position]!;
    const last = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < last; edge++) {
      const source = sources[edge]!;
      if (reaches[source] === 1) continue;
      reaches[source] = 1;
      queue[end++] = source;
    }
  }
  const first = reaches.indexOf(0);
  return { stranded: size - end, first: first === -1 ? undefined : first };
}

/** The nodes that are goals or have a goal on an edge, marked and queued. */
function nearGoals({ size, offsets, usable, goalEdges, goalNodes }: PossibilityGraph): {
  readonly reaches: Uint8Array;
  readonly queue: Int32Array;
  readonly length: number;
} {
  const reaches = goalNodes.slice();
  const queue = new Int32Array(size);
  let length = 0;
  for (let node = 0; node < size; node++) {
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; reaches[node] === 0 && edge < end; edge++) {
      if (usable[edge] === 1 && goalEdges[edge] === 1) reaches[node] = 1;
    }
    if (reaches[node] === 1) queue[length++] = node;
  }
  return { reaches, queue, length };
}

/** The usable edges backwards, in compressed rows: counted, summed, and filled from the end of each row. */
function reversed({ size, offsets, targets, usable }: PossibilityGraph): {
  readonly offsets: Int32Array;
  readonly sources: Int32Array;
} {
  const starts = new Int32Array(size + 1);
  const edges = offsets[size]!;
  for (let edge = 0; edge < edges; edge++) if (usable[edge] === 1) starts[targets[edge]!]!++;
  for (let node = 1; node <= size; node++) starts[node]! += starts[node - 1]!;
  const sources = new Int32Array(starts[size]!);
  for (let node = size - 1; node >= 0; node--) {
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) {
      if (usable[edge] === 1) sources[--starts[targets[edge]!]!] = node;
    }
  }
  return { offsets: starts, sources };
}
