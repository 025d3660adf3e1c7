/**
 * Makes a violating run short and simple.
 *
 * First delta debugging (Zeller, Hildebrandt, TSE 2002) on labels: a chunk is left out, and of what follows whatever is
 * no longer enabled is left out too, so that every candidate is a run. Then a search breadth-first from the start, which
 * finds a shortest run, or proves that the run is one, where it does not come to its limit. Only where it does, the run
 * is improved from within: open moves come elsewhere, and from its states a small search looks for a shorter way.
 *
 * The best run so far lasts: a limit ends the work, and never loses what was reached.
 */
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { ExhaustiveSearch } from './exhaustive.ts';
import { type Attempt, type LabelledRun, labelled, Rerun } from './labelled-run.ts';
import { shortcutsOf } from './shortcut.ts';
import { endsInALetter, shortestRun } from './shortest-run.ts';
import { compareSimplicity, type Simplicity, simplicityOf } from './simplicity.ts';
import { Tracker } from './tracker.ts';
import { Watch } from './watch.ts';

/** Steps of the product: of the search from the start, and of everything together. */
export const SHRINK_LIMITS = { search: 150_000, all: 2_000_000 } as const;

/** Product states of a space that is explored as a whole. */
const MAX_EXPLORED = 10_000;

export interface ShrunkRun {
  readonly run: LabelledRun;
  /**
   * `shortest`: no run with fewer moves violates the property. `minimal`: no single move can go. `bounded`: the work
   * ended at its limit.
   */
  readonly reached: 'shortest' | 'minimal' | 'bounded';
  /** Steps of the product that it took. */
  readonly spent: number;
  /** Each success: what was tried, and the length that it led to. */
  readonly successes: readonly { readonly by: string; readonly length: number }[];
}

/** A run of at most as many moves that violates `property` too, and is simpler where one was found. */
export function shrinkRun(
  product: Product,
  property: Property,
  run: LabelledRun,
  limits: { readonly search: number; readonly all: number } = SHRINK_LIMITS,
): ShrunkRun {
  return new Shrinker(product, withoutTrigger(property), run, limits).shrunk();
}

/** Whether it is triggered does not matter here, and would double the monitors. */
function withoutTrigger(property: Property): Property {
  if (property.claim.kind !== 'formula') return property;
  const { vacuousIf: _, ...claim } = property.claim;
  return { ...property, claim };
}

class Shrinker {
  readonly #product: Product;
  readonly #property: Property;
  readonly #watch: Watch;
  readonly #limits: { readonly search: number; readonly all: number };
  readonly #rerun: Rerun;
  readonly #around: Tracker;
  readonly #successes: { readonly by: string; readonly length: number }[] = [];
  #run: LabelledRun;
  #simplicity: Simplicity;
  #searched = 0;

  constructor(
    product: Product,
    property: Property,
    run: LabelledRun,
    limits: { readonly search: number; readonly all: number },
  ) {
    this.#product = product;
    this.#property = property;
    this.#watch = new Watch(product, [property]);
    this.#limits = limits;
    this.#rerun = new Rerun(product, this.#watch);
    this.#around = new Tracker(product, this.#watch);
    this.#run = run;
    this.#simplicity = simplicityOf(product, run);
  }

  shrunk(): ShrunkRun {
    this.#try(this.#run.labels, 'cutting at the violation');
    this.#remove();
    const reached = this.#searchFromTheStart() ? 'shortest' : this.#improve() ? 'minimal' : 'bounded';
    return { run: this.#run, reached, spent: this.#spent, successes: this.#successes };
  }

  get #spent(): number {
    return this.#searched + this.#rerun.steps + this.#around.steps;
  }

  get #isOver(): boolean {
    return this.#spent > this.#limits.all;
  }

  /** Chunks of moves, ever smaller ones, until no single move can go. */
  #remove(): void {
    for (let chunk = Math.ceil(this.#run.labels.length / 2); chunk >= 1 && !this.#isOver; ) {
      const before = this.#run.labels.length;
      // From the end of the run: what comes late depends on more, and fewer depend on it.
      for (let end = before; end > 0 && !this.#isOver; end -= chunk) {
        const { labels } = this.#run;
        end = Math.min(end, labels.length);
        const kept = [...labels.slice(0, Math.max(0, end - chunk)), ...labels.slice(end)];
        this.#try(kept, chunk === 1 ? 'leaving out a move' : 'leaving out several moves');
      }
      if (chunk > 1) chunk = Math.ceil(chunk / 2);
      else if (this.#run.labels.length === before) return;
    }
  }

  /** Whether the run is proved a shortest one. */
  #searchFromTheStart(): boolean {
    if (!endsInALetter(this.#property, this.#watch)) this.#exploreAll();
    const moves = this.#run.labels.length;
    const found = shortestRun(this.#product, this.#watch, this.#property, {
      moves,
      steps: this.#limits.search,
    });
    this.#searched += found.spent;
    if (found.kind !== 'found') return false;
    this.#accept(found.run, 'searching from the start');
    if (!endsInALetter(this.#property, this.#watch)) return false;
    this.#involveFewer(found.faults, found.spent);
    return true;
  }

  /** What goes round for ever shows in the whole space, where that is small. */
  #exploreAll(): void {
    const search = new ExhaustiveSearch(this.#product, [this.#property], { maxStates: MAX_EXPLORED });
    while (search.advance(1024));
    const { counterexamples, transitions } = search.result();
    search.release();
    this.#searched += transitions;
    const lasso = counterexamples.get(this.#property.id);
    if (lasso !== undefined) this.#accept(labelled(this.#product, lasso), 'searching all states');
  }

  /** Runs as short, with no more faults, in which an agent stays as it is; the search may be made as often as it is cheap. */
  #involveFewer(faults: number, cost: number): void {
    let left = this.#limits.search - cost;
    for (const agent of this.#simplicity.agents) {
      if (left < cost) return;
      const involved = new Set(this.#simplicity.agents);
      if (!involved.has(agent)) continue;
      const without = new Set(this.#product.model.agents.keys());
      for (const other of involved) if (other !== agent) without.delete(other);
      const moves = this.#run.labels.length;
      const found = shortestRun(this.#product, this.#watch, this.#property, { moves, steps: left, without });
      this.#searched += found.spent;
      left -= found.spent;
      if (found.kind === 'found' && found.faults <= faults) this.#accept(found.run, 'involving fewer agents');
    }
  }

  /** Whether it came to its end: no candidate is simpler. */
  #improve(): boolean {
    for (let better = true; better; ) {
      better = this.#improveOnce();
      if (this.#isOver) return false;
      if (better) this.#remove();
    }
    return true;
  }

  #improveOnce(): boolean {
    const { labels, initial } = this.#run;
    const timeless = labels.filter((label) => label !== 'tick');
    if (timeless.length < labels.length && this.#try(timeless, 'letting time pass only where needed'))
      return true;
    for (const order of otherOrders(timeless)) {
      if (this.#isOver) return false;
      if (this.#try(order, 'another order')) return true;
    }
    for (const shorter of shortcutsOf(this.#product, this.#around, { initial, labels }, this.#property)) {
      if (this.#try(shorter.labels, 'a shorter way', shorter.initial)) return true;
      if (this.#isOver) return false;
    }
    for (let first = 0; first < labels.length; first++) {
      for (let second = first + 2; second < labels.length; second++) {
        if (this.#isOver) return false;
        const kept = labels.filter((_, index) => index !== first && index !== second);
        if (this.#try(kept, 'leaving out a pair of moves')) return true;
      }
    }
    return false;
  }

  /** Whether what comes of the labels violates the property and is simpler; then it is the run from now on. */
  #try(labels: readonly string[], by: string, initial = this.#run.initial): boolean {
    const attempt = this.#rerun.attempt(initial, labels, this.#property);
    if (!attempt.violates || attempt.labels.length > this.#run.labels.length) return false;
    const { violates: _, ...run }: Attempt = attempt;
    return this.#accept(run, by);
  }

  #accept(run: LabelledRun, by: string): boolean {
    const simplicity = simplicityOf(this.#product, run);
    if (compareSimplicity(simplicity, this.#simplicity) >= 0) return false;
    this.#run = run;
    this.#simplicity = simplicity;
    this.#successes.push({ by, length: run.labels.length });
    return true;
  }
}

/** Open moves are enabled at almost any time: each is put at every other place. */
function* otherOrders(labels: readonly string[]): Iterable<readonly string[]> {
  for (const [index, label] of labels.entries()) {
    if (!label.startsWith('environment ') && !label.startsWith('fault ')) continue;
    const others = labels.filter((_, position) => position !== index);
    for (let position = others.length; position >= 0; position--) {
      if (position !== index) yield others.toSpliced(position, 0, label);
    }
  }
}
