/**
 * Prefers what was done least: of a few moves that `patient` draws, the one whose pair (local state of its agent, group
 * of moves) was taken least often in the campaign so far.
 *
 * Guidance by coverage as fuzzers have it (Böhme, Pham, Roychoudhury, CCS 2016: seeds that exercise rare paths are
 * preferred), with the pairs of the step table in the place of branches, and no corpus: the next choice is guided, not
 * the next input.
 */
import type { MoveList } from '../../product/move.ts';
import type { Product } from '../../product/product.ts';
import type { RandomSource } from '../random-source.ts';
import { Patient } from './patient.ts';
import type { Here, Strategy } from './strategy.ts';
import { agentOf, groupOf, NO_AGENT } from './subjects.ts';

/** Pairs are counted by a hash of so many bits: two of them may share a count, which only blurs the preference. */
const BITS = 16;
const DRAWN = 3;

export class Curious implements Strategy {
  readonly #product: Product;
  readonly #counts = new Uint32Array(2 ** BITS);
  readonly #patient = new Patient();

  constructor(product: Product) {
    this.#product = product;
  }

  begin(random: RandomSource): void {
    this.#patient.begin(random);
  }

  choose(moves: MoveList, here: Here): number {
    let best = -1;
    let place = 0;
    for (let drawn = 0; drawn < DRAWN; drawn++) {
      const index = this.#patient.choose(moves);
      const candidate = this.#placeOf(moves.moves[index]!, here);
      if (best !== -1 && this.#counts[candidate]! >= this.#counts[place]!) continue;
      best = index;
      place = candidate;
    }
    this.#counts[place]!++;
    return best;
  }

  #placeOf(move: number, here: Here): number {
    const agent = agentOf(this.#product, move);
    const local = agent === NO_AGENT ? 0 : here.slot(agent) + 1;
    const key = Math.imul(groupOf(move) + 1, 0x9e3779b1) ^ Math.imul(local, 0x85ebca6b);
    return Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> (32 - BITS);
  }
}
