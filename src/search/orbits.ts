/**
 * Symmetry reduction: of all states that differ by which of some interchangeable agents is which, one is visited.
 *
 * It is sound where no claim tells the agents apart. That is not believed: in each state visited, all that it stands
 * for are shown to the predicates, as far as they look.
 */
import { NOTHING } from '../product/observation.ts';
import type { Product } from '../product/product.ts';
import type { StateVector } from '../product/state-vector.ts';
import { CanonicalForm } from '../product/symmetry/canonical-form.ts';
import { Symmetry } from '../product/symmetry/symmetry.ts';
import type { TrackedPredicate } from '../property/tracked-predicate.ts';
import { NotReducible } from './not-reducible.ts';
import type { Limits } from './run.ts';
import type { Watch } from './watch.ts';

export class Orbits {
  readonly #product: Product;
  readonly #symmetry: Symmetry;
  readonly #form: CanonicalForm;
  readonly #predicates: readonly TrackedPredicate[];
  /** Slots that predicates have read, and those that may take their place. */
  readonly #read = new Set<number>();
  #slots: readonly number[] = [];
  /** What was in those slots in the states that predicates agreed about. */
  #agreed = new Set<string>();

  constructor(product: Product, predicates: readonly TrackedPredicate[]) {
    const { model } = product;
    this.#product = product;
    this.#symmetry = new Symmetry(
      model,
      product.initialStates().map(({ state }) => state),
    );
    this.#form = new CanonicalForm(this.#symmetry, model.capacity, () => model.width);
    this.#predicates = predicates;
  }

  /** Replaces a state by the one that stands for it. */
  canonicalise(state: StateVector): void {
    this.#form.apply(state);
  }

  /**
   * Shows the predicates what `state` stands for.
   *
   * @throws NotReducible where they tell one from another
   */
  check(state: StateVector): void {
    if (this.#predicates.length === 0) return;
    if (this.#agreed.has(this.#keyOf(state))) return;
    while (!this.#agree(state));
  }

  /** Completes what was noted of the states visited by what happens in those that they stand for. */
  complete(): void {
    this.#product.completeUnhandled(this.#symmetry);
  }

  /** False where it has to begin anew, because predicates look at more than was known. */
  #agree(state: StateVector): boolean {
    const truth = this.#truthOf(state);
    if (this.#looksFurther(state)) {
      this.#widen(state);
      return false;
    }
    const orbit = [state];
    const met = new Set([this.#keyOf(state)]);
    for (const member of orbit) {
      for (let swap = 0; swap < this.#symmetry.swaps.length; swap++) {
        const image = this.#product.allocate();
        this.#symmetry.exchange(swap, member, image);
        const key = this.#keyOf(image);
        if (met.has(key)) continue;
        met.add(key);
        orbit.push(image);
        const other = this.#truthOf(image);
        const differs = truth.findIndex((value, index) => value !== other[index]);
        if (differs !== -1) throw this.#tells(this.#predicates[differs]!, swap);
        if (this.#looksFurther(image)) {
          this.#widen(image);
          return false;
        }
      }
    }
    for (const key of met) this.#agreed.add(key);
    return true;
  }

  #truthOf(state: StateVector): readonly boolean[] {
    return this.#predicates.map((predicate) => predicate.test(state, NOTHING));
  }

  #looksFurther(state: StateVector): boolean {
    const slots = new Set<number>();
    for (const predicate of this.#predicates) predicate.addSlotsRead(state, slots);
    for (const slot of slots) if (!this.#read.has(slot)) return true;
    return false;
  }

  #widen(state: StateVector): void {
    for (const predicate of this.#predicates) predicate.addSlotsRead(state, this.#read);
    for (const slot of this.#read) {
      for (let swap = 0; swap < this.#symmetry.swaps.length; swap++)
        this.#read.add(this.#symmetry.slotOf(swap, slot));
    }
    this.#slots = [...this.#read].sort((a, b) => a - b);
    this.#agreed = new Set();
  }

  #keyOf(state: StateVector): string {
    return this.#slots.map((slot) => state[slot]).join();
  }

  #tells({ property }: TrackedPredicate, swap: number): NotReducible {
    const { classes } = this.#symmetry.replicas;
    const [one, other] = this.#symmetry.swaps[swap]!.units.map((unit) => classes.flat()[unit]!.join('+'));
    return new NotReducible('symmetry', `property '${property}' tells '${one}' from '${other}'`);
  }
}

/** Why the declared symmetry cannot be made use of; undefined where it can. */
export function whyNoOrbits(product: Product, watch: Watch, { coverage }: Limits): string | undefined {
  const [endless] = [...watch.liveness, ...watch.endings];
  if (endless !== undefined) return `property '${endless.property.id}' speaks of runs that do not end`;
  const [possible] = watch.possibilities;
  if (possible !== undefined) return `property '${possible.id}' asks what stays possible`;
  if (product.observed) return 'a property reads what moves did';
  if (coverage === true) return 'coverage is told of all states';
  return undefined;
}
