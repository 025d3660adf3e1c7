/** A random priority for each group of moves, drawn when it is first asked for; forgotten when a run begins. */
import type { MoveList } from '../../product/move.ts';
import type { RandomSource } from '../random-source.ts';
import { GROUPS, groupOf } from './subjects.ts';

export class Priorities {
  readonly #values = new Float64Array(GROUPS);
  /** The run in which a value was drawn. */
  readonly #drawn = new Int32Array(GROUPS);
  #run = 0;
  #random!: RandomSource;
  #lowest = 0;

  begin(random: RandomSource): void {
    this.#random = random;
    this.#run++;
    this.#lowest = 0;
  }

  of(group: number): number {
    if (this.#drawn[group] !== this.#run) {
      this.#drawn[group] = this.#run;
      this.#values[group] = this.#random.next();
    }
    return this.#values[group]!;
  }

  /** From now on every other group goes before this one. */
  demote(group: number): void {
    this.#drawn[group] = this.#run;
    this.#values[group] = --this.#lowest;
  }

  /** The group’s priority is drawn anew when it is next asked for. */
  forget(group: number): void {
    this.#drawn[group] = this.#run - 1;
  }

  /** The index of a move of the group that goes first; any of them. */
  first(moves: MoveList): number {
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    let alike = 0;
    let last = -1;
    for (let i = 0; i < moves.length; i++) {
      const group = groupOf(moves.moves[i]!);
      const priority = group === last ? highest : this.of(group);
      if (priority < highest) continue;
      if (priority > highest) {
        highest = priority;
        last = group;
        best = i;
        alike = 1;
      } else if (this.#random.below(++alike) === 0) best = i;
    }
    return best;
  }
}
