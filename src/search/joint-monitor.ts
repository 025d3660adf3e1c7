/**
 * All monitors with memory as one component of the product: the tuples of their states, interned, with one table.
 *
 * A transition then costs one look-up however many claims watch it; the monitors themselves step once for each pair
 * (tuple, letter) that is met.
 */
import { lengthened } from '../product/lengthened.ts';
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
  /** By letter: 1 + the number of what the claims see of it. */
  #seen = new Int32Array(1024);
  /** By claim: what it sees of a letter, as a bit mask. Letters that differ in what other claims read are one. */
  readonly #sights = new TupleSet();
  readonly #tuples = new TupleSet();
  readonly #stepped = new PairTable();
  /** By number of ticks. */
  readonly #elapsed: PairTable[] = [];
  readonly #tuple: Int32Array;
  readonly #sight: Int32Array;
  /** By tuple: which of the sets in `#violated` are the claims that are violated in it. */
  readonly #violatedIn: number[] = [];
  /** The first is empty. */
  readonly #violated: (readonly RunClaim[])[] = [[]];

  constructor(claims: readonly RunClaim[], letters: LetterTable) {
    this.claims = claims;
    this.#letters = letters;
    this.#atoms = claims.map(({ atoms }) => atoms.map((atom) => letters.indexOf(atom)));
    this.#sight = new Int32Array(Math.max(1, claims.length));
    this.#tuple = new Int32Array(Math.max(1, claims.length)).fill(BEFORE);
    this.start = this.#interned();
    this.readsTicks = claims.some(({ ticksAreLetters }) => ticksAreLetters);
  }

  /** Whether ticks are letters for one of them. */
  readonly readsTicks: boolean;

  /** Number of tuples met so far. */
  get size(): number {
    return this.#tuples.size;
  }
  get bytes(): number {
    const sets = this.#tuples.bytes + this.#sights.bytes + this.#seen.byteLength;
    return this.#elapsed.reduce((sum, { bytes }) => sum + bytes, sets + this.#stepped.bytes);
  }

  /** The tuple after a letter that is no tick. */
  step(tuple: number, letter: number): number {
    const seen = this.#seenIn(letter);
    const known = this.#stepped.get(tuple, seen);
    if (known >= 0) return known;
    const masks = this.#sights.at(seen);
    const next = this.#all(tuple, (claim, state, index) => claim.monitor.step(state, masks[index]!));
    this.#stepped.set(tuple, seen, next);
    return next;
  }

  /** The tuple `ticks` later; where ticks are letters, each of them is `letter`. */
  elapse(tuple: number, ticks: number, letter: number): number {
    const elapsed = this.#elapsed[ticks] ?? new PairTable();
    this.#elapsed[ticks] = elapsed;
    const seen = this.#seenIn(letter);
    const known = elapsed.get(tuple, seen);
    if (known >= 0) return known;
    const masks = this.#sights.at(seen);
    const next = this.#all(tuple, ({ monitor, ticksAreLetters }, state, index) =>
      ticksAreLetters ? monitor.tick(state, masks[index]!, ticks) : monitor.elapse(state, ticks),
    );
    elapsed.set(tuple, seen, next);
    return next;
  }

  /** The claims that are violated in `after`, and were not in `before`. */
  violatedBetween(before: number, after: number): readonly RunClaim[] {
    const [earlier, later] = [this.#violatedIn[before]!, this.#violatedIn[after]!];
    if (later === earlier || later === 0) return this.#violated[0]!;
    return this.#violated[later]!.filter((claim) => !this.#violated[earlier]!.includes(claim));
  }

  #seenIn(letter: number): number {
    while (letter >= this.#seen.length) this.#seen = lengthened(this.#seen, 2 * this.#seen.length);
    const known = this.#seen[letter]!;
    if (known > 0) return known - 1;
    for (let i = 0; i < this.#atoms.length; i++) this.#sight[i] = this.#letters.mask(letter, this.#atoms[i]!);
    const seen = this.#sights.add(this.#sight);
    this.#seen[letter] = 1 + seen;
    return seen;
  }

  #all(tuple: number, next: (claim: RunClaim, state: number, index: number) => number): number {
    this.#tuple.set(this.#tuples.at(tuple));
    for (let index = 0; index < this.claims.length; index++) {
      this.#tuple[index] = next(this.claims[index]!, this.#tuple[index]!, index);
    }
    return this.#interned();
  }

  #interned(): number {
    const id = this.#tuples.add(this.#tuple);
    if (this.#tuples.fresh) this.#violatedIn[id] = this.#violatedNow();
    return id;
  }

  #violatedNow(): number {
    const now = this.claims.filter((_, index) => this.#tuple[index] === VIOLATED);
    const known = this.#violated.findIndex(
      (set) => set.length === now.length && set.every((claim, index) => claim === now[index]),
    );
    return known >= 0 ? known : this.#violated.push(now) - 1;
  }
}
