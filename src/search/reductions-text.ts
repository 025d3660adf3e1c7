/**
 * What a report says of reductions: which were made use of, and why others were not.
 */
import type { Product } from '../product/product.ts';
import type { Limits } from './run.ts';

/** A sentence for each reduction that the system or the check asks for. */
export function reductionsText({ model }: Product, { symmetry }: Limits): readonly string[] {
  const { classes, swaps } = model.replicas;
  if (swaps.length === 0 || symmetry === undefined) return [];
  if (symmetry !== 'on') return [`Symmetry reduction is off: ${symmetry.off}.`];
  const all = classes.map((units) => units.map((unit) => unit.join('+')).join(', ')).join('; ');
  return [
    `Symmetry reduction: of states that differ only by which of ${all} is which, one is visited and counted; that they are interchangeable was checked on every step.`,
  ];
}
