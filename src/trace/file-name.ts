/**
 * Names of trace files: made from names that users choose, safe on every file system, and never shared by two.
 */
import { createHash } from 'node:crypto';
import type { Trace } from './trace.ts';

/** Below the root of the project: the only place that Redhound writes to. */
const TRACE_FOLDER = '.redhound/traces';
/** Failures that are kept, to be committed. */
const FAILURE_FOLDER = '.redhound/failures';

const LONGEST = 60;
const HASH_DIGITS = 8;

/**
 * `name` as lower-case letters, digits and single hyphens, at most 60 of them.
 *
 * Where that loses something, eight digits of a hash of the name follow, so that different names stay different.
 */
export function slug(name: string): string {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (safe !== '' && safe === name && safe.length <= LONGEST) return safe;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_DIGITS);
  const kept = safe.slice(0, LONGEST - HASH_DIGITS - 1).replace(/-$/, '');
  return kept === '' ? hash : `${kept}-${hash}`;
}

/**
 * Where the trace is kept, relative to the root, with forward slashes:
 * `.redhound/traces/heartbeat/timer-not-reset--no-early-restart.exhaustive.json`.
 */
export function traceFile(trace: Pick<Trace, 'suite' | 'variant' | 'property' | 'mode'>): string {
  // A slug has no double hyphen, so that the variant's part cannot be taken for the property's.
  const variant = trace.variant === undefined ? '' : `${slug(trace.variant)}--`;
  return `${TRACE_FOLDER}/${slug(trace.suite)}/${variant}${slug(trace.property.id)}.${trace.mode}.json`;
}

/** The folder of the failures of a suite, relative to the root. */
export const failureFolder = (suite: string): string => `${FAILURE_FOLDER}/${slug(suite)}`;

/**
 * Where a failure is kept, relative to the root: `.redhound/failures/heartbeat/no-early-restart/5f0c2a91.json`. The
 * same run has the same name on any machine.
 */
export function failureFile({ suite, variant, property, initial, steps, loop }: Trace): string {
  const run = JSON.stringify([
    variant ?? null,
    initial.index,
    steps.map(({ label }) => label),
    loop?.start ?? null,
  ]);
  const id = createHash('sha256').update(run).digest('hex').slice(0, HASH_DIGITS);
  return `${failureFolder(suite)}/${slug(property.id)}/${id}.json`;
}
