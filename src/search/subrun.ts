/**
 * Runs made of some moves of another run, and nothing else: what is left when moves are taken out.
 */
import { type Move, MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { violatesInTheEnd } from './end-of-run.ts';
import { type LabelledRun, moveLabelled } from './labelled-run.ts';
import { Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

export interface Subrun {
  /** Which labels of the whole run were taken, ascending. */
  readonly taken: readonly number[];
  /** Of a lasso: what was taken of its loop goes round for ever, or, where that is nothing, the run stops there. */
  readonly violates: boolean;
}

export class Subruns {
  /** Steps of the product taken so far. */
  spent = 0;
  readonly #product: Product;
  readonly #property: Property;
  readonly #tracker: Tracker;
  readonly #moves = new MoveList();

  /** @param watch of this property alone */
  constructor(product: Product, property: Property, watch: Watch) {
    this.#product = product;
    this.#property = property;
    this.#tracker = new Tracker(product, watch);
  }

  /** Takes those of the labels `kept` of `run` that are enabled, in order, up to the violation. */
  take(run: LabelledRun, kept: readonly number[]): Subrun {
    const tracker = this.#tracker;
    const taken: number[] = [];
    const moves: Move[] = [];
    tracker.begin(run.initial);
    for (const index of kept) {
      if (tracker.violated.size > 0) break;
      this.#product.enabledMoves(tracker.state, this.#moves);
      const move = moveLabelled(this.#product, tracker.state, this.#moves, run.labels[index]!);
      if (move === undefined) continue;
      tracker.take(move);
      this.spent++;
      taken.push(index);
      moves.push(move);
    }
    const { initial, loop: start } = run;
    const loop = start === undefined ? {} : { loop: taken.filter((index) => index < start).length };
    return { taken, violates: violatesInTheEnd(tracker, this.#property, { initial, moves, ...loop }) };
  }
}
