/**
 * The run to a violation that an exhaustive search found: back along the parents, then forth with the first move
 * listed that leads from each product state to the next.
 */
import { type Move, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { ProductMonitors } from './product-monitors.ts';
import type { ProductStates } from './product-states.ts';
import type { Run } from './run.ts';

/** Where a property was violated first: by the move out of product state `from`, or in the state itself. */
export interface ViolationSite {
  /** −1 where an initial state violates it. */
  readonly from: number;
  readonly move: Move | undefined;
  /** The number of that initial state, else −1. */
  readonly initial: number;
}

export function runTo(
  product: Product,
  monitors: ProductMonitors,
  states: ProductStates,
  { from, move, initial }: ViolationSite,
): Run {
  if (from < 0) return { initial, moves: [] };
  const path: number[] = [];
  let id = from;
  for (; id >= 0; id = states.parentOf(id)) path.push(id);
  path.reverse();
  const moves = path
    .slice(1)
    .map((child, index) => moveBetween(product, monitors, states, path[index]!, child));
  return { initial: -1 - id, moves: move === undefined ? moves : [...moves, move] };
}

/** The first move listed that leads from one product state to another. */
function moveBetween(
  product: Product,
  monitors: ProductMonitors,
  states: ProductStates,
  from: number,
  to: number,
): Move {
  const state = product.allocate();
  const next = product.allocate();
  const row = new Int32Array(states.width);
  const nextRow = new Int32Array(states.width);
  const moves = new MoveList();
  states.load(from, row);
  states.systemStates.load(row[0]!, state, product.width);
  product.enabledMoves(state, moves);
  for (let i = 0; i < moves.length; i++) {
    const move = moves.moves[i]!;
    product.successor(state, move, next);
    const { observation } = product;
    nextRow[0] = states.systemStates.find(next, product.width);
    if (monitors.remember) {
      nextRow[1] = monitors.after(row[1]!, nextRow[0]!, next, observation, ticksOf(move));
    }
    if (states.find(nextRow) === to) return move;
  }
  throw new Error('a parent link leads nowhere');
}
