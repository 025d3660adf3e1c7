/**
 * Runs by their labels: the form in which they are kept, shrunk and replayed.
 */
import { labelOf } from '../product/label.ts';
import { type Move, MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { hasBounds } from '../property/formula.ts';
import type { Property } from '../property/property.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { violatesInTheEnd } from './end-of-run.ts';
import { InfiniteRuns } from './infinite-run.ts';
import type { Run } from './run.ts';
import { Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

export interface LabelledRun {
  /** Index of the initial state. */
  readonly initial: number;
  readonly labels: readonly string[];
  /** Of a lasso: how many labels come before the loop; where it is all of them, the run stops there for ever. */
  readonly loop?: number;
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
export function labelled(product: Product, { initial, moves, loop }: Run): LabelledRun {
  let state = product.allocate();
  let next = product.allocate();
  state.set(product.initialStates()[initial]!.state);
  const labels = moves.map((move) => {
    const label = labelOf(product, state, move);
    product.successor(state, move, next);
    [state, next] = [next, state];
    return label;
  });
  return { initial, labels, ...(loop !== undefined && { loop }) };
}

/**
 * The run that has these labels.
 *
 * @throws Error where one of them names no move there
 */
export function withMoves(product: Product, { initial, labels, loop }: LabelledRun): Run {
  let state = product.allocate();
  let next = product.allocate();
  const enabled = new MoveList();
  state.set(product.initialStates()[initial]!.state);
  const moves = labels.map((label) => {
    product.enabledMoves(state, enabled);
    const move = moveLabelled(product, state, enabled, label);
    if (move === undefined) throw new Error(`no move is called '${label}' there`);
    product.successor(state, move, next);
    [state, next] = [next, state];
    return move;
  });
  return { initial, moves, ...(loop !== undefined && { loop }) };
}

/** What taking the enabled ones of a list of labels, in order, comes to. */
export interface Attempt extends LabelledRun {
  readonly violates: boolean;
}

/** How many ticks may be put in before a label, so that it becomes enabled. */
const MAX_TICKS = 64;

/**
 * Takes labels in order, up to the violation of one property. Labels that name no enabled move are left out, unless
 * letting time pass enables them: when moves go, the time that passes between the others changes.
 */
export class Rerun {
  readonly #product: Product;
  readonly #tracker: Tracker;
  readonly #moves = new MoveList();
  readonly #infinite: InfiniteRuns;
  #taken: string[] = [];
  #takenMoves: Move[] = [];

  constructor(product: Product, watch: Watch) {
    this.#product = product;
    this.#tracker = new Tracker(product, watch);
    this.#infinite = new InfiniteRuns(product, watch);
  }

  /** Moves taken so far. */
  get steps(): number {
    return this.#tracker.steps;
  }

  attempt(initial: number, labels: readonly string[], property: Property): Attempt {
    const tracker = this.#tracker;
    this.#taken = [];
    this.#takenMoves = [];
    let violates = tracker.begin(initial).has(property.id);
    for (let i = 0; !violates && i < labels.length; i++) {
      this.#take(labels[i]!) || this.#takeLater(labels[i]!, property);
      violates = tracker.violated.has(property.id);
    }
    const { liveness, endings } = tracker.watch;
    const claim = [...liveness, ...endings].find((candidate) => candidate.property === property);
    if (claim !== undefined && !violates) return this.#closed(initial, claim);
    violates ||=
      violatesInTheEnd(tracker, property, { initial, moves: this.#takenMoves }) || this.#waits(property);
    return { initial, labels: this.#taken, violates };
  }

  #take(label: string): boolean {
    this.#product.enabledMoves(this.#tracker.state, this.#moves);
    const move = moveLabelled(this.#product, this.#tracker.state, this.#moves, label);
    if (move === undefined) return false;
    const changed = this.#tracker.take(move);
    if (changed || this.#tracker.violated.size > 0) {
      this.#taken.push(label);
      this.#takenMoves.push(move);
    }
    return true;
  }

  /** The run as a lasso that violates the claim, if it closes. */
  #closed(initial: number, claim: RunClaim): Attempt {
    const lasso = this.#infinite.lassoOf({ initial, moves: this.#takenMoves }, claim);
    const { length = this.#taken.length } = lasso?.moves ?? [];
    const labels = this.#taken.slice(0, length);
    return { initial, labels, violates: lasso !== undefined, ...(lasso && { loop: lasso.loop! }) };
  }

  /** Lets time pass until the label is enabled; comes back where it does not help. */
  #takeLater(label: string, property: Property): void {
    if (!this.#product.model.clock.timed || label === 'tick') return;
    const place = this.#tracker.place();
    const { length } = this.#taken;
    for (let ticks = 0; ticks < MAX_TICKS && this.#take('tick'); ticks++) {
      if (this.#tracker.violated.has(property.id) || this.#take(label)) return;
      if (this.#taken.length === length + ticks) break;
    }
    this.#tracker.goTo(place);
    this.#taken.length = length;
    this.#takenMoves.length = length;
  }

  /** Whether letting time pass at the end violates the property: deadlines do. */
  #waits(property: Property): boolean {
    if (!this.#product.model.clock.timed || !hasDeadline(property)) return false;
    for (let ticks = 0; ticks < MAX_TICKS && this.#take('tick'); ticks++) {
      if (this.#tracker.violated.has(property.id)) return true;
    }
    return false;
  }
}

const hasDeadline = ({ claim }: Property): boolean => claim.kind === 'formula' && hasBounds(claim.formula);
