/**
 * One state for all that differ by who is who: the canonical form of a state under the declared symmetry. Exact.
 *
 * Units are put in the order of what can be said of each without calling another by name: of every component, in which
 * way the unit takes part in it. Among units that this does not tell apart all orders are tried and the least state is
 * taken, unless they may change places without any change of the state (most often they may). Clarke, Enders, Filkorn,
 * Jha, "Exploiting symmetry in temporal logic model checking" (FMSD 1996); Ip, Dill, "Better verification through
 * symmetry" (FMSD 1996).
 */
import type { StateVector } from '../state-vector.ts';
import type { Symmetry } from './symmetry.ts';

/** What one component says of each unit; where it says the same of all, nothing is noted. */
type Marks = Int32Array | undefined;

export class CanonicalForm {
  readonly #symmetry: Symmetry;
  readonly #width: () => number;
  /** By slot and value. */
  readonly #marks: (Marks | 'alike')[][] = [];
  readonly #marksOfUnits: Int32Array;
  /** Of each unit its place in each swap list: the number of the swap with another. */
  readonly #swapOf: readonly (readonly number[])[];
  #ways = 0;
  #state: StateVector;
  #other: StateVector;
  #least: StateVector;

  /**
   * @param capacity the length of a buffer that holds any state
   * @param width the number of slots in use
   */
  constructor(symmetry: Symmetry, capacity: number, width: () => number) {
    this.#symmetry = symmetry;
    this.#width = width;
    const { units, swaps } = symmetry.replicas;
    this.#marksOfUnits = new Int32Array(units);
    const swapOf = Array.from({ length: units }, () => new Array<number>(units).fill(-1));
    for (const [index, { units: pair }] of swaps.entries()) {
      swapOf[pair[0]]![pair[1]] = index;
      swapOf[pair[1]]![pair[0]] = index;
    }
    this.#swapOf = swapOf;
    this.#state = new Int32Array(capacity);
    this.#other = new Int32Array(capacity);
    this.#least = new Int32Array(capacity);
  }

  /** Replaces a state by its canonical form. */
  apply(state: StateVector): void {
    this.#symmetry.attend();
    const width = this.#width();
    this.#state.set(state.subarray(0, width));
    this.#mark();
    for (const [first, end] of this.#symmetry.replicas.ranges) this.#sort(first, end);
    const ties = this.#symmetry.replicas.ranges.flatMap(([first, end]) => this.#ties(first, end));
    if (ties.length > 0) this.#takeLeast(ties);
    for (let slot = 0; slot < width; slot++) state[slot] = this.#state[slot]!;
  }

  /** Sums up what all components say of each unit. */
  #mark(): void {
    const marks = this.#marksOfUnits.fill(0);
    const state = this.#state;
    const width = this.#width();
    for (let slot = 0; slot < width; slot++) {
      const value = state[slot]!;
      if (this.#symmetry.isEmpty(slot, value)) continue;
      const known = this.#marks[slot]?.[value] ?? this.#learn(slot, value);
      if (known === 'alike' || known === undefined) continue;
      for (let unit = 0; unit < marks.length; unit++) marks[unit] = (marks[unit]! + known[unit]!) | 0;
    }
  }

  /** Puts the units of a class in the order of their marks. */
  #sort(first: number, end: number): void {
    const marks = this.#marksOfUnits;
    for (let place = first; place < end; place++) {
      let least = place;
      for (let unit = place + 1; unit < end; unit++) if (marks[unit]! < marks[least]!) least = unit;
      if (least === place) continue;
      const mark = marks[place]!;
      marks[place] = marks[least]!;
      marks[least] = mark;
      this.#exchange(place, least);
    }
  }

  /** Runs of units with equal marks that may not change places freely. */
  #ties(first: number, end: number): readonly (readonly number[])[] {
    const ties: number[][] = [];
    for (let from = first; from < end; ) {
      const tie = [from];
      while (from + tie.length < end && this.#marksOfUnits[from + tie.length] === this.#marksOfUnits[from])
        tie.push(from + tie.length);
      if (!tie.every((unit, at) => at === 0 || this.#stays(tie[at - 1]!, unit))) ties.push(tie);
      from += tie.length;
    }
    return ties;
  }

  /** Whether two units may change places and the state stays. */
  #stays(one: number, two: number): boolean {
    this.#symmetry.exchange(this.#swapOf[one]![two]!, this.#state, this.#other);
    return this.#compare(this.#state, this.#other) === 0;
  }

  #takeLeast(ties: readonly (readonly number[])[]): void {
    this.#least.set(this.#state);
    this.#tryAll(ties, 0, ties[0]!.length);
    const least = this.#least;
    this.#least = this.#state;
    this.#state = least;
  }

  /** All orders of the first `count` units of tie number `at`, and of the later ties (Heap 1963). */
  #tryAll(ties: readonly (readonly number[])[], at: number, count: number): void {
    const tie = ties[at]!;
    if (count <= 1) {
      if (at + 1 < ties.length) this.#tryAll(ties, at + 1, ties[at + 1]!.length);
      else if (this.#compare(this.#state, this.#least) < 0) this.#least.set(this.#state);
      return;
    }
    for (let i = 0; i < count; i++) {
      this.#tryAll(ties, at, count - 1);
      if (i + 1 < count) this.#exchange(tie[count % 2 === 0 ? i : 0]!, tie[count - 1]!);
    }
  }

  #exchange(one: number, two: number): void {
    this.#symmetry.exchange(this.#swapOf[one]![two]!, this.#state, this.#other);
    const before = this.#state;
    this.#state = this.#other;
    this.#other = before;
  }

  #compare(a: StateVector, b: StateVector): number {
    const width = this.#width();
    for (let slot = 0; slot < width; slot++) if (a[slot] !== b[slot]) return a[slot]! - b[slot]!;
    return 0;
  }

  /** Marks a component and all that swaps make of it: pairs with a unit that swaps make of each other are marked alike. */
  #learn(slot: number, value: number): Marks | 'alike' {
    const { units } = this.#symmetry.replicas;
    const orbit = this.#orbitOf(slot, value);
    const marks = orbit.map(() => new Int32Array(units));
    const indexOf = new Map(orbit.map(([s, v], index) => [`${s} ${v}`, index]));
    let alike = true;
    for (const at of orbit.keys()) {
      for (let unit = 0; unit < units; unit++) {
        if (marks[at]![unit] !== 0) continue;
        const mark = scattered(++this.#ways);
        marks[at]![unit] = mark;
        const reached: (readonly [number, number])[] = [[at, unit]];
        for (const [from, of] of reached) {
          for (const [swap, { units: pair }] of this.#symmetry.swaps.entries()) {
            const [s, v] = orbit[from]!;
            const to = indexOf.get(
              `${this.#symmetry.slotOf(swap, s)} ${this.#symmetry.imageOf(swap, s, v)}`,
            )!;
            const other = of === pair[0] ? pair[1] : of === pair[1] ? pair[0] : of;
            if (marks[to]![other] !== 0) continue;
            marks[to]![other] = mark;
            reached.push([to, other]);
          }
        }
      }
      for (const [first, end] of this.#symmetry.replicas.ranges) {
        for (let unit = first; unit < end; unit++) if (marks[at]![unit] !== marks[at]![first]) alike = false;
      }
    }
    for (const [at, [s, v]] of orbit.entries()) (this.#marks[s] ??= [])[v] = alike ? 'alike' : marks[at]!;
    return this.#marks[slot]![value]!;
  }

  /** All that a component may become. */
  #orbitOf(slot: number, value: number): readonly (readonly [number, number])[] {
    const orbit: (readonly [number, number])[] = [[slot, value]];
    const met = new Set([`${slot} ${value}`]);
    for (const [s, v] of orbit) {
      for (let swap = 0; swap < this.#symmetry.swaps.length; swap++) {
        const [to, image] = [this.#symmetry.slotOf(swap, s), this.#symmetry.imageOf(swap, s, v)];
        if (met.has(`${to} ${image}`)) continue;
        met.add(`${to} ${image}`);
        orbit.push([to, image]);
      }
    }
    return orbit;
  }
}

/** Sums of different marks differ, nearly always; where they do not, more orders are tried. Never 0. */
function scattered(mark: number): number {
  let hash = Math.imul(mark, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash === 0 ? 1 : hash;
}
