/**
 * The parts of a graph that a run can stay in for ever while it meets every condition on a cycle.
 *
 * A component that fails an obligation or a weak class fails it with each of its cycles. One in which moves of a strong
 * class are enabled and never taken loses the nodes where they are, and what is left is decomposed again: the emptiness
 * of Streett automata (Emerson and Lei 1987; on transitions Duret-Lutz, Poitrenaud and Couvreur, ATVA 2009). What is
 * removed lies on no fair cycle, hence a node lies on one exactly where its component is fair.
 */
import type { CycleConditions } from './cycle-conditions.ts';
import type { FairnessClass, LivenessGraph } from './liveness-graph.ts';
import { StrongComponents, UNLABELLED } from './strong-components.ts';

/** Per node: the label of its fair component, `UNLABELLED` where it lies on no fair cycle. */
export function fairComponents(conditions: CycleConditions): Int32Array {
  const { graph } = conditions;
  const components = new StrongComponents(graph, (edge) => conditions.follows(edge));
  const { labels } = components;
  const fair = new Set<number>();
  const parts = [graph.candidates ?? everyNode(graph)];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    components.within(part, (label, members) => {
      const starved = starvedClasses(conditions, labels, members);
      if (starved === undefined) return;
      const rest = members.filter((node) => !starved.some((one) => conditions.enables(node, one)));
      if (rest.length === members.length) fair.add(label);
      else if (rest.length > 0) parts.push(rest);
    });
  }
  for (let node = 0; node < labels.length; node++) {
    if (!fair.has(labels[node]!)) labels[node] = UNLABELLED;
  }
  return labels;
}

function everyNode({ size }: LivenessGraph): Int32Array {
  const nodes = new Int32Array(size);
  for (let node = 0; node < size; node++) nodes[node] = node;
  return nodes;
}

/** The strong classes never taken within a component; undefined where another condition rules the component out. */
function starvedClasses(
  conditions: CycleConditions,
  labels: Int32Array,
  members: Int32Array,
): readonly FairnessClass[] | undefined {
  const { graph } = conditions;
  const { offsets, targets } = graph;
  const label = labels[members[0]!];
  const taken = new Set<number>();
  let owed = conditions.owed;
  for (const node of members) {
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) {
      if (labels[targets[edge]!] !== label || !conditions.follows(edge)) continue;
      owed = conditions.left(owed, edge);
      taken.add(graph.moveClass(edge));
    }
  }
  if (owed !== 0) return undefined;
  const untaken = conditions.fairness.filter((one) => !one.members.some((member) => taken.has(member)));
  for (const one of untaken) {
    if (one.level === 'weak' && members.every((node) => conditions.enables(node, one))) return undefined;
  }
  return untaken.filter(({ level }) => level === 'strong');
}
