/**
 * The graph of system states, edge by edge, for claims that only cycles or ways backwards decide. Made by the one
 * successor function from states that a search found.
 */
import { ENVIRONMENT, isInternal, kindOf, type Move, MoveList, TICK, ticksOf } from '../product/move.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { IntList } from './int-list.ts';
import type { LetterTable } from './letter-table.ts';
import { type MoveClasses, NO_CLASS } from './move-classes.ts';
import type { StateStore } from './state-store.ts';

/** A step that changes something, or a tick. */
export const CHANGES = 0;
/** A move that changes nothing. */
export const STUTTERS = 1;
/** A move that changes nothing, and is due, so that time stands still while it goes on. */
export const BLOCKS = 2;

/** A run may begin here. */
export interface InitialLetter {
  /** Index of the initial state. */
  readonly index: number;
  readonly node: number;
  readonly letter: number;
}

export interface StateGraph {
  readonly size: number;
  readonly initial: readonly InitialLetter[];
  /** The edges of node n are offsets[n] … offsets[n + 1] − 1. */
  readonly offsets: Int32Array;
  /** Per edge; −1 where it leads out of the graph: it is enabled, and no run of the graph takes it. */
  readonly targets: Int32Array;
  readonly moves: Int32Array;
  readonly letters: Int32Array;
  /** Per edge: its class, where it changes something. */
  readonly classes: Int32Array;
  /** Per edge: `CHANGES`, `STUTTERS` or `BLOCKS`. */
  readonly stutters: Uint8Array;
  /** Per node: the letter in which it repeats and nothing happens. */
  readonly still: Int32Array;
  /** Per node: 1 where nothing internal can ever happen, so that a run may stop there. */
  readonly stops: Uint8Array;
}

/**
 * The whole graph of the states in `store`; every successor of one is in it.
 *
 * @param withStutters whether it has the moves that change nothing and of which nothing is seen
 */
export function graphOf(
  product: Product,
  store: StateStore,
  letters: LetterTable,
  classes: MoveClasses,
  withStutters: boolean,
): StateGraph {
  const builder = new GraphBuilder(product, letters, classes, withStutters);
  const state = product.allocate();
  for (let id = 0; id < store.size; id++) {
    store.load(id, state, product.width);
    builder.add(state, id, (next) => {
      const target = store.find(next, product.width);
      return { node: target, id: target };
    });
  }
  const initial = product.initialStates().map(({ state: first, observation }, index) => {
    const node = store.find(first, product.width);
    return { index, node, letter: letters.letterOf(node, first, observation) };
  });
  return builder.graph(initial);
}

/** Where a move leads: a node (or −1), and the id under which letters know the state. */
export interface Target {
  readonly node: number;
  readonly id: number;
}

/** Adds the edges of one state after another. */
export class GraphBuilder {
  readonly #product: Product;
  readonly #letters: LetterTable;
  readonly #classes: MoveClasses;
  readonly #withStutters: boolean;
  readonly #offsets = new IntList();
  readonly #targets = new IntList();
  readonly #moves = new IntList();
  readonly #edgeLetters = new IntList();
  readonly #edgeClasses = new IntList();
  readonly #stutters = new IntList();
  readonly #still = new IntList();
  readonly #stops = new IntList();
  readonly #enabled = new MoveList();
  readonly #next: StateVector;

  constructor(product: Product, letters: LetterTable, classes: MoveClasses, withStutters: boolean) {
    this.#product = product;
    this.#letters = letters;
    this.#classes = classes;
    this.#withStutters = withStutters;
    this.#next = product.allocate();
  }

  /** @param id under which letters know `state` */
  add(state: StateVector, id: number, targetOf: (next: StateVector, move: Move) => Target): void {
    const product = this.#product;
    const next = this.#next;
    this.#offsets.push(this.#targets.length);
    this.#still.push(this.#letterOf(id, state, NOTHING));
    product.enabledMoves(state, this.#enabled);
    const blocked = product.model.clock.timed && !this.#enabled.ticks;
    let ticksInPlace = false;
    let acts = false;
    for (let i = 0; i < this.#enabled.length; i++) {
      const move = this.#enabled.moves[i]!;
      product.successor(state, move, next);
      const { observation } = product;
      const target = targetOf(next, move);
      const changes = target.id !== id;
      const ticks = ticksOf(move);
      if (!changes && ticks > 0) ticksInPlace = true;
      if (changes && isInternal(move)) acts = true;
      const kind = changes || ticks > 0 ? CHANGES : blocked && isInternal(move) ? BLOCKS : STUTTERS;
      if (kind === STUTTERS && observation === NOTHING && !this.#withStutters) continue;
      this.#targets.push(target.node);
      this.#moves.push(move);
      this.#edgeLetters.push(this.#letterOf(target.id, next, ticks > 0 ? NOTHING : observation));
      this.#edgeClasses.push(changes ? this.#classes.of(move) : NO_CLASS);
      this.#stutters.push(kind);
    }
    // An internal move that changes nothing is no step: where there is no other, a run may stop.
    this.#stops.push(Number(product.model.clock.timed ? ticksInPlace : !acts));
  }

  graph(initial: readonly InitialLetter[]): StateGraph {
    const size = this.#offsets.length;
    this.#offsets.push(this.#targets.length);
    return {
      size,
      initial,
      offsets: this.#offsets.values,
      targets: this.#targets.values,
      moves: this.#moves.values,
      letters: this.#edgeLetters.values,
      classes: this.#edgeClasses.values,
      stutters: Uint8Array.from(this.#stutters.values),
      still: this.#still.values,
      stops: Uint8Array.from(this.#stops.values),
    };
  }

  #letterOf(id: number, state: StateVector, observation: number): number {
    return this.#letters.width === 0 ? 0 : this.#letters.letterOf(id, state, observation);
  }
}

/** Whether a run without faults may take the move. */
export const isFaultless = (move: Move): boolean =>
  isInternal(move) || kindOf(move) === ENVIRONMENT || kindOf(move) === TICK;
