/**
 * The shape of what an author says of a claim.
 */
import * as v from 'valibot';
import { ModelError } from '../system/model-error.ts';
import { fields, misshapeOf } from '../system/shape.ts';

const text = v.string('Write a text.');
const classes = v.optional(
  v.array(v.looseObject({ class: v.string() }), 'Write a list of classes of moves, which `fair` has.'),
);

const claim = fields({
  statement: v.string('Say what is claimed, in one sentence.'),
  because: v.optional(text),
  source: v.optional(text),
  expected: v.optional(
    v.picklist(['holds', 'violated', 'vacuous'], "Write 'holds', 'violated' or 'vacuous'."),
  ),
  missing: v.optional(text),
  formula: v.custom<object>(
    (value) => (typeof value === 'object' && value !== null) || typeof value === 'function',
    'Give it a sentence, such as always(…), or a formula.',
  ),
  fairness: v.optional(
    fields({
      level: v.optional(v.picklist(['none', 'progress'], "Write 'none' or 'progress'.")),
      weak: classes,
      strong: classes,
    }),
  ),
});

/** @throws ModelError `SUITE_INVALID` where what is said has another shape */
export function checkClaim(id: string, said: unknown): void {
  const misshape = misshapeOf(claim, said, 'the claim');
  if (misshape === undefined) return;
  throw new ModelError('SUITE_INVALID', misshape.problem, misshape.remedy, { property: String(id) });
}
