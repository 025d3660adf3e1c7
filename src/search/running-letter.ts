/**
 * The letter of a run as it goes: the truth of each atom in it. Only atoms that read what a move changed, or what it
 * did, are asked again.
 */
import { NOTHING } from '../product/observation.ts';
import type { StateVector } from '../product/state-vector.ts';
import { OBSERVATION, type TrackedPredicate } from '../property/tracked-predicate.ts';

export class RunningLetter {
  /** By atom: 0 or 1. */
  readonly values: Uint8Array;
  /** The atoms whose truth the last reading changed: the first `changed` of them. */
  readonly changedAtoms: Int32Array;
  changed = 0;
  readonly #predicates: readonly TrackedPredicate[];
  /** By slot: the atoms that read it in some state met so far. */
  readonly #readers: number[][];
  /** The atoms that read what moves do. */
  readonly #attentive: number[] = [];
  /** By what a move did: those of them that it does not make false by itself. */
  #concerned: (readonly number[] | undefined)[] = [];
  readonly #known: Int32Array;
  readonly #stale: Int32Array;
  #stales: number;
  readonly #isStale: Uint8Array;
  #observation = NOTHING;

  /** @param capacity the length of a buffer that holds any state */
  constructor(predicates: readonly TrackedPredicate[], capacity: number) {
    const { length } = predicates;
    this.#predicates = predicates;
    this.values = new Uint8Array(length);
    this.changedAtoms = new Int32Array(length);
    this.#readers = Array.from({ length: capacity }, () => []);
    this.#known = new Int32Array(length);
    this.#stale = Int32Array.from(predicates.keys());
    this.#stales = length;
    this.#isStale = new Uint8Array(length).fill(1);
  }

  /** The first `changed` of these slots have changed since the last reading. */
  outdate(slots: Int32Array, changed: number): void {
    for (let i = 0; i < changed; i++) this.#outdateAll(this.#readers[slots[i]!]!);
  }

  /** Reads the letter (`observation`, `state`). */
  read(state: StateVector, observation: number): void {
    if (observation !== this.#observation) {
      this.#outdateAll(this.#concerned[this.#observation] ?? this.#attentive);
      this.#outdateAll(this.#concerned[observation] ?? this.#attentive);
      this.#observation = observation;
    }
    const stale = this.#stale;
    this.changed = 0;
    while (this.#stales > 0) {
      const atom = stale[this.#stales - 1]!;
      const value = this.#predicates[atom]!.test(state, observation) ? 1 : 0;
      if (this.#predicates[atom]!.readsSoFar.size > this.#known[atom]!) this.#learn(atom);
      this.#isStale[atom] = 0;
      this.#stales--;
      if (value === this.values[atom]) continue;
      this.values[atom] = value;
      this.changedAtoms[this.changed++] = atom;
    }
    this.#concerned[observation] ??= this.#attentive.filter(
      (atom) => !this.#predicates[atom]!.isFalseOn(observation),
    );
  }

  #outdateAll(atoms: readonly number[]): void {
    for (let i = 0; i < atoms.length; i++) {
      const atom = atoms[i]!;
      if (this.#isStale[atom] === 1) continue;
      this.#isStale[atom] = 1;
      this.#stale[this.#stales++] = atom;
    }
  }

  #learn(atom: number): void {
    const slots = this.#predicates[atom]!.readsSoFar;
    this.#known[atom] = slots.size;
    for (const slot of slots) {
      const readers = slot === OBSERVATION ? this.#attentive : this.#readers[slot]!;
      if (readers.includes(atom)) continue;
      readers.push(atom);
      if (slot === OBSERVATION) this.#concerned = [];
    }
  }
}
