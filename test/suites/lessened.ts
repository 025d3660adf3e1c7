/**
 * A suite with fewer broken variants: the one that breaks most claims. `npm run verify` checks all of them in both
 * searches; with REDHOUND_VARIANTS=all so do tests, which let their traces replay besides.
 */
import type { Suite } from 'redhound';

const VARIANTS = process.env['REDHOUND_VARIANTS'] === 'all' ? Number.POSITIVE_INFINITY : 1;

export function lessened(suite: Suite): Suite {
  const { variants = [] } = suite;
  const telling = variants.toSorted((a, b) => b.breaks.length - a.breaks.length).slice(0, VARIANTS);
  return { ...suite, variants: variants.filter((variant) => telling.includes(variant)) };
}
