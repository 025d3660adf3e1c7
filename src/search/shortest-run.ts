/**
 * A shortest run that violates one property: breadth-first from the initial states, up to a limit. Of runs that violate
 * it for ever those are seen that stop, and those that go round to a state of a shortest way.
 *
 * Among runs of one length the one with the fewest faults is taken, then the one that takes the least time: both add up
 * along a run, so the best way to a product state is found level by level.
 */
import { type Move, MoveList, ticksOf } from '../product/move.ts';
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { InfiniteRuns } from './infinite-run.ts';
import { type LabelledRun, labelled } from './labelled-run.ts';
import type { Run } from './run.ts';
import { agentsChanged, isFault } from './simplicity.ts';
import { StateStore } from './state-store.ts';
import { isTimelocked } from './time-analysis.ts';
import { Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

export interface ShortestLimits {
  /** Runs that are longer are not looked for. */
  readonly moves: number;
  /** Steps of the product. */
  readonly steps: number;
  /** Agents whose local state must stay as it is. */
  readonly without?: ReadonlySet<number>;
}

export type ShortestResult =
  /** No run within the limits has fewer moves. */
  | { readonly kind: 'found'; readonly run: LabelledRun; readonly faults: number; readonly time: number }
  /** There is none of so few moves. */
  | { readonly kind: 'none' }
  | { readonly kind: 'stopped' };

/** Whether each violation of the property has a last letter: then a run that is found is a shortest one. */
export const endsInALetter = ({ claim }: Property, watch: Watch): boolean =>
  claim.kind === 'no-deadlock' ||
  claim.kind === 'no-timelock' ||
  claim.kind === 'no-failure' ||
  (claim.kind === 'formula' && watch.liveness.length === 0);

/** @param watch of this property alone */
export const shortestRun = (
  product: Product,
  watch: Watch,
  property: Property,
  limits: ShortestLimits,
): ShortestResult & { readonly spent: number } => {
  const search = new Search(product, watch, property, limits);
  try {
    return { ...search.result(), spent: search.spent };
  } finally {
    search.release();
  }
};

interface Node {
  /** −1 − the index of the initial state, for those. */
  parent: number;
  move: Move;
  readonly level: number;
  faults: number;
  time: number;
}

/** Where the violation is: after `move` from node `from`, or in the node itself. */
interface Site {
  readonly from: number;
  readonly move: Move | undefined;
  readonly faults: number;
  readonly time: number;
  /** Of a run that goes round: how many moves come before its loop. */
  readonly loop?: number;
}

/** How many loops are looked at: each costs as much as some hundred steps. */
const MAX_LOOPS = 1000;

class Search {
  spent = 0;
  readonly #product: Product;
  readonly #property: Property;
  readonly #limits: ShortestLimits;
  readonly #tracker: Tracker;
  readonly #store: StateStore;
  readonly #row: Int32Array;
  readonly #nodes: Node[] = [];
  readonly #moves = new MoveList();
  readonly #infinite: InfiniteRuns;
  #loops = 0;
  #best: Site | undefined;

  constructor(product: Product, watch: Watch, property: Property, limits: ShortestLimits) {
    this.#product = product;
    this.#property = property;
    this.#limits = limits;
    this.#tracker = new Tracker(product, watch);
    this.#infinite = new InfiniteRuns(product, watch);
    const { memory } = this.#tracker;
    this.#store = new StateStore(memory.length + product.width);
    this.#row = new Int32Array(memory.length + product.model.capacity);
  }

  /** Gives its memory back. */
  release(): void {
    this.#store.release();
  }

  result(): ShortestResult {
    for (let initial = 0; initial < this.#tracker.initialStates; initial++) {
      const violated = this.#tracker.begin(initial).size > 0;
      this.#reach({ parent: -1 - initial, move: 0, level: 0, faults: 0, time: 0 });
      if (violated) return this.#found({ from: this.#nodes.length - 1, move: undefined, faults: 0, time: 0 });
    }
    for (let level = 0, first = 0; level <= this.#limits.moves; level++) {
      const end = this.#nodes.length;
      if (first === end) return { kind: 'none' };
      for (; first < end; first++) {
        if (this.spent > this.#limits.steps) return { kind: 'stopped' };
        this.#expand(first, level < this.#limits.moves);
      }
      if (this.#best !== undefined) return this.#found(this.#best);
    }
    return { kind: 'none' };
  }

  /** @param further whether its moves are of use: those of the last level are not */
  #expand(id: number, further: boolean): void {
    const node = this.#nodes[id]!;
    const { kind } = this.#property.claim;
    this.#load(id);
    this.#product.enabledMoves(this.#tracker.state, this.#moves);
    const { faults, time } = node;
    const bad =
      (kind === 'no-deadlock' && this.#tracker.isDeadlock(this.#moves)) ||
      (kind === 'no-timelock' && isTimelocked(this.#product, this.#tracker.state));
    const site = { from: id, move: undefined, faults, time };
    if (bad || this.#mayStopFor(site)) this.#offer(site, node.level);
    // A violation after a move has one move more.
    if (!further || (this.#best !== undefined && this.#bestMoves() <= node.level)) return;
    for (const move of this.#moves.moves.slice(0, this.#moves.length)) {
      this.#load(id);
      this.#tracker.take(move);
      this.spent++;
      if (this.#isForbidden()) continue;
      const next = {
        parent: id,
        move,
        level: node.level + 1,
        faults: faults + (isFault(move) ? 1 : 0),
        time: time + ticksOf(move),
      };
      if (this.#tracker.violated.has(this.#property.id)) {
        this.#offer({ from: id, move, faults: next.faults, time: next.time }, next.level);
      } else this.#closes(this.#reach(next), { from: id, move, faults: next.faults, time: next.time });
    }
  }

  /** A move back to a state of the way here closes a loop; whether it violates the property is asked of the whole. */
  #closes(to: number, site: Site): void {
    const [claim] = this.#tracker.watch.liveness;
    if (claim === undefined || to === site.from || this.#loops === MAX_LOOPS) return;
    const loop = this.#nodes[to]!.level;
    const moves = this.#nodes[site.from]!.level + 1;
    if (loop >= moves || (this.#best !== undefined && this.#bestMoves() <= moves)) return;
    if (!this.#tracker.owes(claim) || !this.#isOnTheWay(to, site.from)) return;
    this.#loops++;
    if (this.#infinite.violates({ ...this.#runTo(site), loop }, claim)) this.#offer({ ...site, loop }, moves);
  }

  #isOnTheWay(node: number, to: number): boolean {
    const { level } = this.#nodes[node]!;
    let id = to;
    while (id >= 0 && this.#nodes[id]!.level > level) id = this.#nodes[id]!.parent;
    return id === node;
  }

  /** Whether the run stops here for ever, and violates the property by that. */
  #mayStopFor(site: Site): boolean {
    const [claim] = this.#tracker.watch.liveness;
    if (claim === undefined || !this.#tracker.owes(claim)) return false;
    const { fairness } = claim;
    if (fairness.level !== 'none' && !this.#product.isQuiescent(this.#tracker.state, this.#moves))
      return false;
    const run = this.#runTo(site);
    const stops = this.#infinite.violates({ ...run, loop: run.moves.length }, claim);
    if (!stops) this.#load(site.from);
    return stops;
  }

  #isForbidden(): boolean {
    const { without } = this.#limits;
    if (without === undefined) return false;
    for (const agent of agentsChanged(this.#product)) if (without.has(agent)) return true;
    return false;
  }

  /** The product state at which the tracker stands: new, or reached in a better way of the same length. */
  #reach(node: Node): number {
    const { memory, state } = this.#tracker;
    this.#row.set(memory);
    this.#row.set(state.subarray(0, this.#product.width), memory.length);
    const id = this.#store.add(this.#row, memory.length + this.#product.width);
    const known = this.#nodes[id];
    if (known === undefined) this.#nodes.push(node);
    else if (known.level === node.level && isCheaper(node, known)) this.#nodes[id] = node;
    return id;
  }

  #load(id: number): void {
    const { memory } = this.#tracker;
    this.#store.load(id, this.#row, this.#row.length);
    this.#tracker.goTo({
      memory: this.#row.subarray(0, memory.length),
      state: this.#row.subarray(memory.length),
      observation: 0,
      time: 0,
    });
  }

  #bestMoves(): number {
    const { from, move } = this.#best!;
    return this.#nodes[from]!.level + (move === undefined ? 0 : 1);
  }

  #offer(site: Site, moves: number): void {
    const best = this.#best;
    if (
      best === undefined ||
      moves < this.#bestMoves() ||
      (moves === this.#bestMoves() && isCheaper(site, best))
    )
      this.#best = site;
  }

  #runTo({ from, move }: Site): Run {
    const path: number[] = [];
    let id = from;
    for (; this.#nodes[id]!.parent >= 0; id = this.#nodes[id]!.parent) path.push(id);
    const moves = path.reverse().map((node) => this.#nodes[node]!.move);
    return { initial: -1 - this.#nodes[id]!.parent, moves: move === undefined ? moves : [...moves, move] };
  }

  #found(site: Site): ShortestResult {
    const run = this.#runTo(site);
    const { faults, time, loop = run.moves.length } = site;
    const isEndless = this.#tracker.watch.liveness.length > 0;
    return {
      kind: 'found',
      run: labelled(this.#product, isEndless ? { ...run, loop } : run),
      faults,
      time,
    };
  }
}

const isCheaper = (
  a: { readonly faults: number; readonly time: number },
  b: { readonly faults: number; readonly time: number },
): boolean => a.faults - b.faults < 0 || (a.faults === b.faults && a.time < b.time);
