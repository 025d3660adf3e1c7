/**
 * What a cycle must do to count, and along which edges: the obligations, each of which some edge must not put off;
 * time, which must pass where there is a clock; and fairness.
 *
 * Time is one obligation more: a tick meets it, any other edge puts it off. A Zeno cycle owes no time; it keeps to
 * internal edges on which none passes.
 */
import type { FairnessClass, LivenessGraph, LivenessQuestion } from './liveness-graph.ts';

export class CycleConditions {
  readonly graph: LivenessGraph;
  readonly fairness: readonly FairnessClass[];
  /** One bit for each thing owed: the obligations, then time. */
  readonly owed: number;
  readonly #zeno: boolean;
  readonly #time: number;

  constructor({ graph, fairness, timed }: LivenessQuestion, zeno: boolean) {
    this.graph = graph;
    this.fairness = fairness;
    this.#zeno = zeno;
    this.#time = timed && !zeno ? 1 << graph.obligations : 0;
    this.owed = ((1 << graph.obligations) - 1) | this.#time;
  }

  /** Whether a cycle may use the edge. */
  follows(edge: number): boolean {
    return !this.#zeno || (this.graph.internal(edge) && !this.graph.passesTime(edge));
  }

  /** What of `owed` is left after the edge. */
  left(owed: number, edge: number): number {
    const put = this.graph.postponed(edge);
    return owed & (this.graph.passesTime(edge) ? put & ~this.#time : put | this.#time);
  }

  /** Whether the edge is a move of the class. */
  takes({ members }: FairnessClass, edge: number): boolean {
    return members.includes(this.graph.moveClass(edge));
  }

  /** Whether a move of the class is enabled in the node. */
  enables(node: number, { members }: FairnessClass): boolean {
    for (const member of members) if (this.graph.enabled(node, member)) return true;
    return false;
  }
}
