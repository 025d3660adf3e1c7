/**
 * A fair accepting cycle and the way to it: a lasso, the counterexample to what must happen eventually.
 *
 * The stem is a shortest path to any node on such a cycle, the loop a short closed walk through that node. Where there
 * is a clock, cycles on which time passes come first: only without them does a Zeno cycle count.
 */
import { CycleConditions } from './cycle-conditions.ts';
import { fairComponents } from './fair-components.ts';
import { fairLoop } from './fair-loop.ts';
import type { LivenessQuestion } from './liveness-graph.ts';
import { type Path, shortestPath } from './shortest-path.ts';
import { UNLABELLED } from './strong-components.ts';

export interface Lasso {
  /** The initial node at which it begins. */
  readonly initial: number;
  /** Edges by index. */
  readonly stem: readonly number[];
  readonly loop: readonly number[];
  /** Whether internal moves go on for ever and time does not. */
  readonly zeno: boolean;
}

/** How many pairs of a node and what is still to be done the search for a shortest loop looks at. */
const MAX_ROWS = 200_000;

/** The lasso with the shortest stem; undefined where no run meets the conditions. */
export function findFairLasso(question: LivenessQuestion, maxRows: number = MAX_ROWS): Lasso | undefined {
  const lasso = lassoOf(question, false, maxRows);
  return lasso === undefined && question.timed ? lassoOf(question, true, maxRows) : lasso;
}

function lassoOf(question: LivenessQuestion, zeno: boolean, maxRows: number): Lasso | undefined {
  const { graph } = question;
  if (graph.candidates?.length === 0) return undefined;
  const conditions = new CycleConditions(question, zeno);
  const labels = fairComponents(conditions);
  if (labels.every((label) => label === UNLABELLED)) return undefined;
  const stem = stemTo(question, (node) => labels[node] !== UNLABELLED);
  if (stem === undefined) return undefined;
  const last = stem.edges.at(-1);
  const home = last === undefined ? stem.from : graph.targets[last]!;
  return { initial: stem.from, stem: stem.edges, loop: fairLoop(conditions, labels, home, maxRows), zeno };
}

/** A shortest path from an initial node to one that is on a fair cycle. */
function stemTo({ graph }: LivenessQuestion, isFair: (node: number) => boolean): Path | undefined {
  const from = graph.initial.find(isFair);
  if (from !== undefined) return { from, edges: [] };
  const { targets } = graph;
  return shortestPath(
    graph,
    graph.initial,
    () => true,
    (edge) => isFair(targets[edge]!),
  );
}
