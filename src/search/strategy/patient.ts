/**
 * Troubles are rare, and how rare is drawn once a run: open moves (environment, losses, faults) share one probability,
 * so that some runs are as troubled as can be and others let the system come far before something happens to it.
 *
 * The idea is that of swarm testing (see `swarm.ts`), with a rate in the place of a subset: nothing is ever ruled out.
 */
import type { MoveList } from '../../product/move.ts';
import type { RandomSource } from '../random-source.ts';
import type { Strategy } from './strategy.ts';

/** In 64ths; 64 is uniform over all moves. */
const OPENNESS = [64, 16, 4, 1] as const;

export class Patient implements Strategy {
  #random!: RandomSource;
  #openness = 64;

  begin(random: RandomSource): void {
    this.#random = random;
    this.#openness = OPENNESS[random.below(OPENNESS.length)]!;
  }

  choose({ length, internal, ticks }: MoveList): number {
    const random = this.#random;
    const closed = internal + (ticks ? 1 : 0);
    if (this.#openness === 64 || closed === 0 || closed === length) return random.below(length);
    if (random.below(64) < this.#openness) return internal + random.below(length - closed);
    const index = random.below(closed);
    return index < internal ? index : length - 1;
  }
}
