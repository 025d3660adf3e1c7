/**
 * Which reductions a search makes use of, and what reports say of them.
 */
import type { Product } from '../product/product.ts';
import type { RecordedSteps } from '../product/recorded-steps.ts';
import { NotReducible } from './not-reducible.ts';
import { Orbits, whyNoOrbits } from './orbits.ts';
import { AmpleSets } from './partial-order/ample-sets.ts';
import { whyNoPartialOrder } from './partial-order/why-no-partial-order.ts';
import type { Limits, Reduction } from './run.ts';
import type { Watch } from './watch.ts';

/**
 * @returns undefined where it is not asked for, or nothing is declared
 * @throws NotReducible where it would not be sound
 */
export function orbitsFor(product: Product, watch: Watch, limits: Limits): Orbits | undefined {
  if (limits.symmetry !== 'on' || product.model.replicas.swaps.length === 0) return undefined;
  const because = whyNoOrbits(product, watch, limits);
  if (because !== undefined) throw new NotReducible('symmetry', because);
  return new Orbits(product, watch.predicates);
}

/**
 * @param visible slots that predicates read
 * @returns undefined where it is not asked for
 * @throws NotReducible where it would not be sound
 */
export function ampleSetsFor(
  product: Product,
  watch: Watch,
  limits: Limits,
  recorded: RecordedSteps,
  visible: ReadonlySet<number>,
): AmpleSets | undefined {
  if (limits.partialOrder !== 'on') return undefined;
  const because = whyNoPartialOrder(product, watch, limits);
  if (because !== undefined) throw new NotReducible('partialOrder', because);
  return new AmpleSets(product, recorded, visible);
}

/** A sentence for each reduction that the system or the check asks for. */
export function reductionsText({ model }: Product, { symmetry, partialOrder }: Limits): readonly string[] {
  const { classes, swaps } = model.replicas;
  const all = classes.map((units) => units.map((unit) => unit.join('+')).join(', ')).join('; ');
  return [
    ...sentence(
      'Symmetry',
      swaps.length === 0 ? undefined : symmetry,
      `of states that differ only by which of ${all} is which, one is visited and counted; that they are interchangeable was checked on every step`,
    ),
    ...sentence(
      'Partial-order',
      partialOrder,
      'of orders of moves that no claim can tell apart, not all are followed; fewer states are visited and counted, and a counterexample need not be a shortest',
    ),
  ];
}

function sentence(reduction: string, use: Reduction | undefined, on: string): readonly string[] {
  if (use === undefined) return [];
  return [use === 'on' ? `${reduction} reduction: ${on}.` : `${reduction} reduction is off: ${use.off}.`];
}
