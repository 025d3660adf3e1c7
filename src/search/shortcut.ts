/**
 * Shortcuts of a run: fewer moves from one of its product states to a later one, or to the violation.
 */
import { labelOf } from '../product/label.ts';
import { MoveList } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { type LabelledRun, moveLabelled } from './labelled-run.ts';
import type { Place, Tracker } from './tracker.ts';

/** How many product states one look around may visit. */
const MAX_VISITED = 1500;

interface Found {
  readonly labels: readonly string[];
  /** Index of the state of the run that is reached; the length of the run for the violation itself. */
  readonly to: number;
}

/**
 * Runs that are shorter than `run` and meet its later states or its violation; they may begin elsewhere.
 *
 * @param tracker counts the steps
 */
export function* shortcutsOf(
  product: Product,
  tracker: Tracker,
  run: LabelledRun,
  property: Property,
): Iterable<LabelledRun> {
  const places = placesOf(product, tracker, run);
  const lastAt = new Map(places.map((place, index) => [keyOf(place, product.width), index]));
  const leap = (start: Place, index: number): Found | undefined =>
    leapFrom(product, tracker, start, index, lastAt, run.labels.length, property);
  for (let initial = 0; initial < tracker.initialStates; initial++) {
    tracker.begin(initial);
    const found = leap(tracker.place(), 0);
    if (found !== undefined) yield { initial, labels: [...found.labels, ...run.labels.slice(found.to)] };
  }
  for (let index = 1; index < places.length - 2; index++) {
    const found = leap(places[index]!, index);
    if (found === undefined) continue;
    const labels = [...run.labels.slice(0, index), ...found.labels, ...run.labels.slice(found.to)];
    yield { initial: run.initial, labels };
  }
}

/** The leap from one state that saves most moves. */
function leapFrom(
  product: Product,
  tracker: Tracker,
  start: Place,
  index: number,
  lastAt: ReadonlyMap<string, number>,
  length: number,
  property: Property,
): Found | undefined {
  const moves = new MoveList();
  const seen = new Set([keyOf(start, product.width)]);
  const queue: { readonly place: Place; readonly labels: readonly string[] }[] = [
    { place: start, labels: [] },
  ];
  let best: Found | undefined;
  let saved = 0;
  for (let next = 0; next < queue.length && seen.size < MAX_VISITED; next++) {
    const { place, labels } = queue[next]!;
    if (length - index - labels.length - 1 <= saved) break;
    product.enabledMoves(place.state, moves);
    for (const move of moves.moves.slice(0, moves.length)) {
      tracker.goTo(place);
      tracker.take(move);
      const violates = tracker.violated.has(property.id) || isDeadlocked(product, tracker, property);
      const reached = tracker.place();
      const key = keyOf(reached, product.width);
      if (!violates && seen.has(key)) continue;
      seen.add(key);
      const way = [...labels, labelOf(product, place.state, move)];
      const to = violates ? length : lastAt.get(key);
      const gain = to === undefined ? 0 : to - index - way.length;
      if (to !== undefined && gain > saved) {
        saved = gain;
        best = { labels: way, to };
      }
      queue.push({ place: reached, labels: way });
    }
  }
  return best;
}

function isDeadlocked(product: Product, tracker: Tracker, { claim }: Property): boolean {
  if (claim.kind !== 'no-deadlock') return false;
  const moves = new MoveList();
  product.enabledMoves(tracker.state, moves);
  return tracker.isDeadlock(moves);
}

function placesOf(product: Product, tracker: Tracker, run: LabelledRun): readonly Place[] {
  const moves = new MoveList();
  tracker.begin(run.initial);
  const places = [tracker.place()];
  for (const label of run.labels) {
    product.enabledMoves(tracker.state, moves);
    const move = moveLabelled(product, tracker.state, moves, label);
    if (move === undefined) break;
    tracker.take(move);
    places.push(tracker.place());
  }
  return places;
}

const keyOf = (place: Place, width: number): string =>
  `${place.state.subarray(0, width).join()}|${place.memory.join()}`;
