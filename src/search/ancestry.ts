/**
 * From which product state each was reached first, in a sixteenth of a byte a state.
 *
 * States have ids in the order in which they are found, and are expanded in the order of ids: so the first
 * predecessors never decrease, and it is enough to note one in so many. The exact one is the first between two notes
 * that leads there.
 */
import { NOTE_BITS } from './kernel/fields.ts';
import type { StateStore } from './state-store.ts';

const EVERY = 1 << NOTE_BITS;

export class Ancestry {
  /** Of the initial states, which have the first ids: their numbers. */
  readonly #initials: number[] = [];
  readonly #store: StateStore;

  /** @param store has the product states, and the notes */
  constructor(store: StateStore) {
    this.#store = store;
  }

  /** Notes that product state `id`, the next one, is the initial state with that number. */
  addInitial(initial: number): void {
    this.add(this.#initials.push(initial) - 1, 0);
  }

  /** Notes that product state `id`, the next one, was reached from `from`. */
  add(id: number, from: number): void {
    if (id % EVERY === 0) this.#store.setNote(id / EVERY, from);
  }

  /** The number of the initial state that `id` is, or −1. */
  initialOf(id: number): number {
    return this.#initials[id] ?? -1;
  }

  /** The first and the last product state from which `id` may have been reached first. */
  candidates(id: number): readonly [number, number] {
    const next = (id >>> NOTE_BITS) + 1;
    const last = next * EVERY < this.#store.size ? this.#store.noteAt(next) : this.#store.size - 1;
    return [this.#store.noteAt(next - 1), last];
  }
}
