/**
 * Formulas of the judge: linear temporal logic with past and with metric bounds, over named propositions.
 *
 * Nothing here, nor in what builds on it, imports src/property: what is written down twice can be compared.
 */

/** From the first to the second tick, both included; the second may be Infinity. */
export type Span = readonly [number, number];

export type Spec =
  | { readonly op: 'true' | 'false' }
  | { readonly op: 'prop'; readonly name: string }
  | { readonly op: 'not' | 'X' | 'Y'; readonly of: Spec }
  | { readonly op: 'and' | 'or'; readonly of: readonly Spec[] }
  | { readonly op: 'implies' | 'S'; readonly left: Spec; readonly right: Spec }
  /** What is `later…` speaks of strictly later letters only; its time, too, is measured from this letter. */
  | { readonly op: 'F' | 'G' | 'laterF' | 'laterG'; readonly of: Spec; readonly span?: Span }
  /** The span of a past operator begins at 0. */
  | { readonly op: 'O' | 'H'; readonly of: Spec; readonly span?: Span }
  | { readonly op: Binary; readonly left: Spec; readonly right: Spec; readonly span?: Span };

export const TRUE: Spec = { op: 'true' };
export const FALSE: Spec = { op: 'false' };

export const prop = (name: string): Spec => ({ op: 'prop', name });
export const not = (of: Spec): Spec => ({ op: 'not', of });
export const and = (...of: readonly Spec[]): Spec => ({ op: 'and', of });
export const or = (...of: readonly Spec[]): Spec => ({ op: 'or', of });
export const implies = (left: Spec, right: Spec): Spec => ({ op: 'implies', left, right });
export const next = (of: Spec): Spec => ({ op: 'X', of });
export const yesterday = (of: Spec): Spec => ({ op: 'Y', of });
export const since = (left: Spec, right: Spec): Spec => ({ op: 'S', left, right });

export type Unary = 'F' | 'G' | 'laterF' | 'laterG' | 'O' | 'H';
export type Binary = 'U' | 'W' | 'R' | 'laterU' | 'laterR';

export const unary = (op: Unary, of: Spec, span?: Span): Spec => ({ op, of, ...(span && { span }) });
export const binary = (op: Binary, left: Spec, right: Spec, span?: Span): Spec => ({
  op,
  left,
  right,
  ...(span && { span }),
});

/** The specs directly below one. */
export function partsOf(spec: Spec): readonly Spec[] {
  if ('left' in spec) return [spec.left, spec.right];
  if (!('of' in spec)) return [];
  return 'op' in spec.of ? [spec.of] : spec.of;
}

/** The names of the propositions of a spec, sorted. */
export function propositionsOf(spec: Spec): string[] {
  const below = partsOf(spec).flatMap(propositionsOf);
  return [...new Set(spec.op === 'prop' ? [spec.name] : below)].sort();
}
