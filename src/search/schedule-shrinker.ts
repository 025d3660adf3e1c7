/**
 * Makes failing runs short: which smaller runs to try, in which order.
 *
 * Delta debugging (Zeller, Hildebrandt, TSE 2002) on labels: a chunk is left out, and of what follows whatever is
 * no longer enabled is left out too, so that every candidate is a run. Then other orders: an open move (a fault,
 * an event from outside) comes elsewhere. Then shortcuts: from states of the run a bounded breadth-first search
 * looks for a later state of it, or for the violation. The context carries the place reached, so that a success
 * does not begin the round anew.
 */
import type { Product } from '../product/product.ts';
import type { Property } from '../property/property.ts';
import { type LabelledRun, Rerun } from './labelled-run.ts';
import { shortcutsOf } from './shortcut.ts';
import { Watch } from './watch.ts';

/** Where the round of removals is; later phases are begun anew after each success. */
export interface ShrinkContext {
  readonly chunk: number;
  readonly position: number;
}

export interface ShrinkCandidate {
  readonly run: LabelledRun;
  readonly violates: boolean;
  readonly context: ShrinkContext;
}

export class ScheduleShrinker {
  readonly #product: Product;
  /** By property: to shrink its violation nothing else need be watched. */
  readonly #watching = new Map<Property, { readonly watch: Watch; readonly rerun: Rerun }>();

  constructor(product: Product) {
    this.#product = product;
  }

  /** Candidates smaller than `run`, each with whether it still violates `property`. */
  *candidates(
    run: LabelledRun,
    property: Property,
    context: ShrinkContext | undefined,
  ): Iterable<ShrinkCandidate> {
    const { watch } = this.#watchingFor(property);
    const { labels } = run;
    let chunk = Math.min(context?.chunk ?? labels.length, Math.max(1, labels.length));
    let position = context?.position ?? 0;
    for (; chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)) {
      // From the end of the run: what comes late depends on more, and fewer depend on it.
      for (; position < labels.length; position += chunk) {
        const kept = without(labels, labels.length - position - chunk, labels.length - position);
        yield* this.#tried(run, kept, property, { chunk, position });
      }
      position = 0;
    }
    const again = { chunk: Math.ceil(labels.length / 2), position: 0 };
    const timeless = labels.filter((label) => label !== 'tick');
    if (timeless.length < labels.length) yield* this.#tried(run, timeless, property, again);
    for (const order of otherOrders(timeless)) yield* this.#tried(run, order, property, again);
    for (const shorter of shortcutsOf(this.#product, watch, run, property)) {
      yield* this.#tried(run, shorter.labels, property, again, shorter.initial);
    }
    for (let first = 0; first < labels.length; first++) {
      for (let second = first + 2; second < labels.length; second++) {
        const kept = labels.filter((_, index) => index !== first && index !== second);
        yield* this.#tried(run, kept, property, again);
      }
    }
  }

  #watchingFor(property: Property): { readonly watch: Watch; readonly rerun: Rerun } {
    let watching = this.#watching.get(property);
    if (watching === undefined) {
      const watch = new Watch(this.#product, [property]);
      watching = { watch, rerun: new Rerun(this.#product, watch) };
      this.#watching.set(property, watching);
    }
    return watching;
  }

  *#tried(
    run: LabelledRun,
    labels: readonly string[],
    property: Property,
    context: ShrinkContext,
    start: number = run.initial,
  ): Iterable<ShrinkCandidate> {
    const { violates, ...taken } = this.#watchingFor(property).rerun.attempt(start, labels, property);
    if (taken.labels.length < run.labels.length) yield { run: taken, violates, context };
  }
}

const without = (labels: readonly string[], from: number, to: number): readonly string[] => [
  ...labels.slice(0, Math.max(0, from)),
  ...labels.slice(to),
];

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
