/**
 * A counterexample of a search with reductions, taken again where nobody knows of any.
 */
import { expect } from 'vitest';
import { compose } from '../../src/product/compose.ts';
import { MoveList } from '../../src/product/move.ts';
import type { Property } from '../../src/property/property.ts';
import { type LabelledRun, moveLabelled } from '../../src/search/labelled-run.ts';
import { isTimelocked } from '../../src/search/time-analysis.ts';
import { Tracker } from '../../src/search/tracker.ts';
import { Watch } from '../../src/search/watch.ts';
import type { AnySystem } from '../../src/system/system.ts';

/** The run can be taken in a product that knows of no reduction, and violates the property in the end. */
export function followRun(system: AnySystem, { initial, labels }: LabelledRun, property: Property): void {
  const product = compose(system);
  const tracker = new Tracker(product, new Watch(product, [property]));
  const moves = new MoveList();
  let violated = tracker.begin(initial).has(property.id);
  for (const label of labels) {
    expect(violated).toBe(false);
    product.enabledMoves(tracker.state, moves);
    const move = moveLabelled(product, tracker.state, moves, label);
    expect(move).toBeDefined();
    tracker.take(move!);
    violated = tracker.violated.has(property.id);
  }
  product.enabledMoves(tracker.state, moves);
  const { kind } = property.claim;
  if (kind === 'no-deadlock') violated = tracker.isDeadlock(moves);
  if (kind === 'no-timelock') violated = isTimelocked(product, tracker.state);
  expect(violated).toBe(true);
}
