/**
 * How a random run chooses among the moves that are enabled. A strategy decides which runs are likely, never which
 * exist: what it chooses is one of the moves that the product lists.
 */
import type { MoveList } from '../../product/move.ts';
import type { StateVector } from '../../product/state-vector.ts';
import type { RandomSource } from '../random-source.ts';

export interface Strategy {
  /** A run begins; all choices of it are drawn from `random`. */
  begin(random: RandomSource): void;
  /** The index in `moves`, of which there are two or more, of the one that comes next. */
  choose(moves: MoveList, state: StateVector): number;
  /** The chosen move was taken; `changed` tells whether it changed anything. */
  took?(changed: boolean): void;
}
