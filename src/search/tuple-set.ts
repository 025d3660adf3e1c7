/**
 * Tuples of small integers, numbered in the order in which they come: for what is asked rarely, because those who ask
 * remember the answers.
 */
export class TupleSet {
  /** Whether the last `add` inserted a new tuple. */
  fresh = false;
  readonly #tuples: Int32Array[] = [];
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#tuples.length;
  }

  /** About how many bytes it takes: a tuple, its text, and what holds them. */
  get bytes(): number {
    return this.size * (150 + 6 * (this.#tuples[0]?.length ?? 0));
  }

  /** The number of a tuple, inserted where it is new. */
  add(tuple: Int32Array): number {
    const key = tuple.join();
    const known = this.#numbers.get(key);
    this.fresh = known === undefined;
    if (known !== undefined) return known;
    const number = this.#tuples.push(tuple.slice()) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** A tuple, no copy. */
  at(number: number): Int32Array {
    return this.#tuples[number]!;
  }
}
