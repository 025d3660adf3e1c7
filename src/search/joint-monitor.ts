/**
 * All monitors with memory as one component of the product: the tuples of their states, interned, with one table.
 *
 * A transition then costs one look-up however many claims watch it; the monitors themselves step once for each pair
 * (tuple, letter) that is met.
 */
import { BEFORE, VIOLATED } from '../property/monitor-automaton.ts';
import type { RunClaim } from '../property/run-claim.ts';
import type { LetterTable } from './letter-table.ts';
import { PairTable } from './pair-table.ts';
import { TupleSet } from './tuple-set.ts';

export class JointMonitor {
  readonly claims: readonly RunClaim[];
  /** Before the first letter. */
  readonly start: number;
  readonly #letters: LetterTable;
  readonly #atoms: readonly (readonly number[])[];
  readonly #tuples = new TupleSet();
  readonly #stepped = new PairTable();
  /** By number of ticks. */
  readonly #elapsed: PairTable[] = [];
  readonly #tuple: Int32Array;

  constructor(claims: readonly RunClaim[], letters: LetterTable) {
    this.claims = claims;
    this.#letters = letters;
    this.#atoms = claims.map(({ atoms }) => atoms.map((atom) => letters.indexOf(atom)));
    this.#tuple = new Int32Array(Math.max(1, claims.length)).fill(BEFORE);
    this.start = this.#tuples.add(this.#tuple);
    this.readsTicks = claims.some(({ ticksAreLetters }) => ticksAreLetters);
  }

  /** Whether ticks are letters for one of them. */
  readonly readsTicks: boolean;

  /** Number of tuples met so far. */
  get size(): number {
    return this.#tuples.size;
  }
  get bytes(): number {
    return this.#elapsed.reduce((sum, { bytes }) => sum + bytes, this.#tuples.bytes + this.#stepped.bytes);
  }

  /** The tuple after a letter that is no tick. */
  step(tuple: number, letter: number): number {
    const known = this.#stepped.get(tuple, letter);
    if (known >= 0) return known;
    const next = this.#all(tuple, (claim, state, index) =>
      claim.monitor.step(state, this.#letters.mask(letter, this.#atoms[index]!)),
    );
    this.#stepped.set(tuple, letter, next);
    return next;
  }

  /** The tuple `ticks` later; where ticks are letters, each of them is `letter`. */
  elapse(tuple: number, ticks: number, letter: number): number {
    const elapsed = this.#elapsed[ticks] ?? new PairTable();
    this.#elapsed[ticks] = elapsed;
    const known = elapsed.get(tuple, letter);
    if (known >= 0) return known;
    const next = this.#all(tuple, ({ monitor, ticksAreLetters }, state, index) =>
      ticksAreLetters
        ? monitor.tick(state, this.#letters.mask(letter, this.#atoms[index]!), ticks)
        : monitor.elapse(state, ticks),
    );
    elapsed.set(tuple, letter, next);
    return next;
  }

  /** The claims that are violated in `after`, and were not in `before`. */
  violatedBetween(before: number, after: number): readonly RunClaim[] {
    const earlier = this.#tuples.at(before);
    const later = this.#tuples.at(after);
    return this.claims.filter((_, index) => later[index] === VIOLATED && earlier[index] !== VIOLATED);
  }

  #all(tuple: number, next: (claim: RunClaim, state: number, index: number) => number): number {
    this.#tuple.set(this.#tuples.at(tuple));
    for (let index = 0; index < this.claims.length; index++) {
      this.#tuple[index] = next(this.claims[index]!, this.#tuple[index]!, index);
    }
    return this.#tuples.add(this.#tuple);
  }
}
