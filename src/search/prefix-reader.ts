/**
 * What states tell of predicates, one state after the other: a predicate is asked once more only where a slot has
 * changed that it has read. Neighbours in a search have most slots in common.
 */
import type { StateVector } from '../product/state-vector.ts';
import type { TrackedPredicate } from '../property/tracked-predicate.ts';

/** The value of a slot of which none is known. */
const UNKNOWN = -1;

export class PrefixReader {
  /** A number that grows with the slots that told prefixes. */
  slotsReadSoFar = 0;
  readonly #predicates: readonly TrackedPredicate[];
  /** By predicate: its prefix of the last state, and whether it has to be asked; some still have to where one threw. */
  readonly #told: Int32Array;
  readonly #due: Uint8Array;
  /** The slots that told some prefix, their values in the last state, and by whom each was read. */
  #slots: Int32Array = new Int32Array(0);
  #values: Int32Array = new Int32Array(0);
  #readers: readonly (readonly number[])[] = [];

  constructor(predicates: readonly TrackedPredicate[]) {
    this.#predicates = predicates;
    this.#told = new Int32Array(Math.max(1, predicates.length));
    this.#due = new Uint8Array(predicates.length).fill(1);
  }

  /** The slots that told the prefix of some state so far. */
  get slots(): Iterable<number> {
    return this.#slots;
  }

  /** By predicate: what the state alone tells of it, see `TrackedPredicate`; overwritten by the next call. */
  prefixesOf(state: StateVector, observation: number): Int32Array {
    const told = this.#told;
    const due = this.#due;
    this.#compare(state);
    try {
      for (let i = 0; i < due.length; i++) {
        if (due[i] === 0) continue;
        told[i] = this.#predicates[i]!.prefix(state, observation);
        due[i] = 0;
      }
    } finally {
      this.noteReads();
    }
    return told;
  }

  /** To be called where predicates were asked by somebody else, too. */
  noteReads(): void {
    let count = 0;
    for (let i = 0; i < this.#predicates.length; i++) count += this.#predicates[i]!.prefixReads.size;
    if (count === this.slotsReadSoFar) return;
    this.slotsReadSoFar = count;
    const readers = new Map<number, number[]>();
    for (const [i, { prefixReads }] of this.#predicates.entries()) {
      for (const slot of prefixReads) readers.set(slot, [...(readers.get(slot) ?? []), i]);
    }
    this.#slots = Int32Array.from(readers.keys());
    this.#values = new Int32Array(readers.size).fill(UNKNOWN);
    this.#readers = [...readers.values()];
  }

  /** Which slots read have other values than in the last state? Whoever read them is due. */
  #compare(state: StateVector): void {
    const slots = this.#slots;
    for (let i = 0; i < slots.length; i++) {
      const value = state[slots[i]!]!;
      if (value === this.#values[i]) continue;
      this.#values[i] = value;
      const readers = this.#readers[i]!;
      for (let j = 0; j < readers.length; j++) this.#due[readers[j]!] = 1;
    }
  }
}
