/**
 * What a reduced search rests on that it only learns on its way: the steps of agents, the slots of states, and what
 * predicates read.
 */
import type { Product } from '../../product/product.ts';
import type { TrackedPredicate } from '../../property/tracked-predicate.ts';

export interface Learned {
  readonly steps: number;
  readonly structure: number;
  /** Slots that predicates read. */
  readonly visible: ReadonlySet<number>;
}

/** Thrown where a reduced search has learned what could have made it choose otherwise: it has to be made once more. */
export class AnotherPass extends Error {
  readonly learned: Learned;

  constructor(learned: Learned) {
    super('the search learned what could have made it choose otherwise');
    this.learned = learned;
  }
}

/** @param before what predicates of earlier searches read */
export function learnedBy(
  { model }: Product,
  predicates: readonly TrackedPredicate[],
  before: Iterable<number> = [],
): Learned {
  return {
    steps: model.agents.reduce((sum, { computed }) => sum + computed.length, 0),
    structure: model.structure,
    visible: new Set([...before, ...predicates.flatMap((predicate) => [...predicate.slotsRead()])]),
  };
}

export const isNews = (before: Learned, after: Learned): boolean =>
  before.steps !== after.steps ||
  before.structure !== after.structure ||
  before.visible.size !== after.visible.size;
