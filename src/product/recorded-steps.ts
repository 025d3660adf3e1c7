/**
 * Steps that the successor function took, by number: which slots they wrote, and what else there is to know of them.
 */
import type { Move } from './move.ts';
import type { StateVector } from './state-vector.ts';
import type { SuccessorFunction } from './successor.ts';

/** One slot that a step wrote: its number, what was in it, what is in it now. */
const WRITE = 3;

export class RecordedSteps {
  /** By step: the move, and what `Product.observation` and `Product.failedAgent` say after it. */
  readonly moves: Move[] = [];
  readonly observations: number[] = [];
  readonly failedAgents: number[] = [];
  readonly #writes: number[] = [];
  readonly #ends: number[] = [];

  get size(): number {
    return this.#ends.length;
  }
  /** About how many bytes it takes. */
  get bytes(): number {
    return 8 * (4 * this.#ends.length + this.#writes.length);
  }

  /** Keeps the step by `move` that was taken last, to `state`. */
  add(move: Move, state: StateVector, { changes, observation, failedAgent }: SuccessorFunction): number {
    for (let i = 0; i < changes.length; i++) {
      const slot = changes.slots[i]!;
      if (state[slot] !== changes.before[i]) this.#writes.push(slot, changes.before[i]!, state[slot]!);
    }
    this.moves.push(move);
    this.observations.push(observation);
    this.failedAgents.push(failedAgent);
    return this.#ends.push(this.#writes.length) - 1;
  }

  /** Calls `visit` for each slot that is another one after the step. */
  eachWrite(step: number, visit: (slot: number, before: number, after: number) => void): void {
    const writes = this.#writes;
    for (let at = step === 0 ? 0 : this.#ends[step - 1]!; at < this.#ends[step]!; at += WRITE) {
      visit(writes[at]!, writes[at + 1]!, writes[at + 2]!);
    }
  }
}
