/**
 * How a random run chooses among the moves that are enabled. A strategy decides which runs are likely, never which
 * exist: what it chooses is one of the moves that the product lists.
 */
import type { MoveList } from '../../product/move.ts';
import type { RandomSource } from '../random-source.ts';

/** The state that a choice is made in. */
export interface Here {
  /** What is in one of its slots. */
  slot(slot: number): number;
}

export interface Strategy {
  /** A run begins; all choices of it are drawn from `random`. */
  begin(random: RandomSource): void;
  /** The index in `moves`, of which there are two or more, of the one that comes next. */
  choose(moves: MoveList, here: Here): number;
  /** The chosen move was taken; `changed` tells whether it changed anything. */
  took?(changed: boolean): void;
}
