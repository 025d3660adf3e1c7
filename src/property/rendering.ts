/**
 * What a property says, written in every way it can be read: formula, sentence, pattern, fairness, monitor.
 */
import type { Product } from '../product/product.ts';
import { formatDuration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import { claimNames, claimText } from './claim-text.ts';
import { fairnessText } from './fairness-text.ts';
import { monitorDiagram } from './monitor-diagram.ts';
import { NormalForm } from './normal-form.ts';
import type { Property } from './property.ts';
import { runClaimOf } from './run-claim.ts';
import { sentenceText } from './sentence-text.ts';

export interface Rendering {
  readonly formula: string;
  readonly sentence: string;
  /** The pattern, `formula` where there is none, or the kind of a claim about states. */
  readonly pattern: string;
  /** Of a pattern. */
  readonly scope?: string;
  /** Of a claim that only infinite runs violate: for others it makes no difference. */
  readonly fairness?: string;
}

/** Nothing of it depends on a system: bounds are written as they are declared. */
export function renderingOf({ claim }: Property): Rendering {
  const names = claimNames(claim);
  const formula = claimText(claim, { names });
  const sentence = sentenceText(claim, names);
  if (claim.kind !== 'formula') return { formula, sentence, pattern: claim.kind };
  const { pattern, fairness } = claim;
  return {
    formula,
    sentence,
    pattern: pattern?.body.pattern ?? 'formula',
    ...(pattern && { scope: pattern.scope.scope }),
    // Milliseconds are as good as any tick to tell whether there is a bound.
    ...(!new NormalForm(claim.formula, (duration) => duration).isSafety && {
      fairness: fairnessText(fairness),
    }),
  };
}

/**
 * The monitor of a claim about runs, as Mermaid text, with the tick of a system; undefined for other claims, and where it has
 * too many states to find them all.
 *
 * @throws ModelError where a bound is no multiple of the tick
 */
export function monitorText(property: Property, product: Product): string | undefined {
  const claim = runClaimOf(property, product);
  const { tick = 0 } = product.model.clock;
  const time = (ticks: number): string => (ticks === 0 ? '0 s' : formatDuration(ticks * tick));
  try {
    return claim && monitorDiagram(claim.monitor, { time, names: claimNames(property.claim) });
  } catch (error) {
    // Searches read the letters that occur; a picture needs all of them.
    if (error instanceof ModelError && error.code === 'FORMULA_TOO_LARGE') return undefined;
    throw error;
  }
}
