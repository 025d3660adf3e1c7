/**
 * Shortcuts of a run: ways between two of its product states that take fewer moves than the run does.
 */
import { labelOf } from '../product/label.ts';
import { MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type LabelledRun, moveLabelled } from './labelled-run.ts';
import { Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

/** How many product states one look around may visit. */
const MAX_VISITED = 400;

interface Place {
  readonly state: Int32Array;
  readonly memory: Int32Array;
  readonly labels: readonly string[];
}

/** Runs that are shorter than `run` and meet its later states, as labels; the longest leaps first. */
export function* shortcutsOf(product: Product, watch: Watch, run: LabelledRun): Iterable<readonly string[]> {
  const places = placesOf(product, watch, run);
  const lastAt = new Map(places.map((place, index) => [keyOf(place, product.width), index]));
  for (let index = 0; index < places.length - 2; index++) {
    const shortcut = leapFrom(product, watch, places[index]!, index, lastAt);
    if (shortcut === undefined) continue;
    yield [...run.labels.slice(0, index), ...shortcut.labels, ...run.labels.slice(shortcut.to)];
  }
}

/** The best leap from one place: the most moves saved. */
function leapFrom(
  product: Product,
  watch: Watch,
  start: Place,
  index: number,
  lastAt: ReadonlyMap<string, number>,
): { readonly labels: readonly string[]; readonly to: number } | undefined {
  const moves = new MoveList();
  const next = product.allocate();
  const seen = new Set([keyOf(start, product.width)]);
  const queue: Place[] = [{ ...start, labels: [] }];
  let best: { labels: readonly string[]; to: number } | undefined;
  let saved = 0;
  for (let place = queue.shift(); place !== undefined && seen.size < MAX_VISITED; place = queue.shift()) {
    product.enabledMoves(place.state, moves);
    const enabled = moves.moves.slice(0, moves.length);
    for (const move of enabled) {
      product.successor(place.state, move, next);
      const { observation } = product;
      const memory = watch.remembering.map((monitor, slot) =>
        monitor.step(place!.memory[slot]!, next, observation, ticksOf(move)),
      );
      const reached: Place = {
        state: next.slice(),
        memory: Int32Array.from(memory),
        labels: [...place.labels, labelOf(product, place.state, move)],
      };
      const key = keyOf(reached, product.width);
      if (seen.has(key)) continue;
      seen.add(key);
      const at = lastAt.get(key);
      const gain = at === undefined ? 0 : at - index - reached.labels.length;
      if (gain > saved) {
        saved = gain;
        best = { labels: reached.labels, to: at! };
      }
      queue.push(reached);
    }
  }
  return best;
}

function placesOf(product: Product, watch: Watch, run: LabelledRun): readonly Place[] {
  const tracker = new Tracker(product, watch);
  const moves = new MoveList();
  tracker.begin(run.initial);
  const here = (): Place => ({ state: tracker.state.slice(), memory: tracker.memory.slice(), labels: [] });
  const places = [here()];
  for (const label of run.labels) {
    product.enabledMoves(tracker.state, moves);
    const move = moveLabelled(product, tracker.state, moves, label);
    if (move === undefined) break;
    tracker.take(move);
    places.push(here());
  }
  return places;
}

const keyOf = (place: Place, width: number): string =>
  `${place.state.subarray(0, width).join()}|${place.memory.join()}`;
