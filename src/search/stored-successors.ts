/**
 * The successors of states that are all stored, and so are theirs: a space is gone over again, after the search that
 * found it, along the moves that the search recorded.
 */
import type { Move } from '../product/move.ts';
import type { RowLetters } from './row-letters.ts';
import type { StateStore } from './state-store.ts';
import type { SuccessorBatch } from './successor-batch.ts';

export class StoredSuccessors {
  readonly store: StateStore;
  readonly #batch: SuccessorBatch;
  readonly #letters: RowLetters;

  /**
   * @param search the batch of the search that found all states in `store`
   * @param letters those of the search
   */
  constructor(search: SuccessorBatch, store: StateStore, letters: RowLetters) {
    this.store = store;
    this.#letters = letters;
    this.#batch = search.sharingMoves(() => {
      throw new Error('a state has a successor that no search found');
    });
  }

  /** Lists the moves of state `id`, in the order of `EnabledMoves`, and finds where they lead. */
  list(id: number): void {
    const batch = this.#batch;
    batch.clear();
    batch.list(id);
    batch.add(id);
    batch.touch();
    batch.lookUp(0, batch.length, -1);
  }

  /** Number of moves of the state that was listed last. */
  get length(): number {
    return this.#batch.length;
  }
  /** Whether the last of them is a tick. */
  get ticks(): boolean {
    return this.#batch.listed.moves.ticks;
  }

  moveOf(index: number): Move {
    return this.#batch.listed.moves.moves[index]!;
  }
  /** The state after it. */
  idOf(index: number): number {
    return this.#batch.ids[index]!;
  }
  /** Whether it leaves state `id`, whose moves are listed, as it is. */
  isStill(index: number, id: number): boolean {
    return this.#batch.isStill(index, id);
  }
  observationOf(index: number): number {
    return this.#batch.observationOf(index);
  }

  /** The letter of a state, given what the move to it did. */
  letterOf(id: number, observation: number): number {
    return this.#letters.letterOfState(id, observation);
  }
}
