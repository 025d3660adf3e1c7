/**
 * Runs by their labels: the form in which they are kept, shrunk and replayed.
 */
import { labelOf } from '../product/label.ts';
import { type Move, MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Property } from '../property/property.ts';
import type { Run } from './run.ts';
import { Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

export interface LabelledRun {
  /** Index of the initial state. */
  readonly initial: number;
  readonly labels: readonly string[];
}

/** The move that `label` names in `state`; undefined where it names none. */
export function moveLabelled(
  product: Product,
  state: StateVector,
  moves: MoveList,
  label: string,
): Move | undefined {
  for (let i = 0; i < moves.length; i++) {
    if (labelOf(product, state, moves.moves[i]!) === label) return moves.moves[i];
  }
  return undefined;
}

/** The labels of a run. */
export function labelled(product: Product, { initial, moves }: Run): LabelledRun {
  let state = product.allocate();
  let next = product.allocate();
  state.set(product.initialStates()[initial]!.state);
  const labels = moves.map((move) => {
    const label = labelOf(product, state, move);
    product.successor(state, move, next);
    [state, next] = [next, state];
    return label;
  });
  return { initial, labels };
}

/** What taking the enabled ones of a list of labels, in order, comes to. */
export interface Attempt extends LabelledRun {
  readonly violates: boolean;
}

/** Takes labels in order, up to the violation of one property; labels that name no enabled move are left out. */
export class Rerun {
  readonly #product: Product;
  readonly #tracker: Tracker;
  readonly #moves = new MoveList();

  constructor(product: Product, watch: Watch) {
    this.#product = product;
    this.#tracker = new Tracker(product, watch);
  }

  attempt(initial: number, labels: readonly string[], property: Property): Attempt {
    const tracker = this.#tracker;
    const taken: string[] = [];
    if (tracker.begin(initial).has(property.id)) return { initial, labels: taken, violates: true };
    for (const label of labels) {
      this.#product.enabledMoves(tracker.state, this.#moves);
      const move = moveLabelled(this.#product, tracker.state, this.#moves, label);
      if (move === undefined) continue;
      const changed = tracker.take(move);
      if (changed || tracker.violated.size > 0) taken.push(label);
      if (tracker.violated.has(property.id)) return { initial, labels: taken, violates: true };
    }
    if (property.formula.pattern === 'no-deadlock' && this.#endsInDeadlock()) {
      return { initial, labels: taken, violates: true };
    }
    return { initial, labels: taken, violates: false };
  }

  #endsInDeadlock(): boolean {
    this.#product.enabledMoves(this.#tracker.state, this.#moves);
    return this.#tracker.isDeadlock(this.#moves);
  }
}
