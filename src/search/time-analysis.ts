/**
 * Whether time can always go on: Zeno cycles (internal moves for ever, without a tick) and timelocks (states from
 * which internal moves never reach a tick), over the complete set of system states.
 *
 * Without a Zeno cycle there is no timelock: what is due is enabled, internal moves run out, and then time passes.
 */
import { isInternal, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { StateStore } from './state-store.ts';
import type { StoredSuccessors } from './stored-successors.ts';

export interface TimeAnalysis {
  /** A system state on a cycle of internal moves, if there is one. */
  readonly zeno: number | undefined;
  /** The first system state found from which no internal run reaches a tick. */
  readonly timelock: number | undefined;
}

const UNSEEN = 0;
const OPEN = 1;
const DONE = 2;

/** @param size how many states there are */
export function analyseTime(size: number, stored: StoredSuccessors): TimeAnalysis {
  const expand = (id: number): { readonly successors: readonly number[]; readonly ticks: boolean } => {
    stored.list(id);
    const { length, ticks } = stored;
    const successors: number[] = [];
    for (let i = 0; i < length && isInternal(stored.moveOf(i)); i++) {
      // A move that changes nothing is no way of holding up time, unless it is due: then there is no tick.
      if (!ticks || !stored.isStill(i, id)) successors.push(stored.idOf(i));
    }
    return { successors, ticks };
  };
  const zeno = stateOnCycle(size, (id) => expand(id).successors);
  return { zeno, timelock: zeno === undefined ? undefined : firstTimelock(size, expand) };
}

/** Whether internal moves from `state` never reach a tick. */
export function isTimelocked(product: Product, state: StateVector): boolean {
  const reached = new StateStore(product.width);
  const here = product.allocate();
  const next = product.allocate();
  const moves = new MoveList();
  reached.add(state, product.width);
  for (let id = 0; id < reached.size; id++) {
    reached.load(id, here, product.width);
    product.enabledMoves(here, moves);
    for (let i = 0; i < moves.length; i++) {
      const move = moves.moves[i]!;
      if (ticksOf(move) > 0) return false;
      if (!isInternal(move)) continue;
      product.successor(here, move, next);
      reached.add(next, product.width);
    }
  }
  return true;
}

/** Depth-first search with an explicit stack: a successor that is still open closes a cycle. */
function stateOnCycle(size: number, successorsOf: (id: number) => readonly number[]): number | undefined {
  const colour = new Uint8Array(size);
  for (let root = 0; root < size; root++) {
    if (colour[root] !== UNSEEN) continue;
    const stack: { readonly id: number; readonly successors: readonly number[]; next: number }[] = [];
    const open = (id: number): void => {
      colour[id] = OPEN;
      stack.push({ id, successors: successorsOf(id), next: 0 });
    };
    open(root);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const successor = top.successors[top.next++];
      if (successor === undefined) {
        colour[top.id] = DONE;
        stack.pop();
      } else if (colour[successor] === OPEN) {
        return successor;
      } else if (colour[successor] === UNSEEN) {
        open(successor);
      }
    }
  }
  return undefined;
}

/** States that can tick are fine, and so is whoever reaches one; the first of the others is a timelock. */
function firstTimelock(
  size: number,
  expand: (id: number) => { readonly successors: readonly number[]; readonly ticks: boolean },
): number | undefined {
  const fine = new Uint8Array(size);
  const predecessors: number[][] = [];
  const reached: number[] = [];
  for (let id = 0; id < size; id++) {
    const { successors, ticks } = expand(id);
    if (ticks) {
      fine[id] = 1;
      reached.push(id);
    }
    for (const successor of successors) (predecessors[successor] ??= []).push(id);
  }
  for (let id = reached.pop(); id !== undefined; id = reached.pop()) {
    for (const predecessor of predecessors[id] ?? []) {
      if (fine[predecessor] === 1) continue;
      fine[predecessor] = 1;
      reached.push(predecessor);
    }
  }
  const first = fine.indexOf(0);
  return first === -1 ? undefined : first;
}
