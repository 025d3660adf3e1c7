/**
 * The run to a violation that a search over orbits found: forward through real states, each one of those for which the
 * states of the search stand.
 */
import { type Move, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { stepsTo, type ViolationSite } from './counterexample.ts';
import type { Orbits } from './orbits.ts';
import type { ProductMonitors } from './product-monitors.ts';
import type { ProductStates } from './product-states.ts';
import type { Run } from './run.ts';

/** What a move of a real state comes to: the product state that stands for the next one, and what it violates. */
interface Arrival {
  readonly at: number;
  readonly violates: boolean;
}

export function unfoldedRun(
  product: Product,
  monitors: ProductMonitors,
  states: ProductStates,
  orbits: Orbits,
  { from, move, initial }: ViolationSite,
  property: Property,
): Run {
  if (from < 0) return { initial, moves: [] };
  const { systemStates } = states;
  const idOf = (state: Int32Array): number => {
    orbits.canonicalise(state);
    return systemStates.find(state, product.width);
  };
  const steps = stepsTo(product, monitors, states, from, idOf);
  const path = [...steps.slice(1).map((step) => step.from), ...(steps.length > 0 ? [from] : [])];
  const first = states.initialOf(steps[0]?.from ?? from);
  const here = product.allocate();
  const next = product.allocate();
  const row = new Int32Array(states.width);
  here.set(product.initialStates()[first]!.state);
  const moves: Move[] = [];

  const arrivalBy = (taken: Move): Arrival => {
    product.successor(here, taken, next);
    const { observation, failedAgent } = product;
    const fails = property.claim.kind === 'no-failure' && failedAgent !== -1;
    const stands = next.slice();
    const nextRow = new Int32Array(states.width);
    nextRow[0] = idOf(stands);
    if (nextRow[0] === -1) return { at: -1, violates: fails };
    const tuple = monitors.after(row[1] ?? 0, nextRow[0]!, stands, observation, ticksOf(taken));
    const violates = fails || monitors.violated.some(({ id }) => id === property.id);
    if (monitors.remember) nextRow[1] = tuple;
    return { at: states.find(nextRow), violates };
  };
  const take = (wanted: (arrival: Arrival) => boolean): void => {
    const enabled = new MoveList();
    product.enabledMoves(here, enabled);
    for (let i = 0; i < enabled.length; i++) {
      if (!wanted(arrivalBy(enabled.moves[i]!))) continue;
      moves.push(enabled.moves[i]!);
      here.set(next);
      return;
    }
    throw new Error('no step leads on to a state that stands for the next one');
  };

  states.load(steps[0]?.from ?? from, row);
  for (const id of path) {
    take(({ at }) => at === id);
    states.load(id, row);
  }
  if (move !== undefined) take(({ violates }) => violates);
  return { initial: first, moves };
}
