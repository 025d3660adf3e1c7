/**
 * A list of 32-bit integers that grows.
 */
import { lengthened } from '../product/lengthened.ts';

/** Many lists stay short, and are made again and again. */
const FEW = 64;

export class IntList {
  length = 0;
  #values = new Int32Array(FEW);

  get bytes(): number {
    return 4 * this.#values.length;
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      this.#values = lengthened(this.#values, 2 * this.length);
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  /** The integers, no copy. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
