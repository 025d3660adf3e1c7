/**
 * Which claim random continuations of a run refute.
 *
 * Where a run is known that tells a wrong model from a right one, what is wrong is near its end: a few ways on from
 * there often show it long before a search breadth-first comes that far.
 */
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { ModelError } from '../system/model-error.ts';
import { type LabelledRun, moveLabelled } from './labelled-run.ts';
import type { RandomOptions } from './random.ts';
import { RandomSource } from './random-source.ts';
import { strategyCalled } from './strategy/portfolio.ts';
import { Tracker } from './tracker.ts';
import { Watch } from './watch.ts';

/**
 * A claim that some continuation violates; undefined where none of those tried does.
 *
 * The run is followed as far as the product has it. Claims about infinite runs and about what is possible are left to
 * others, as are models that an error stops: only a search of all runs can judge those.
 */
export function refutedBeyond(
  product: Product,
  properties: readonly Property[],
  stem: LabelledRun,
  { seed, runs, maxSteps, strategy: name }: RandomOptions,
): Property | undefined {
  const tracker = new Tracker(product, new Watch(product, properties));
  const random = new RandomSource();
  const strategy = strategyCalled(name, product, maxSteps);
  const refuted = (): Property | undefined =>
    tracker.violated.size === 0 ? undefined : properties.find(({ id }) => tracker.violated.has(id));
  const goOn = (): Property | undefined => {
    for (let step = 0; step < maxSteps; step++) {
      const moves = tracker.moves();
      if (tracker.watch.deadlock !== undefined && tracker.isDeadlocked()) return tracker.watch.deadlock;
      if (moves.length === 0) return undefined;
      const index = moves.length === 1 ? 0 : strategy.choose(moves, tracker.here);
      strategy.took?.(tracker.takeListed(index, moves.moves[index]!));
      const found = refuted();
      if (found !== undefined) return found;
    }
    return undefined;
  };
  try {
    follow(tracker, stem);
    let found = refuted();
    const place = tracker.place();
    for (let run = 0; run < runs && found === undefined; run++) {
      random.seed(seed + run);
      strategy.begin(random);
      tracker.goTo(place);
      found = goOn();
    }
    return found;
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

/** Takes the moves of a run, up to one that the product does not have, or that violates something. */
function follow(tracker: Tracker, { initial, labels }: LabelledRun): void {
  tracker.begin(initial);
  for (const label of labels) {
    const move =
      tracker.violated.size > 0
        ? undefined
        : moveLabelled(tracker.product, tracker.state, tracker.moves(), label);
    if (move === undefined) return;
    tracker.take(move);
  }
}
