/**
 * What is kept of a mutation run in the repository, so that pages can show its score without another run: the kill
 * matrix by ids, and the hash of the model that was mutated.
 */
import * as v from 'valibot';
import type { MutantReport, SuiteMutation } from './mutation-report.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const score = v.strictObject({
  killed: count,
  survived: count,
  equivalent: count,
  timedOut: count,
  invalid: count,
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});

const schema = v.strictObject({
  format: v.literal('redhound/mutation-record'),
  version: v.literal(1),
  suite: v.string(),
  /** Of the model and its claims. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  score,
  operators: v.record(v.string(), score),
  properties: v.array(
    v.strictObject({ property: v.string(), kills: count, aloneKills: count, undecided: count }),
  ),
  mutants: v.array(
    v.strictObject({
      id: v.string(),
      operator: v.string(),
      change: v.string(),
      outcome: v.picklist(['killed', 'equivalent', 'survived', 'timed-out', 'invalid']),
      /** Ids of the claims that kill it, of those that were decided. */
      killedBy: v.optional(v.array(v.string())),
      reason: v.optional(v.string()),
    }),
  ),
});

export type MutationRecord = v.InferOutput<typeof schema>;

/** The record of a complete run over all mutants of a suite's machines. */
export const recordOf = ({
  name,
  hash,
  score: of,
  operators,
  strengths,
  mutants,
}: SuiteMutation): MutationRecord => ({
  format: 'redhound/mutation-record',
  version: 1,
  suite: name,
  hash,
  score: of,
  operators: { ...operators },
  properties: [...strengths],
  mutants: mutants.map(rowOf),
});

function rowOf({
  id,
  operator,
  change,
  outcome,
  kills,
  reason,
}: MutantReport): MutationRecord['mutants'][number] {
  return {
    id,
    operator,
    change,
    outcome,
    ...(kills.length > 0 && { killedBy: kills.map(({ property }) => property) }),
    ...(reason !== undefined && { reason }),
  };
}

/** The record in a document that was read, or undefined where it is none. */
export function asRecord(document: unknown): MutationRecord | undefined {
  const parsed = v.safeParse(schema, document);
  return parsed.success ? parsed.output : undefined;
}
