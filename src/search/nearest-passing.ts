/**
 * The nearest run that does not violate a property: the one that shares the longest beginning with a violating run.
 *
 * From the last state before the violation backwards, each other move is tried, and followed until the run is whole:
 * it can stop, or is back at a product state it was in, and owes nothing there.
 */

import { labelOf } from '../product/label.ts';
import { isInternal, kindOf, MoveList, TICK } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import { type Formula, truthOf } from '../property/formula.ts';
import type { Property } from '../property/property.ts';
import type { RunClaim } from '../property/run-claim.ts';
import { type LabelledRun, moveLabelled } from './labelled-run.ts';
import { canReach } from './possible.ts';
import { isFaultless } from './state-graph.ts';
import { isTimelocked } from './time-analysis.ts';
import { type Place, Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

/** How many product states may be visited, and how many moves may follow the parting. */
const MAX_VISITED = 4000;
const MAX_LONGER = 200;

export interface PassingRun {
  readonly run: LabelledRun;
  /** How many labels it shares with the violating run. */
  readonly shared: number;
}

/** Undefined where none was found: every way on violates the property, or the search came to its limit. */
export function nearestPassing(
  product: Product,
  watch: Watch,
  property: Property,
  run: LabelledRun,
): PassingRun | undefined {
  return new Search(product, watch, property).nearest(run);
}

class Search {
  readonly #product: Product;
  readonly #property: Property;
  readonly #tracker: Tracker;
  readonly #claim: RunClaim | undefined;
  readonly #goal: Formula | undefined;
  readonly #seen = new Set<string>();
  /** Product states of the run so far: how many labels lead there. */
  readonly #path = new Map<string, number>();
  readonly #labels: string[] = [];
  /** How many labels were taken at the last tick; −1 before. */
  readonly #ticks: number[] = [];

  constructor(product: Product, watch: Watch, property: Property) {
    this.#product = product;
    this.#property = property;
    this.#tracker = new Tracker(product, watch);
    this.#claim = [...watch.safety, ...watch.liveness][0];
    this.#goal = property.claim.kind === 'always-possible' ? property.claim.of : undefined;
  }

  nearest(run: LabelledRun): PassingRun | undefined {
    const places = this.#placesOf(run);
    for (let shared = places.length - 1; shared >= 0; shared--) {
      this.#labels.length = 0;
      this.#labels.push(...run.labels.slice(0, shared));
      this.#path.clear();
      for (const [index, place] of places.slice(0, shared + 1).entries())
        this.#path.set(this.#key(place), index);
      const loop = this.#goesOn(places[shared]!, run.labels[shared], 0);
      if (loop === undefined) continue;
      const { initial } = run;
      const labels = [...this.#labels];
      return { run: { initial, labels, ...(loop >= 0 && { loop }) }, shared };
    }
    return undefined;
  }

  /** The states before each label that is not yet the violation. */
  #placesOf(run: LabelledRun): readonly Place[] {
    const tracker = this.#tracker;
    const moves = new MoveList();
    if (tracker.begin(run.initial).size > 0) return [];
    const places = [tracker.place()];
    for (const label of run.labels) {
      this.#product.enabledMoves(tracker.state, moves);
      tracker.take(moveLabelled(this.#product, tracker.state, moves, label)!);
      if (tracker.violated.size > 0) break;
      places.push(tracker.place());
    }
    return places;
  }

  /** Where the loop of a whole run begins, −1 where it needs none; undefined where no way on is whole. */
  #goesOn(place: Place, except: string | undefined, depth: number): number | undefined {
    const product = this.#product;
    const moves = new MoveList();
    product.enabledMoves(place.state, moves);
    if (except === undefined || depth > 0) {
      this.#tracker.goTo(place);
      const end = this.#isWhole(moves);
      if (end) return this.#goal === undefined ? this.#labels.length : -1;
    }
    if (depth > MAX_LONGER) return undefined;
    for (const move of this.#inOrder(moves)) {
      const label = labelOf(product, place.state, move);
      if (depth === 0 && label === except) continue;
      this.#tracker.goTo(place);
      this.#tracker.take(move);
      if (this.#tracker.violated.size > 0 || this.#isTimelocked() || this.#isDeadlocked()) continue;
      const next = this.#tracker.place();
      const key = this.#key(next);
      const before = this.#path.get(key);
      if (before !== undefined) {
        if (!this.#closes(before, next, kindOf(move) === TICK)) continue;
        this.#labels.push(label);
        return before;
      }
      if (this.#seen.has(key) || this.#seen.size > MAX_VISITED) continue;
      this.#seen.add(key);
      this.#labels.push(label);
      this.#path.set(key, this.#labels.length);
      if (kindOf(move) === TICK) this.#ticks.push(this.#labels.length);
      const loop = this.#goesOn(next, undefined, depth + 1);
      if (loop !== undefined) return loop;
      if (kindOf(move) === TICK) this.#ticks.pop();
      this.#path.delete(key);
      this.#labels.pop();
    }
    return undefined;
  }

  /** What the system does by itself first, then time, then what comes from outside: the plainest way on. */
  #inOrder(moves: MoveList): readonly number[] {
    const all = [...moves.moves.subarray(0, moves.length)].filter(
      (move) => this.#goal === undefined || isFaultless(move),
    );
    const rank = (move: number): number => (isInternal(move) ? 0 : kindOf(move) === TICK ? 1 : 2);
    return all.sort((a, b) => rank(a) - rank(b));
  }

  /** Whether the run may end where the tracker stands. */
  #isWhole(moves: MoveList): boolean {
    const { state, observation, watch } = this.#tracker;
    if (this.#goal !== undefined) {
      const values = new Uint8Array(watch.letters.width);
      watch.letters.read(state, observation, values);
      const hasIt = truthOf(this.#goal, (atom) => values[watch.letters.indexOf(atom)] === 1);
      return hasIt && canReach(this.#product, state, this.#goal, watch);
    }
    if (this.#owes() || !this.#product.isQuiescent(state, moves)) return false;
    return this.#property.claim.kind !== 'no-deadlock' || !this.#tracker.isDeadlock(moves);
  }

  #closes(start: number, place: Place, ticks: boolean): boolean {
    if (this.#goal !== undefined) return false;
    this.#tracker.goTo(place);
    if (this.#owes()) return false;
    // Where time can pass it must: else the loop is none that a real run takes.
    return !this.#product.model.clock.timed || ticks || (this.#ticks.at(-1) ?? -1) > start;
  }

  #isTimelocked(): boolean {
    return this.#property.claim.kind === 'no-timelock' && isTimelocked(this.#product, this.#tracker.state);
  }

  /** Time may go on in a deadlock too: a loop of ticks alone is no way out of it. */
  #isDeadlocked(): boolean {
    if (this.#property.claim.kind !== 'no-deadlock') return false;
    const moves = new MoveList();
    this.#product.enabledMoves(this.#tracker.state, moves);
    return this.#tracker.isDeadlock(moves);
  }

  #owes(): boolean {
    return this.#claim !== undefined && this.#tracker.owes(this.#claim);
  }

  #key({ state, memory }: Place): string {
    return `${state.subarray(0, this.#product.width).join()}|${memory.join()}`;
  }
}
