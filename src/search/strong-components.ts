/**
 * Strongly connected components with a cycle, of any part of a graph: Tarjan's algorithm (1972) with an explicit
 * stack.
 *
 * Each node has a label: that of the part it belongs to and, once it is known, that of its component. A node whose
 * component is known has thus left the part, so that labels also say which nodes are on Tarjan's stack.
 */
import type { LivenessGraph } from './liveness-graph.ts';

/** The label of no part and no component. */
export const UNLABELLED = 0;

export class StrongComponents {
  readonly labels: Int32Array;
  readonly #graph: LivenessGraph;
  readonly #follows: (edge: number) => boolean;
  #lastLabel = UNLABELLED;
  /** When a node was reached, from 1; 0 before. */
  readonly #reached: Int32Array;
  /** The earliest node on the trail known to be reachable. */
  readonly #low: Int32Array;
  /** The next edge to look at. */
  readonly #next: Int32Array;
  /** The nodes from the root to the current one. */
  readonly #path: Int32Array;
  /** The nodes reached whose component is not known yet. */
  readonly #trail: Int32Array;

  constructor(graph: LivenessGraph, follows: (edge: number) => boolean) {
    this.#graph = graph;
    this.#follows = follows;
    this.labels = new Int32Array(graph.size);
    this.#reached = new Int32Array(graph.size);
    this.#low = new Int32Array(graph.size);
    this.#next = new Int32Array(graph.size);
    this.#path = new Int32Array(graph.size);
    this.#trail = new Int32Array(graph.size);
  }

  /**
   * Calls `found` for each component that has a cycle, of the part of the graph that has the given nodes.
   *
   * @param found gets the label and the nodes of a component; the nodes are overwritten later
   */
  within(nodes: Int32Array, found: (label: number, members: Int32Array) => void): void {
    const labels = this.labels;
    const part = ++this.#lastLabel;
    for (const node of nodes) {
      labels[node] = part;
      this.#reached[node] = 0;
    }
    for (const root of nodes) if (labels[root] === part) this.#searchFrom(root, part, found);
  }

  #searchFrom(root: number, part: number, found: (label: number, members: Int32Array) => void): void {
    const { offsets, targets } = this.#graph;
    const labels = this.labels;
    const reached = this.#reached;
    const low = this.#low;
    const next = this.#next;
    const path = this.#path;
    const trail = this.#trail;
    let depth = 0;
    let onTrail = 0;
    let clock = 0;
    const open = (node: number): void => {
      reached[node] = low[node] = ++clock;
      next[node] = offsets[node]!;
      path[depth++] = node;
      trail[onTrail++] = node;
    };
    open(root);
    while (depth > 0) {
      const node = path[depth - 1]!;
      const edge = next[node]!;
      if (edge < offsets[node + 1]!) {
        next[node] = edge + 1;
        const target = targets[edge]!;
        if (labels[target] !== part || !this.#follows(edge)) continue;
        if (reached[target] === 0) open(target);
        else if (reached[target]! < low[node]!) low[node] = reached[target]!;
        continue;
      }
      depth--;
      if (low[node] !== reached[node]) {
        const parent = path[depth - 1]!;
        if (low[node]! < low[parent]!) low[parent] = low[node]!;
        continue;
      }
      const label = ++this.#lastLabel;
      const end = onTrail;
      do labels[trail[--onTrail]!] = label;
      while (trail[onTrail] !== node);
      if (end - onTrail > 1 || this.#hasLoop(node)) found(label, trail.subarray(onTrail, end));
    }
  }

  #hasLoop(node: number): boolean {
    const { offsets, targets } = this.#graph;
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) {
      if (targets[edge] === node && this.#follows(edge)) return true;
    }
    return false;
  }
}
