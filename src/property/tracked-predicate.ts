/**
 * A predicate whose reads are tracked as a decision tree, so that it costs JavaScript once per distinct input.
 *
 * Which component is read next depends only on what was read before; a walk down the tree therefore needs no more
 * reads than the predicate itself, and no call.
 */
import { impure, sealed } from '../agent/sealed-world.ts';
import { thrownText } from '../agent/thrown.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { ModelError } from '../system/model-error.ts';
import type { AnyPredicate } from './formula.ts';
import { type Reader, viewOf } from './state-view.ts';
import type { View } from './view.ts';

/** Pseudo-slot of what the move did. */
export const OBSERVATION = -2;
/** Of what `prefix` tells: from this value on it is a question, below it an answer. */
export const FIRST_QUESTION = 2;
const LEAF = -1;

interface Node {
  slot: number;
  value: boolean;
  readonly next: (Node | undefined)[];
}

const leaf = (): Node => ({ slot: LEAF, value: false, next: [] });

/** Thrown when a predicate reads what moves did, and nobody keeps it: the search starts again, keeping it. */
export class ObservationsNeeded extends Error {
  /** The property whose predicate it is. */
  readonly property: string;

  constructor(property: string) {
    super();
    this.property = property;
  }
}

/** One component that a predicate read: a slot of the state or `OBSERVATION`, and its value. */
export interface Read {
  readonly slot: number;
  readonly value: number;
}

export class TrackedPredicate {
  readonly #product: Product;
  readonly #predicate: AnyPredicate;
  /** What the predicate is asked about while it is asked, and what it read so far. */
  #state: StateVector | undefined;
  #observation = 0;
  readonly #reads = new Map<number, number>();
  // biome-ignore lint/suspicious/noExplicitAny: the agents of the system are known to the predicate’s author, not here
  #view: View<any> | undefined;
  /** The property that errors name. */
  readonly property: string;
  #root: Node | undefined;
  readonly #questions: Node[] = [];
  readonly #numbers = new Map<Node, number>();

  constructor(product: Product, predicate: AnyPredicate, property: string) {
    this.#product = product;
    this.#predicate = predicate;
    this.property = property;
  }

  /** How often the predicate itself was called. */
  calls = 0;
  /** Slots that it read on some letter so far, or `OBSERVATION`; on no letter met so far did it read others. */
  readonly readsSoFar = new Set<number>();
  /** Of these the slots that it read before it asked what the move did. */
  readonly prefixReads = new Set<number>();

  /** Evaluates on the letter (`observation`, `state`). */
  test(state: StateVector, observation: number): boolean {
    let node = this.#root;
    while (node !== undefined) {
      const { slot } = node;
      if (slot === LEAF) return node.value;
      node = node.next[slot === OBSERVATION ? observation : state[slot]!];
    }
    return this.#learn(state, observation);
  }

  /**
   * What the state alone tells: 0 or 1 for a value, else `FIRST_QUESTION` plus the number of the question that
   * remains, which is about the move.
   */
  prefix(state: StateVector, observation: number): number {
    let node = this.#root;
    while (node !== undefined) {
      const { slot } = node;
      if (slot === LEAF) return node.value ? 1 : 0;
      if (slot === OBSERVATION) return FIRST_QUESTION + this.#questionOf(node);
      node = node.next[state[slot]!];
    }
    this.#learn(state, observation);
    return this.prefix(state, observation);
  }

  /** Adds the slots that tell `prefix` to `slots`. */
  addSlotsRead(state: StateVector, slots: Set<number>): void {
    let node = this.#root;
    while (node !== undefined && node.slot !== LEAF && node.slot !== OBSERVATION) {
      slots.add(node.slot);
      node = node.next[state[node.slot]!];
    }
  }

  /** All slots of states that it has read so far. */
  *slotsRead(): Iterable<number> {
    const open = this.#root === undefined ? [] : [this.#root];
    for (const node of open) {
      if (node.slot >= 0) yield node.slot;
      // With holes where a value was not met.
      for (const next of node.next) if (next !== undefined) open.push(next);
    }
  }

  /** The answer to the question that `prefix` left open; undefined where it depends on the state once more. */
  answer(question: number, state: StateVector, observation: number): boolean | undefined {
    const node = this.#questions[question - FIRST_QUESTION]!;
    let next = node.next[observation];
    if (next === undefined) {
      this.#learn(state, observation);
      next = node.next[observation]!;
    }
    return next.slot === LEAF ? next.value : undefined;
  }

  #questionOf(node: Node): number {
    const known = this.#numbers.get(node);
    if (known !== undefined) return known;
    const number = this.#questions.push(node) - 1;
    this.#numbers.set(node, number);
    return number;
  }

  /** Whether what a move did is known to make it false by itself. */
  isFalseOn(observation: number): boolean {
    const known = this.#root?.slot === OBSERVATION ? this.#root.next[observation] : undefined;
    return known !== undefined && known.slot === LEAF && !known.value;
  }

  /** What the predicate reads on a letter, in order. */
  readsOn(state: StateVector, observation: number): readonly Read[] {
    this.#evaluate(state, observation);
    return Array.from(this.#reads, ([slot, value]) => ({ slot, value }));
  }

  #learn(state: StateVector, observation: number): boolean {
    const value = this.#evaluate(state, observation);
    this.#root ??= leaf();
    let node = this.#root;
    let before = true;
    for (const [slot, read] of this.#reads) {
      before &&= slot !== OBSERVATION;
      if (node.slot === LEAF) {
        node.slot = slot;
        this.readsSoFar.add(slot);
        if (before) this.prefixReads.add(slot);
      }
      if (node.slot !== slot) throw this.#notAFunction();
      node = node.next[read] ??= leaf();
    }
    if (node.slot !== LEAF) throw this.#notAFunction();
    node.value = value;
    return value;
  }

  /** Asks the predicate; `#reads` is what it read, in order. */
  #evaluate(state: StateVector, observation: number): boolean {
    this.calls++;
    this.#state = state;
    this.#observation = observation;
    this.#reads.clear();
    const view = (this.#view ??= this.#viewOfReads());
    try {
      const answer: unknown = sealed(() => this.#predicate(view), impure);
      if (typeof answer !== 'boolean') throw this.#noAnswer(answer);
      return answer;
    } catch (error) {
      if (error instanceof ObservationsNeeded) throw error;
      if (error instanceof ModelError) throw error.within({ property: this.property });
      const message = thrownText(error);
      throw new ModelError(
        'PREDICATE_FAILED',
        `a predicate threw: ${message}.`,
        'Make it total: it is asked in every reachable state, crashed agents included.',
        { property: this.property },
      );
    } finally {
      this.#state = undefined;
    }
  }

  #noAnswer(answer: unknown): ModelError {
    const what = answer instanceof Promise ? 'a promise' : thrownText(answer);
    return new ModelError(
      'PREDICATE_FAILED',
      `a predicate answers ${what}, which is neither true nor false.`,
      'Compare with something: (view) => view.agent(name).context.errors.length > 0. It may not be async.',
      { property: this.property },
    );
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  #viewOfReads(): View<any> {
    const reads = this.#reads;
    const note = (slot: number, value: number): number => {
      if (!reads.has(slot)) reads.set(slot, value);
      return value;
    };
    const reader: Reader = {
      read: (slot) => {
        if (this.#state === undefined) throw kept();
        return note(slot, this.#state[slot]!);
      },
      observation: () => {
        if (this.#state === undefined) throw kept();
        if (!this.#product.observed) throw new ObservationsNeeded(this.property);
        return note(OBSERVATION, this.#observation);
      },
    };
    return viewOf(this.#product, reader, this.property);
  }

  #notAFunction(): ModelError {
    return new ModelError(
      'PREDICATE_FAILED',
      'a predicate read different things in equal states.',
      'It may depend only on what it reads through the view: no variables that change, no randomness.',
      { property: this.property },
    );
  }
}

/** The error for a view that is read when its predicate is over. */
const kept = (): ModelError =>
  new ModelError(
    'PREDICATE_FAILED',
    'a view was read outside the predicate that it was handed to.',
    'Read what is needed while the predicate runs, and keep nothing of the view.',
  );
