/**
 * A short closed walk within a fair component that meets every condition on a cycle.
 *
 * First the shortest one through the given node, breadth-first over nodes with what is still to be done; where that
 * looks at too many, a walk to whatever is nearest of what is still to be done, until nothing is, and then home.
 */
import type { CycleConditions } from './cycle-conditions.ts';
import { shortestPath } from './shortest-path.ts';
import { type StateStore, withStore } from './state-store.ts';

/**
 * A row says how far a walk has come: its node, what it owes, and a slot for each class of fairness. A strong class is
 * idle until the walk meets a node where it is enabled; from then on it waits to be taken, which is for ever enough.
 */
type Progress = Int32Array;
const NODE = 0;
const OWED = 1;
const CLASSES = 2;

const IDLE = 0;
const WAITING = 1;
const SERVED = 2;

/** The edges of a closed walk through `home`, within the fair component of `home`. */
export function fairLoop(
  conditions: CycleConditions,
  labels: Int32Array,
  home: number,
  maxRows: number,
): readonly number[] {
  const { targets } = conditions.graph;
  const follows = (edge: number): boolean =>
    labels[targets[edge]!] === labels[home] && conditions.follows(edge);
  const shortest = withStore(begin(conditions, home).length, (rows) =>
    shortestLoop(conditions, follows, home, maxRows, rows),
  );
  return shortest ?? greedyLoop(conditions, follows, home);
}

/** Undefined where more than `maxRows` rows would have to be looked at. */
function shortestLoop(
  conditions: CycleConditions,
  follows: (edge: number) => boolean,
  home: number,
  maxRows: number,
  rows: StateStore,
): readonly number[] | undefined {
  const { offsets } = conditions.graph;
  const row = begin(conditions, home);
  const next = row.slice();
  // The row and the edge by which a row was reached; the first row is the start.
  const parents = [-1];
  const edges = [-1];
  rows.add(row, row.length);
  for (let id = 0; id < rows.size && rows.size <= maxRows; id++) {
    rows.load(id, row, row.length);
    const node = row[NODE]!;
    const end = offsets[node + 1]!;
    for (let edge = offsets[node]!; edge < end; edge++) {
      if (!follows(edge)) continue;
      next.set(row);
      advance(conditions, next, edge);
      if (next[NODE] === home && isDone(next)) {
        const loop = [edge];
        for (let at = id; at > 0; at = parents[at]!) loop.push(edges[at]!);
        return loop.reverse();
      }
      rows.add(next, next.length);
      if (!rows.fresh) continue;
      parents.push(id);
      edges.push(edge);
    }
  }
  return undefined;
}

function greedyLoop(
  conditions: CycleConditions,
  follows: (edge: number) => boolean,
  home: number,
): readonly number[] {
  const { graph } = conditions;
  const row = begin(conditions, home);
  const next = row.slice();
  const helps = (edge: number): boolean => {
    next.set(row);
    advance(conditions, next, edge);
    return next.some((value, slot) => isBetter(slot, row[slot]!, value));
  };
  const loop: number[] = [];
  // The way home can make a strong class wait; then there is another round.
  do {
    const accepts = isDone(row) ? (edge: number) => graph.targets[edge] === home : helps;
    const path = shortestPath(graph, [row[NODE]!], follows, accepts);
    if (path === undefined) throw new Error('a fair component lacks what makes it fair');
    for (const edge of path.edges) {
      advance(conditions, row, edge);
      loop.push(edge);
    }
  } while (row[NODE] !== home || !isDone(row));
  return loop;
}

function begin(conditions: CycleConditions, home: number): Progress {
  const { fairness, owed } = conditions;
  const row = new Int32Array(CLASSES + fairness.length);
  row[OWED] = owed;
  for (const [index, { level }] of fairness.entries()) {
    row[CLASSES + index] = level === 'weak' ? WAITING : IDLE;
  }
  arrive(conditions, row, home);
  return row;
}

function advance(conditions: CycleConditions, row: Progress, edge: number): void {
  row[OWED] = conditions.left(row[OWED]!, edge);
  for (const [index, one] of conditions.fairness.entries()) {
    if (conditions.takes(one, edge)) row[CLASSES + index] = SERVED;
  }
  arrive(conditions, row, conditions.graph.targets[edge]!);
}

function arrive(conditions: CycleConditions, row: Progress, node: number): void {
  row[NODE] = node;
  for (const [index, one] of conditions.fairness.entries()) {
    const slot = CLASSES + index;
    if (row[slot] === SERVED) continue;
    const enabled = conditions.enables(node, one);
    if (one.level === 'strong' && enabled) row[slot] = WAITING;
    if (one.level === 'weak' && !enabled) row[slot] = SERVED;
  }
}

function isDone(row: Progress): boolean {
  if (row[OWED] !== 0) return false;
  for (let slot = CLASSES; slot < row.length; slot++) if (row[slot] === WAITING) return false;
  return true;
}

function isBetter(slot: number, before: number, after: number): boolean {
  if (slot === NODE) return false;
  return slot === OWED ? before !== after : before === WAITING && after === SERVED;
}
