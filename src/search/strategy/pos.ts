/**
 * Partial-order sampling: groups of moves have random priorities, the highest goes first, and those that race with the
 * move taken draw theirs anew; so each partial order of races is met with a probability that owes nothing to how many
 * independent moves there are (Yuan, Yang, Gu, CAV 2018).
 *
 * Two moves race where they concern the same agent. The paper draws a priority for each event; a group of moves with
 * one priority is as good, since it draws again after each of its moves.
 */
import type { MoveList } from '../../product/move.ts';
import type { Product } from '../../product/product.ts';
import type { RandomSource } from '../random-source.ts';
import { Priorities } from './priorities.ts';
import type { Strategy } from './strategy.ts';
import { agentOf, groupOf, NO_AGENT } from './subjects.ts';

export class Pos implements Strategy {
  readonly #product: Product;
  readonly #priorities = new Priorities();

  constructor(product: Product) {
    this.#product = product;
  }

  begin(random: RandomSource): void {
    this.#priorities.begin(random);
  }

  choose(moves: MoveList): number {
    const index = this.#priorities.first(moves);
    const move = moves.moves[index]!;
    const agent = agentOf(this.#product, move);
    this.#priorities.forget(groupOf(move));
    if (agent !== NO_AGENT) this.#forgetRivals(moves, agent);
    return index;
  }

  #forgetRivals(moves: MoveList, agent: number): void {
    for (let i = 0; i < moves.length; i++) {
      const rival = moves.moves[i]!;
      if (agentOf(this.#product, rival) === agent) this.#priorities.forget(groupOf(rival));
    }
  }
}
