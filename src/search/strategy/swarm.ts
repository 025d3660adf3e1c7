/**
 * Swarm testing: each run leaves a random half of the groups of moves out as long as another move is enabled. What
 * all moves together would drown (a queue that fills because nothing empties it) is common among runs that lack some
 * (Groce, Zhang, Eide, Chen, Regehr, ISSTA 2012).
 */
import type { MoveList } from '../../product/move.ts';
import type { RandomSource } from '../random-source.ts';
import { Priorities } from './priorities.ts';
import type { Strategy } from './strategy.ts';
import { groupOf } from './subjects.ts';

const HALF = 2 ** 31;

export class Swarm implements Strategy {
  readonly #draws = new Priorities();
  #random!: RandomSource;

  begin(random: RandomSource): void {
    this.#random = random;
    this.#draws.begin(random);
  }

  choose(moves: MoveList): number {
    let kept = 0;
    let chosen = -1;
    for (let i = 0; i < moves.length; i++) {
      if (this.#draws.of(groupOf(moves.moves[i]!)) < HALF) continue;
      // One of those kept, each as likely as the others (reservoir of one).
      if (this.#random.below(++kept) === 0) chosen = i;
    }
    return chosen === -1 ? this.#random.below(moves.length) : chosen;
  }
}
