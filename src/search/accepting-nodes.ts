/**
 * The nodes that lie on a cycle on which nothing is put off for ever, as far as the automaton alone tells.
 *
 * The automaton is the graph with all states of the system taken to be one. Each cycle of the graph is a closed walk of
 * the automaton, within one of its components; what each edge of a component puts off, each cycle there does. Most nodes
 * wait for something to begin, and drop out.
 */
import { CycleConditions } from './cycle-conditions.ts';
import { fairComponents } from './fair-components.ts';
import { IntList } from './int-list.ts';
import type { LivenessGraph } from './liveness-graph.ts';
import { NO_CLASS } from './move-classes.ts';
import { PairTable } from './pair-table.ts';
import { UNLABELLED } from './strong-components.ts';

/**
 * @param ways by node: the state of the automaton
 * @returns nodes in ascending order
 */
export function acceptingNodes(graph: LivenessGraph, ways: Int32Array): Int32Array {
  const automaton = automatonOf(graph, ways);
  const labels = fairComponents(new CycleConditions({ graph: automaton, fairness: [], timed: false }, false));
  const accepting = new IntList();
  for (let node = 0; node < graph.size; node++) {
    if (labels[ways[node]!] !== UNLABELLED) accepting.push(node);
  }
  return accepting.values;
}

/** What an edge of the automaton puts off, each edge of the graph behind it does. */
function automatonOf(
  { size, offsets, targets, postponed, obligations }: LivenessGraph,
  ways: Int32Array,
): LivenessGraph {
  const edges: { readonly from: number; readonly to: number; postponed: number }[] = [];
  const known = new PairTable();
  let states = 0;
  let last = { from: -1, to: -1, postponed: 0 };
  for (let node = 0; node < size; node++) {
    const from = ways[node]!;
    states = Math.max(states, from + 1);
    for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
      const to = ways[targets[edge]!]!;
      if (last.from !== from || last.to !== to) {
        const index = known.get(from, to);
        last = edges[index] ?? { from, to, postponed: -1 };
        if (index < 0) known.set(from, to, edges.push(last) - 1);
      }
      last.postponed &= postponed(edge);
    }
  }
  edges.sort((a, b) => a.from - b.from);
  const starts = new Int32Array(states + 1);
  for (const { from } of edges) starts[from + 1]!++;
  for (let state = 0; state < states; state++) starts[state + 1]! += starts[state]!;
  return {
    size: states,
    initial: [],
    offsets: starts,
    targets: Int32Array.from(edges, ({ to }) => to),
    postponed: (edge) => edges[edge]!.postponed,
    obligations,
    moveClass: () => NO_CLASS,
    passesTime: () => false,
    internal: () => false,
    enabled: () => false,
  };
}
