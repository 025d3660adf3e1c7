/**
 * The labels of moves of several products as numbers: equal labels have equal numbers.
 *
 * A label depends on the move and on one slot of the state, so that each is made once.
 */
import { labelOf } from './label.ts';
import { DELAY, DELIVER, DROP, DUPLICATE, kindOf, type Move, OUTCOME, subjectOf, TIMER } from './move.ts';
import type { Product } from './product.ts';
import type { StateVector } from './state-vector.ts';

export class SharedLabels {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  /** What numbers the labels of one product. */
  of(product: Product): (state: StateVector, move: Move) => number {
    const known = new Map<Move, Map<number, number>>();
    return (state, move) => {
      let byContents = known.get(move);
      if (byContents === undefined) known.set(move, (byContents = new Map()));
      const slot = slotOf(product, move);
      const contents = slot === -1 ? 0 : state[slot]!;
      let number = byContents.get(contents);
      if (number === undefined)
        byContents.set(contents, (number = this.#numberOf(labelOf(product, state, move))));
      return number;
    };
  }

  text(number: number): string {
    return this.#texts[number]!;
  }

  #numberOf(label: string): number {
    let number = this.#numbers.get(label);
    if (number === undefined) {
      number = this.#texts.push(label) - 1;
      this.#numbers.set(label, number);
    }
    return number;
  }
}

/** The slot that decides the label of a move besides the move; −1 where the move alone does. */
function slotOf({ model }: Product, move: Move): number {
  switch (kindOf(move)) {
    case DELIVER:
    case DROP:
    case DUPLICATE:
    case DELAY:
      return model.links[subjectOf(move)]!.slot;
    case TIMER:
      return model.timerSlots[subjectOf(move)]!;
    case OUTCOME:
      return subjectOf(move);
    default:
      return -1;
  }
}
