/**
 * What happened to the messages of each link, counted in moves out of the visited states.
 */
import {
  DELAY,
  DELIVER,
  DROP,
  DUPLICATE,
  detailOf,
  kindOf,
  type Move,
  type MoveList,
  subjectOf,
} from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';

export interface LinkCoverage {
  /** `guest→hostAgent`. */
  readonly link: string;
  readonly order: string;
  readonly delivered: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly heldUp: number;
  /** States in which either of two different messages may be delivered next: the order sent is not the order of arrival. */
  readonly reordered: number;
  /** States in which a delivery races something else that the receiver may do next. */
  readonly raced: number;
}

type Counts = {
  -readonly [K in 'delivered' | 'lost' | 'duplicated' | 'heldUp' | 'reordered' | 'raced']: number;
};

export class LinkTraffic {
  readonly #product: Product;
  readonly #counts: Counts[] = [];

  constructor(product: Product) {
    this.#product = product;
  }

  /** @param events what each move is for an agent, −1 for none; as `EventOrders` names it */
  note(state: StateVector, moves: MoveList, receiverOf: (move: Move) => number): void {
    const { links } = this.#product.model;
    const deliveries = new Map<number, Set<number>>();
    const busy = new Map<number, number>();
    for (let i = 0; i < moves.length; i++) {
      const move = moves.moves[i]!;
      const receiver = receiverOf(move);
      if (receiver !== -1) busy.set(receiver, (busy.get(receiver) ?? 0) + 1);
      const index = subjectOf(move);
      switch (kindOf(move)) {
        case DELIVER: {
          this.#of(index).delivered++;
          const { table, slot } = links[index]!;
          const { event } = table.messages(state[slot]!)[detailOf(move)]!;
          const events = deliveries.get(index) ?? new Set();
          deliveries.set(index, events.add(event));
          break;
        }
        case DROP:
          this.#of(index).lost++;
          break;
        case DUPLICATE:
          this.#of(index).duplicated++;
          break;
        case DELAY:
          this.#of(index).heldUp++;
          break;
        default:
      }
    }
    for (const [index, events] of deliveries) {
      if (events.size > 1) this.#of(index).reordered++;
      if (busy.get(links[index]!.to)! > 1) this.#of(index).raced++;
    }
  }

  /** By sender and then receiver. Links of which messages are handled in the sender's move have no moves. */
  all(): readonly LinkCoverage[] {
    return this.#product.model.orderedLinks
      .filter(({ isSynchronous }) => !isSynchronous)
      .map(({ index, name, settings }) => ({ link: name, order: settings.order, ...this.#of(index) }));
  }

  #of(link: number): Counts {
    this.#counts[link] ??= { delivered: 0, lost: 0, duplicated: 0, heldUp: 0, reordered: 0, raced: 0 };
    return this.#counts[link]!;
  }
}
