/**
 * What a report says of reductions: which were made use of, and why others were not.
 */
import type { Product } from '../product/product.ts';
import type { Limits, Reduction } from './run.ts';

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
