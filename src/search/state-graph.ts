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
import type { StoredSuccessors } from './stored-successors.ts';

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
 * The whole graph of the states in a store; every successor of one is in it.
 *
 * @param withStutters whether it has the moves that change nothing and of which nothing is seen
 */
export function graphOf(
  product: Product,
  stored: StoredSuccessors,
  letters: LetterTable,
  classes: MoveClasses,
  withStutters: boolean,
): StateGraph {
  const { store } = stored;
  const builder = new GraphBuilder(product, letters, classes, withStutters);
  for (let id = 0; id < store.size; id++) builder.addStored(id, stored);
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
  /** Of the state that is added: whether something is due, a tick leads back to it, an internal move does not. */
  #blocked = false;
  #ticksInPlace = false;
  #acts = false;
  /** Of the move that was asked about last: whether it changes the state, and what kind of an edge it is. */
  #changes = false;
  #kind = CHANGES;

  constructor(product: Product, letters: LetterTable, classes: MoveClasses, withStutters: boolean) {
    this.#product = product;
    this.#letters = letters;
    this.#classes = classes;
    this.#withStutters = withStutters;
    this.#next = product.allocate();
  }

  /**
   * @param id under which letters know `state`
   * @param only the one move beside ticks that becomes an edge, where others do not matter
   */
  add(
    state: StateVector,
    id: number,
    targetOf: (next: StateVector, move: Move) => Target,
    only?: Move,
  ): void {
    const product = this.#product;
    const next = this.#next;
    const enabled = this.#enabled;
    const letterOf = (of: number, seen: StateVector, observation: number): number =>
      this.#letters.width === 0 ? 0 : this.#letters.letterOf(of, seen, observation);
    product.enabledMoves(state, enabled);
    this.#begin(letterOf(id, state, NOTHING), enabled.ticks);
    for (let i = 0; i < enabled.length; i++) {
      const move = enabled.moves[i]!;
      if (only !== undefined && move !== only && ticksOf(move) === 0) continue;
      product.successor(state, move, next);
      const { observation } = product;
      const target = targetOf(next, move);
      if (this.#isSeen(move, target.id !== id, observation))
        this.#edge(move, target.node, letterOf(target.id, next, ticksOf(move) > 0 ? NOTHING : observation));
    }
    this.#end();
  }

  /** Adds a state whose successors are stored: its id is its node. */
  addStored(id: number, stored: StoredSuccessors): void {
    stored.list(id);
    this.#begin(this.#letterOfStored(stored, id, NOTHING), stored.ticks);
    for (let i = 0; i < stored.length; i++) {
      const move = stored.moveOf(i);
      const target = stored.idOf(i);
      const observation = stored.observationOf(i);
      if (!this.#isSeen(move, target !== id, observation)) continue;
      this.#edge(
        move,
        target,
        this.#letterOfStored(stored, target, ticksOf(move) > 0 ? NOTHING : observation),
      );
    }
    this.#end();
  }

  #letterOfStored(stored: StoredSuccessors, id: number, observation: number): number {
    return this.#letters.width === 0 ? 0 : stored.letterOf(id, observation);
  }

  #begin(still: number, ticks: boolean): void {
    this.#offsets.push(this.#targets.length);
    this.#still.push(still);
    this.#blocked = this.#product.model.clock.timed && !ticks;
    this.#ticksInPlace = false;
    this.#acts = false;
  }

  /** Whether a move is an edge. */
  #isSeen(move: Move, changes: boolean, observation: number): boolean {
    const ticks = ticksOf(move) > 0;
    if (!changes && ticks) this.#ticksInPlace = true;
    if (changes && isInternal(move)) this.#acts = true;
    this.#changes = changes;
    this.#kind = changes || ticks ? CHANGES : this.#blocked && isInternal(move) ? BLOCKS : STUTTERS;
    return this.#kind !== STUTTERS || observation !== NOTHING || this.#withStutters;
  }

  /** Adds the move that was asked about last. */
  #edge(move: Move, target: number, letter: number): void {
    this.#targets.push(target);
    this.#moves.push(move);
    this.#edgeLetters.push(letter);
    this.#edgeClasses.push(this.#changes ? this.#classes.of(move) : NO_CLASS);
    this.#stutters.push(this.#kind);
  }

  #end(): void {
    // An internal move that changes nothing is no step: where there is no other, a run may stop.
    this.#stops.push(Number(this.#product.model.clock.timed ? this.#ticksInPlace : !this.#acts));
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
}

/** Whether a run without faults may take the move. */
export const isFaultless = (move: Move): boolean =>
  isInternal(move) || kindOf(move) === ENVIRONMENT || kindOf(move) === TICK;
