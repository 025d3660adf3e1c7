/**
 * The run to a violation that an exhaustive search found: back from each product state to the first
 * one from which a move leads there.
 */
import { type Move, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
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
  const steps = stepsTo(product, monitors, states, from, (next) =>
    states.systemStates.find(next, product.width),
  );
  const moves = steps.map((step) => step.move);
  return {
    initial: states.initialOf(steps[0]?.from ?? from),
    moves: move === undefined ? moves : [...moves, move],
  };
}

/**
 * The steps from the first product state, an initial one, to product state `to`: each the first to get there.
 *
 * @param idOf the system state that a successor is, or is held to be; −1 where it was not visited
 */
export function stepsTo(
  product: Product,
  monitors: ProductMonitors,
  states: ProductStates,
  to: number,
  idOf: (next: StateVector) => number,
): readonly StepBack[] {
  const steps: StepBack[] = [];
  for (let id = to; states.initialOf(id) === -1; id = steps.at(-1)!.from)
    steps.push(firstStepTo(product, monitors, states, id, idOf));
  return steps.reverse();
}

export interface StepBack {
  readonly from: number;
  readonly move: Move;
}

/** The first move, listed in the first product state, that leads to product state `to`. */
function firstStepTo(
  product: Product,
  monitors: ProductMonitors,
  states: ProductStates,
  to: number,
  idOf: (next: StateVector) => number,
): StepBack {
  const [first, last] = states.candidates(to);
  for (let from = first; from <= last; from++) {
    const move = moveBetween(product, monitors, states, from, to, idOf);
    if (move !== undefined) return { from, move };
  }
  throw new Error('no step leads to a state that was reached');
}

/** The first move listed that leads from one product state to another. */
function moveBetween(
  product: Product,
  monitors: ProductMonitors,
  states: ProductStates,
  from: number,
  to: number,
  idOf: (next: StateVector) => number,
): Move | undefined {
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
    nextRow[0] = idOf(next);
    // Where the search stopped early, not all steps were taken.
    if (nextRow[0] === -1) continue;
    if (monitors.remember) {
      nextRow[1] = monitors.after(row[1]!, nextRow[0]!, next, observation, ticksOf(move));
    }
    if (states.find(nextRow) === to) return move;
  }
  return undefined;
}
