/**
 * Steps that the successor function took, by number: which slots they wrote, and what else there is to know of them.
 */
import { lengthened } from './lengthened.ts';
import type { Move } from './move.ts';
import type { StateVector } from './state-vector.ts';
import type { SuccessorFunction } from './successor.ts';

/** The length of one write: the number of the slot, what was in it, what is in it now. */
export const WRITE = 3;

export class RecordedSteps {
  /** By step: the move, and what `Product.observation` and `Product.failedAgent` say after it. */
  readonly moves: Move[] = [];
  readonly observations: number[] = [];
  readonly failedAgents: number[] = [];
  /** Step by step; each begins at `beginOf`. */
  writes: Int32Array = new Int32Array(1024);
  readonly #begins: number[] = [0];

  get size(): number {
    return this.#begins.length - 1;
  }
  /** About how many bytes it takes. */
  get bytes(): number {
    return 8 * 4 * this.size + 4 * this.writes.length;
  }

  /** Where the writes of a step begin in `writes`; those of the step before end there. */
  beginOf(step: number): number {
    return this.#begins[step]!;
  }

  /** Whether a step changes anything. */
  changes(step: number): boolean {
    return this.#begins[step + 1]! > this.#begins[step]!;
  }

  /** Keeps the step by `move` that was taken last, to `state`. */
  add(move: Move, state: StateVector, { changes, observation, failedAgent }: SuccessorFunction): number {
    let end = this.#begins[this.size]!;
    this.#makeRoom(end + WRITE * changes.length);
    for (let i = 0; i < changes.length; i++) {
      const slot = changes.slots[i]!;
      if (state[slot] === changes.before[i]) continue;
      this.writes[end++] = slot;
      this.writes[end++] = changes.before[i]!;
      this.writes[end++] = state[slot]!;
    }
    this.moves.push(move);
    this.observations.push(observation);
    this.failedAgents.push(failedAgent);
    return this.#begins.push(end) - 2;
  }

  /** Calls `visit` for each slot that is another one after the step. */
  eachWrite(step: number, visit: (slot: number, before: number, after: number) => void): void {
    const { writes } = this;
    for (let at = this.beginOf(step); at < this.beginOf(step + 1); at += WRITE) {
      visit(writes[at]!, writes[at + 1]!, writes[at + 2]!);
    }
  }

  #makeRoom(length: number): void {
    if (length <= this.writes.length) return;
    this.writes = lengthened(this.writes, 2 * length);
  }
}
