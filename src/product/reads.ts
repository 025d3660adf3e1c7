/**
 * Which slots of a state a computation reads, so that its outcome can be kept for all states that agree in them.
 *
 * The successor function and the listing of moves read states through here alone. A slot is noted with what was in
 * it when it was read first: what the computation itself writes later is not noted again.
 */
import type { StateVector } from './state-vector.ts';

export class Reads {
  /** Slots in the order in which they were read first. */
  readonly slots: Int32Array;
  /** What was in them, in the same order. */
  readonly values: Int32Array;
  length = 0;
  readonly #noted: Uint8Array;
  #recording = false;

  /** @param capacity the length of a buffer that holds any state */
  constructor(capacity: number) {
    this.slots = new Int32Array(capacity);
    this.values = new Int32Array(capacity);
    this.#noted = new Uint8Array(capacity);
  }

  /** Notes what `compute` reads. */
  during<T>(compute: () => T): T {
    for (let i = 0; i < this.length; i++) this.#noted[this.slots[i]!] = 0;
    this.length = 0;
    this.#recording = true;
    try {
      return compute();
    } finally {
      this.#recording = false;
    }
  }

  read(state: StateVector, slot: number): number {
    const value = state[slot]!;
    if (this.#recording) this.#note(slot, value);
    return value;
  }

  #note(slot: number, value: number): void {
    if (this.#noted[slot] === 1) return;
    this.#noted[slot] = 1;
    this.slots[this.length] = slot;
    this.values[this.length++] = value;
  }
}
