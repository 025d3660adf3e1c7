/**
 * Probabilistic concurrency testing: groups of moves have random priorities, the highest goes first, and at a few
 * random steps the one in front falls behind all others. A bug that needs d orderings is then found with a probability
 * that does not shrink with the number of moves enabled (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010).
 *
 * Two departures. There are no threads, so groups of moves stand for them. And a move that changes nothing falls behind
 * too, as do a tick and a message of the environment after each turn: with a fixed priority they would keep everything
 * else from happening for ever (the paper assumes that threads end).
 */
import { ENVIRONMENT, kindOf, type MoveList, TICK } from '../../product/move.ts';
import type { RandomSource } from '../random-source.ts';
import { Priorities } from './priorities.ts';
import type { Strategy } from './strategy.ts';
import { groupOf } from './subjects.ts';

/** A run has up to so many changes of priority. */
const MAX_CHANGES = 4;

export class Pct implements Strategy {
  readonly #priorities = new Priorities();
  readonly #maxSteps: number;
  readonly #changes = new Int32Array(MAX_CHANGES);
  #step = 0;
  #group = 0;
  #endless = false;

  constructor(maxSteps: number) {
    this.#maxSteps = maxSteps;
  }

  begin(random: RandomSource): void {
    this.#priorities.begin(random);
    this.#step = 0;
    this.#changes.fill(-1);
    const changes = random.below(MAX_CHANGES + 1);
    for (let i = 0; i < changes; i++) this.#changes[i] = random.below(this.#maxSteps);
  }

  choose(moves: MoveList): number {
    let index = this.#priorities.first(moves);
    if (this.#changes.includes(this.#step++)) {
      this.#priorities.demote(groupOf(moves.moves[index]!));
      index = this.#priorities.first(moves);
    }
    const move = moves.moves[index]!;
    this.#group = groupOf(move);
    this.#endless = kindOf(move) === TICK || kindOf(move) === ENVIRONMENT;
    return index;
  }

  took(changed: boolean): void {
    if (!changed || this.#endless) this.#priorities.demote(this.#group);
  }
}
