/**
 * Letters as the atoms of all claims see them, interned: which atoms are true of a state and of the move to it.
 *
 * What a state alone decides is found once a state; what the move decides, once for each pair of what the state left
 * open and what the move did. So the number of claims does not multiply the calls of predicates, nor the work of a
 * transition.
 */
import { lengthened } from '../product/lengthened.ts';
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import type { AnyPredicate, Atom } from '../property/formula.ts';
import { FIRST_QUESTION, TrackedPredicate } from '../property/tracked-predicate.ts';
import { OpenAnswers } from './open-answers.ts';
import { PairTable } from './pair-table.ts';
import { PrefixReader } from './prefix-reader.ts';
import { TupleSet } from './tuple-set.ts';

/** An atom, and a property that has it: errors name it. */
export interface OwnedAtom {
  readonly atom: Atom;
  readonly property: string;
}

const UNSEEN = 0;

export class LetterTable {
  /** By index of the atom. */
  readonly predicates: readonly TrackedPredicate[];
  readonly #indexes: ReadonlyMap<AnyPredicate, number>;
  /** The names of the atoms, in the order of their indexes. */
  readonly names: readonly string[];
  /** By atom: what a state alone tells. */
  readonly #prefixes = new TupleSet();
  /** By atom: 0 or 1. */
  readonly #letters = new TupleSet();
  /** 1 + the prefix of a system state. */
  #prefixOf = new Int32Array(1024);
  /** 1 + the letter of a prefix that leaves nothing open; 0 where it does. */
  readonly #whole: number[] = [];
  /** By prefix: the set of questions that it leaves open. */
  readonly #questionsOf: number[] = [];
  readonly #open: OpenAnswers;
  /** By prefix and set of answers: the letter. */
  readonly #answered = new PairTable();
  readonly #reader: PrefixReader;
  readonly #row: Int32Array;

  constructor(product: Product, atoms: readonly OwnedAtom[]) {
    const distinct = new Map(atoms.toReversed().map((owned) => [owned.atom.predicate, owned]));
    this.predicates = [...distinct.values()].map(
      ({ atom, property }) => new TrackedPredicate(product, atom.predicate, property),
    );
    this.#indexes = new Map([...distinct.keys()].map((predicate, index) => [predicate, index]));
    this.names = [...distinct.values()].map(({ atom }) => atom.name);
    const width = Math.max(1, this.predicates.length);
    this.#row = new Int32Array(width);
    this.#open = new OpenAnswers(this.predicates);
    this.#reader = new PrefixReader(this.predicates);
  }

  get bytes(): number {
    const sets = this.#prefixes.bytes + this.#letters.bytes + this.#open.bytes;
    return sets + this.#answered.bytes + 4 * this.#prefixOf.length;
  }

  /** Number of distinct atoms. */
  get width(): number {
    return this.predicates.length;
  }
  /** How often predicates were called so far. */
  get calls(): number {
    return this.predicates.reduce((sum, { calls }) => sum + calls, 0);
  }

  indexOf(atom: Atom): number {
    return this.#indexes.get(atom.predicate)!;
  }

  /** The letter of system state `id` (whose components are `state`) after a move that did `observation`. */
  letterOf(id: number, state: StateVector, observation: number): number {
    return this.letterOfStored(id, () => state, observation);
  }

  /**
   * The same where the components of the state have to be asked for.
   *
   * @param prefixOf what the state alone tells, where that is not known
   */
  letterOfStored(
    id: number,
    state: () => StateVector,
    observation: number,
    prefixOf = (seen: number) => this.prefixOf(state(), seen),
  ): number {
    while (id >= this.#prefixOf.length) {
      this.#prefixOf = lengthened(this.#prefixOf, 2 * this.#prefixOf.length);
    }
    let prefix = this.#prefixOf[id]! - 1;
    if (prefix === UNSEEN - 1) {
      prefix = prefixOf(observation);
      this.#prefixOf[id] = prefix + 1;
    }
    return this.letterAfter(prefix, state, observation);
  }

  /** The letter of a state of which its prefix is known. */
  letterAfter(prefix: number, state: () => StateVector, observation: number): number {
    const whole = this.#whole[prefix]!;
    if (whole !== UNSEEN) return whole - 1;
    const answers = this.#open.answersTo(this.#questionsOf[prefix]!, state, observation);
    const known = this.#answered.get(prefix, answers);
    return known >= 0 ? known : this.#complete(prefix, answers);
  }

  /** The slots that told the prefix of some state so far, and a number that grows with them. */
  get slotsRead(): Iterable<number> {
    return this.#reader.slots;
  }
  get slotsReadSoFar(): number {
    return this.#reader.slotsReadSoFar;
  }

  /** The truth of each atom in a letter that is not kept: 0 or 1. */
  read(state: StateVector, observation: number, values: Uint8Array): void {
    const predicates = this.predicates;
    for (let i = 0; i < predicates.length; i++) {
      values[i] = predicates[i]!.test(state, observation) ? 1 : 0;
    }
    this.#reader.noteReads();
  }

  /** The letter in which `state` repeats and nothing happens. */
  stillLetterOf(id: number, state: StateVector): number {
    return this.letterOf(id, state, NOTHING);
  }

  /** Whether an atom is true in a letter: 0 or 1. */
  bit(letter: number, index: number): number {
    return this.#letters.at(letter)[index]!;
  }

  /** The letter as a bit mask over the given atoms. */
  mask(letter: number, indexes: readonly number[]): number {
    const values = this.#letters.at(letter);
    let mask = 0;
    for (let i = 0; i < indexes.length; i++) mask |= values[indexes[i]!]! << i;
    return mask;
  }

  /** What a state alone tells of all atoms, interned. */
  prefixOf(state: StateVector, observation: number): number {
    const told = this.#reader.prefixesOf(state, observation);
    const id = this.#prefixes.add(told);
    if (this.#prefixes.fresh) {
      const isOpen = told.some((prefix) => prefix >= FIRST_QUESTION);
      this.#whole[id] = isOpen ? UNSEEN : 1 + this.#letters.add(told);
      this.#questionsOf[id] = this.#open.questionsIn(told);
    }
    return id;
  }

  /** The letter of a prefix and the answers to what it leaves open. */
  #complete(prefix: number, answers: number): number {
    const row = this.#row;
    const answered = this.#open.at(answers);
    row.set(this.#prefixes.at(prefix));
    for (let i = 0; i < answered.length; i++) if (row[i]! >= FIRST_QUESTION) row[i] = answered[i]!;
    const letter = this.#letters.add(row);
    this.#answered.set(prefix, answers, letter);
    return letter;
  }
}
