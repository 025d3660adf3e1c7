/**
 * From which product state each was reached first, in a sixteenth of a byte a state.
 *
 * States have ids in the order in which they are found, and are expanded in the order of ids: so the first
 * predecessors never decrease, and it is enough to note one in so many. The exact one is the first between two notes
 * that leads there.
 */
import { IntList } from './int-list.ts';

const BITS = 6;

export class Ancestry {
  /** Of the initial states, which have the first ids: their numbers. */
  readonly #initials: number[] = [];
  /** The first predecessor of every so many states. */
  readonly #notes = new IntList();
  #last = 0;

  get bytes(): number {
    return this.#notes.bytes;
  }

  /** Notes that product state `id`, the next one, is the initial state with that number. */
  addInitial(initial: number): void {
    const id = this.#initials.push(initial) - 1;
    this.#note(id, 0);
  }

  /** Notes that product state `id`, the next one, was reached from `from`. */
  add(id: number, from: number): void {
    this.#last = from;
    this.#note(id, from);
  }

  /** The number of the initial state that `id` is, or −1. */
  initialOf(id: number): number {
    return this.#initials[id] ?? -1;
  }

  /** The first and the last product state from which `id` may have been reached first. */
  candidates(id: number): readonly [number, number] {
    const next = (id >>> BITS) + 1;
    const last = next < this.#notes.length ? this.#notes.at(next) : this.#last;
    return [this.#notes.at(next - 1), last];
  }

  #note(id: number, from: number): void {
    if (id >>> BITS === this.#notes.length) this.#notes.push(from);
  }
}
