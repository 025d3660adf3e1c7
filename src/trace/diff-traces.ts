/**
 * Two traces compared: what they are of, how far they go together, and what is different where they part.
 */
import type { Change, Trace, TraceStep } from './trace.ts';

export interface TraceDifference {
  readonly isSame: boolean;
  /** What they are of, where that differs: `suite`, `system`, … */
  readonly heads: readonly { readonly what: string; readonly a: string; readonly b: string }[];
  /** How many steps they share: labels, times and states. */
  readonly shared: number;
  /** The steps in which they part; absent where a run is at its end. */
  readonly a?: TraceStep;
  readonly b?: TraceStep;
  /** Fields that only one of the two steps changes, or that they change differently. */
  readonly changes: readonly { readonly path: string; readonly a?: Change; readonly b?: Change }[];
  readonly lengths: readonly [number, number];
}

export function diffTraces(a: Trace, b: Trace): TraceDifference {
  const heads = headsOf(a).flatMap(([what, value], index) => {
    const other = headsOf(b)[index]![1];
    return value === other ? [] : [{ what, a: value, b: other }];
  });
  const begins = a.initial.stateHash === b.initial.stateHash;
  let shared = 0;
  while (begins && shared < a.steps.length && same(a.steps[shared]!, b.steps[shared])) shared++;
  const [left, right] = [a.steps[shared], b.steps[shared]];
  return {
    isSame:
      heads.length === 0 && left === undefined && right === undefined && a.loop?.start === b.loop?.start,
    heads,
    shared,
    ...(left && { a: left }),
    ...(right && { b: right }),
    changes: changesOf(left, right),
    lengths: [a.steps.length, b.steps.length],
  };
}

const headsOf = ({
  suite,
  variant,
  system,
  property,
  initial,
  loop,
}: Trace): readonly (readonly [string, string])[] => [
  ['suite', suite],
  ['variant', variant ?? 'none'],
  ['system', system.hash],
  ['property', property.id],
  ['initial state', initial.stateHash],
  ['loop', loop === undefined ? 'none' : `after step ${loop.start}`],
];

const same = (a: TraceStep, b: TraceStep | undefined): boolean =>
  b !== undefined && a.label === b.label && a.time === b.time && a.stateHash === b.stateHash;

function changesOf(a: TraceStep | undefined, b: TraceStep | undefined): TraceDifference['changes'] {
  if (a === undefined || b === undefined) return [];
  const paths = [...new Set([...a.changed, ...b.changed].map(({ path }) => path))];
  return paths.flatMap((path) => {
    const left = a.changed.find((change) => change.path === path);
    const right = b.changed.find((change) => change.path === path);
    if (left?.before === right?.before && left?.after === right?.after) return [];
    return [{ path, ...(left && { a: left }), ...(right && { b: right }) }];
  });
}
