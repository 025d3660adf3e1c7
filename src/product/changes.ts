/**
 * What one step changed, so that searches can follow it slot by slot and take it back.
 *
 * Most moves touch two or three slots of many: whoever keeps a state can update what it derives from it, and need
 * not copy it to try the next move.
 */
import type { Reads } from './reads.ts';
import type { StateVector } from './state-vector.ts';

export class Changes {
  /** Slots that were written, each once. */
  readonly slots: Int32Array;
  /** What was in them before, in the same order. */
  readonly before: Int32Array;
  length = 0;
  readonly #noted: Uint8Array;
  readonly #reads: Reads;

  /**
   * @param capacity the length of a buffer that holds any state
   * @param reads told of what is written: what a step changes depends on what was there before
   */
  constructor(capacity: number, reads: Reads) {
    this.#reads = reads;
    this.slots = new Int32Array(capacity);
    this.before = new Int32Array(capacity);
    this.#noted = new Uint8Array(capacity);
  }

  /** Begins a new step. */
  clear(): void {
    for (let i = 0; i < this.length; i++) this.#noted[this.slots[i]!] = 0;
    this.length = 0;
  }

  write(state: StateVector, slot: number, value: number): void {
    const before = this.#reads.read(state, slot);
    if (before === value) return;
    if (this.#noted[slot] === 0) {
      this.#noted[slot] = 1;
      this.slots[this.length] = slot;
      this.before[this.length++] = before;
    }
    state[slot] = value;
  }

  /** Puts back what was there before the step. */
  undo(state: StateVector): void {
    for (let i = 0; i < this.length; i++) state[this.slots[i]!] = this.before[i]!;
  }

  /** Whether `state`, after the step, is another one than before. */
  differ(state: StateVector): boolean {
    for (let i = 0; i < this.length; i++) if (state[this.slots[i]!] !== this.before[i]) return true;
    return false;
  }
}
