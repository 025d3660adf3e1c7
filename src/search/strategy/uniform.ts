/** Every enabled move is as likely as every other: a plain random walk. */
import type { MoveList } from '../../product/move.ts';
import type { RandomSource } from '../random-source.ts';
import type { Strategy } from './strategy.ts';

export class Uniform implements Strategy {
  #random!: RandomSource;

  begin(random: RandomSource): void {
    this.#random = random;
  }

  choose(moves: MoveList): number {
    return this.#random.below(moves.length);
  }
}
