/** A stream of choices that follows from one integer: Marsaglia's xorshift32 (Journal of Statistical Software, 2003). */
export class RandomSource {
  #state = 1;

  /** Begins the stream of `seed`. */
  seed(seed: number): void {
    this.#state = seed === 0 ? 0x9e3779b9 : seed;
  }

  /** The next 32 bits, as an unsigned integer; never 0. */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  /** One of 0 … limit − 1. */
  below(limit: number): number {
    return this.next() % limit;
  }
}
