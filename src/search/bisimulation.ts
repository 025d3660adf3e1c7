/**
 * Whether two products are bisimilar as far as a suite's claims can see, and a shortest run that tells them apart.
 *
 * Moves that change nothing, and of which no claim reads anything, do not count: they are stutters.
 *
 * In a state a label has one successor, so bisimilarity is equality of languages: pairs of states are followed label
 * by label, breadth-first, and pairs that earlier ones imply are left out (Hopcroft, Karp, "A linear algorithm for
 * testing equivalence of finite automata", Cornell 1971). What is left out could only tell the products apart by a
 * run that an earlier pair has too, so the first difference found is a shortest one.
 */
import { lengthened } from '../product/lengthened.ts';
import { type Move, MoveList, tickMove, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { SharedLabels } from '../product/shared-labels.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { Property } from '../property/property.ts';
import { IntList } from './int-list.ts';
import { Watch } from './watch.ts';

/** What can be seen at the end of a run of both products, and differs. */
export type Contrast =
  /** Only one of them has the run's last move. */
  | { readonly by: 'move'; readonly only: 'first' | 'second' }
  /** An atom of a claim is true in the last letter of one of them. */
  | { readonly by: 'atom'; readonly atom: string; readonly trueIn: 'first' | 'second' }
  /** Only one of them is deadlocked; seen where a claim is about deadlocks. */
  | { readonly by: 'deadlock'; readonly only: 'first' | 'second' }
  /** The last move makes an agent fail in one of them. */
  | { readonly by: 'failure'; readonly failsIn: 'first' | 'second' };

export interface DistinguishingRun {
  /** Index of the initial state. */
  readonly initial: number;
  readonly labels: readonly string[];
  readonly contrast: Contrast;
}

/**
 * A shortest run that tells two products apart, or undefined where they are bisimilar. Both must have finitely many
 * states.
 */
export function distinguishingRun(
  first: Product,
  second: Product,
  properties: readonly Property[],
): DistinguishingRun | undefined {
  return new Bisimulation(first, second, properties).search();
}

/** One of the two, with buffers. */
class Side {
  readonly product: Product;
  readonly watch: Watch;
  readonly moves = new MoveList();
  readonly numberOf: (state: StateVector, move: Move) => number;
  readonly state: StateVector;
  readonly next: StateVector;
  /** The letter, and the agent that failed, after the last `take`. */
  letter = 0;
  failed = -1;
  /** Whether the state that was loaded last is a deadlock. */
  deadlocked = false;

  constructor(product: Product, properties: readonly Property[], labels: SharedLabels) {
    this.product = product;
    this.watch = new Watch(product, properties);
    this.numberOf = labels.of(product);
    this.state = product.allocate();
    this.next = product.allocate();
  }

  begin(index: number): number {
    const { state, observation, failedAgent } = this.product.initialStates()[index]!;
    return this.#arrive(state, observation, failedAgent);
  }

  /** Puts a state into the buffer, and the moves that are no stutters into `moves`. */
  load(id: number): void {
    this.watch.states.load(id, this.state, this.product.width);
    this.product.enabledMoves(this.state, this.moves);
    this.deadlocked = this.watch.deadlock !== undefined && this.watch.isDeadlock(this.state, this.moves);
    let kept = 0;
    for (let i = 0; i < this.moves.length; i++) {
      const move = this.moves.moves[i]!;
      if (!this.#isStutter(id, move)) this.moves.moves[kept++] = move;
    }
    this.moves.length = kept;
  }

  #isStutter(id: number, move: Move): boolean {
    if (ticksOf(move) > 0) return false;
    const { letters } = this.watch;
    return (
      this.take(move) === id && this.failed === -1 && this.letter === letters.stillLetterOf(id, this.state)
    );
  }

  take(move: Move): number {
    this.product.successor(this.state, move, this.next);
    return this.#arrive(this.next, this.product.observation, this.product.failedAgent);
  }

  #arrive(state: StateVector, observation: number, failedAgent: number): number {
    const id = this.watch.states.add(state, this.product.width);
    this.letter = this.watch.letters.letterOf(id, state, observation);
    this.failed = failedAgent;
    return id;
  }
}

class Bisimulation {
  readonly #labels = new SharedLabels();
  readonly #first: Side;
  readonly #second: Side;
  readonly #classes = new Classes();
  /** Pairs in the order found: the two states, the pair before, the label from there. */
  readonly #pairs = new IntList();
  /** 1 + the number of an atom that differs, 0 where none does; by pair of letters. */
  readonly #letters = new Map<number, number>();
  readonly #atoms: readonly string[];

  constructor(first: Product, second: Product, properties: readonly Property[]) {
    // What moves do is part of what claims can see.
    first.observed = second.observed = true;
    this.#first = new Side(first, properties, this.#labels);
    this.#second = new Side(second, properties, this.#labels);
    this.#atoms = this.#first.watch.letters.names;
  }

  search(): DistinguishingRun | undefined {
    const [first, second] = [this.#first, this.#second];
    const initials = first.product.initialStates().length;
    for (let initial = 0; initial < initials; initial++) {
      const pair = [first.begin(initial), second.begin(initial)] as const;
      const contrast = this.#contrast();
      if (contrast !== undefined) return { initial, labels: [], contrast };
      this.#add(...pair, -1 - initial, -1);
    }
    for (let pair = 0; pair * PAIR < this.#pairs.length; pair++) {
      const found = this.#expand(pair);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #expand(pair: number): DistinguishingRun | undefined {
    const [first, second] = [this.#first, this.#second];
    first.load(this.#pairs.at(pair * PAIR));
    second.load(this.#pairs.at(pair * PAIR + 1));
    if (first.deadlocked !== second.deadlocked) {
      return this.#run(pair, undefined, { by: 'deadlock', only: first.deadlocked ? 'first' : 'second' });
    }
    const others = new Map<number, Move>();
    for (let i = 0; i < second.moves.length; i++) {
      const move = second.moves.moves[i]!;
      others.set(second.numberOf(second.state, move), move);
    }
    for (let i = 0; i < first.moves.length; i++) {
      const move = first.moves.moves[i]!;
      const label = first.numberOf(first.state, move);
      const other = others.get(label);
      if (other === undefined) return this.#run(pair, label, { by: 'move', only: 'first' });
      others.delete(label);
      // A tick may leap, and need not: both wait as long as the one that is woken first.
      const ticks = Math.min(ticksOf(move), ticksOf(other));
      const from = first.take(ticks > 0 ? tickMove(ticks) : move);
      const to = second.take(ticks > 0 ? tickMove(ticks) : other);
      const contrast = this.#contrast();
      if (contrast !== undefined) return this.#run(pair, label, contrast);
      this.#add(from, to, pair, label);
    }
    for (const label of others.keys()) return this.#run(pair, label, { by: 'move', only: 'second' });
    return undefined;
  }

  #contrast(): Contrast | undefined {
    const [first, second] = [this.#first, this.#second];
    if (first.failed !== second.failed) {
      return { by: 'failure', failsIn: first.failed === -1 ? 'second' : 'first' };
    }
    const key = first.letter * 0x1000000 + second.letter;
    let atom = this.#letters.get(key);
    if (atom === undefined) {
      const index = this.#atoms.findIndex(
        (_, bit) =>
          first.watch.letters.bit(first.letter, bit) !== second.watch.letters.bit(second.letter, bit),
      );
      atom = index + 1;
      this.#letters.set(key, atom);
    }
    if (atom === 0) return undefined;
    const isTrue = first.watch.letters.bit(first.letter, atom - 1) === 1;
    return { by: 'atom', atom: this.#atoms[atom - 1]!, trueIn: isTrue ? 'first' : 'second' };
  }

  #add(first: number, second: number, before: number, label: number): void {
    // States of the first are even, those of the second odd.
    if (!this.#classes.join(2 * first, 2 * second + 1)) return;
    this.#pairs.push(first);
    this.#pairs.push(second);
    this.#pairs.push(before);
    this.#pairs.push(label);
  }

  #run(pair: number, last: number | undefined, contrast: Contrast): DistinguishingRun {
    const labels = last === undefined ? [] : [last];
    let at = pair;
    for (; this.#pairs.at(at * PAIR + 2) >= 0; at = this.#pairs.at(at * PAIR + 2)) {
      labels.push(this.#pairs.at(at * PAIR + 3));
    }
    const initial = -1 - this.#pairs.at(at * PAIR + 2);
    return { initial, labels: labels.reverse().map((label) => this.#labels.text(label)), contrast };
  }
}

/** Length of a pair in the list. */
const PAIR = 4;

/** Disjoint sets of numbers (union-find with path halving). */
class Classes {
  #parents = new Int32Array(1024);

  /** Joins the classes of two numbers; false where they are one already. */
  join(a: number, b: number): boolean {
    const [root, other] = [this.#rootOf(a), this.#rootOf(b)];
    if (root === other) return false;
    this.#parents[Math.max(root, other)] = Math.min(root, other) + 1;
    return true;
  }

  /** A number is its own root where nothing is noted; else the parent, plus one, is. */
  #rootOf(number: number): number {
    while (number >= this.#parents.length) {
      this.#parents = lengthened(this.#parents, 2 * this.#parents.length);
    }
    const parents = this.#parents;
    let node = number;
    while (parents[node] !== 0) {
      const parent = parents[node]! - 1;
      if (parents[parent] !== 0) parents[node] = parents[parent]!;
      node = parent;
    }
    return node;
  }
}
