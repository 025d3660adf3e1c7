/** Fair cycles of graphs that are too deep for recursion and too large for anything but linear time. */
import { describe, expect, it } from 'vitest';
import { findFairLasso } from '../../src/search/fair-cycle.ts';
import type { FairnessClass, LivenessGraph } from '../../src/search/liveness-graph.ts';

const SIZE = 1_000_000;
const MOVE_CLASS = 0;
const NOTHING: readonly FairnessClass[] = [];

interface LargeEdge {
  readonly to: number;
  readonly met?: boolean;
  readonly taken?: boolean;
}

/** One obligation, one class of moves, enabled where the predicate says so. */
function largeGraph(
  edgesOf: (node: number) => readonly LargeEdge[],
  enabled: (node: number) => boolean = () => false,
): LivenessGraph {
  const offsets = new Int32Array(SIZE + 1);
  const edges: LargeEdge[] = [];
  for (let node = 0; node < SIZE; node++) {
    edges.push(...edgesOf(node));
    offsets[node + 1] = edges.length;
  }
  return {
    size: SIZE,
    initial: [0],
    offsets,
    targets: Int32Array.from(edges, ({ to }) => to),
    obligations: 1,
    postponed: (edge) => (edges[edge]!.met === true ? 0 : 1),
    moveClass: (edge) => (edges[edge]!.taken === true ? MOVE_CLASS : -1),
    passesTime: () => false,
    internal: () => true,
    enabled,
  };
}

const next = (node: number): number => (node + 1) % SIZE;
const asked = (graph: LivenessGraph, fairness = NOTHING) => findFairLasso({ graph, fairness, timed: false });

describe('a million nodes', { timeout: 120_000 }, () => {
  it('in one ring: the loop is the ring', () => {
    const lasso = asked(largeGraph((node) => [{ to: next(node), met: node === SIZE >> 1 }]))!;
    expect(lasso.stem).toEqual([]);
    expect(lasso.loop.length).toBe(SIZE);
  });

  it('in a chain with a loop at its end: the stem is the chain', () => {
    const lasso = asked(largeGraph((node) => [{ to: Math.min(node + 1, SIZE - 1), met: true }]))!;
    expect(lasso.stem.length).toBe(SIZE - 1);
    expect(lasso.loop).toEqual([SIZE - 1]);
  });

  it('in a ring of which a strong class leaves nothing but a loop', () => {
    const graph = largeGraph(
      (node) =>
        node === SIZE >> 1 ? [{ to: node, met: true }, { to: next(node) }] : [{ to: next(node), met: true }],
      (node) => node !== SIZE >> 1,
    );
    const lasso = asked(graph, [{ members: [MOVE_CLASS], level: 'strong' }])!;
    expect(lasso.stem.length).toBe(SIZE >> 1);
    expect(lasso.loop).toEqual([SIZE >> 1]);
  });

  it('with three million edges, a ring and two random ones each: both answers', () => {
    // A linear congruential generator (Knuth): any spread of targets will do.
    let chance = 1;
    const anywhere = (): number => (chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0) % SIZE;
    const build = (met: (node: number) => boolean): LivenessGraph =>
      largeGraph((node) => [
        { to: next(node), met: met(node), taken: node === SIZE - 7 },
        { to: anywhere() },
        { to: anywhere() },
      ]);
    const strong: FairnessClass = { members: [MOVE_CLASS], level: 'strong' };
    expect(asked(build(() => false))).toBeUndefined();
    const graph = build((node) => node === SIZE - 3);
    const lasso = asked({ ...graph, enabled: () => true }, [strong])!;
    expect(lasso.loop.some((edge) => graph.postponed(edge) === 0)).toBe(true);
    expect(lasso.loop.some((edge) => graph.moveClass(edge) === MOVE_CLASS)).toBe(true);
    expect(lasso.loop.length).toBeLessThan(100);
  });

  it('in a chain where each node has a loop of its own', () => {
    const graph = largeGraph((node) => [
      { to: Math.min(node + 1, SIZE - 1), met: true },
      { to: node, met: node === SIZE - 1 },
    ]);
    expect(asked(graph)!.stem.length).toBe(SIZE - 1);
  });
});
