/**
 * The shape of a declared suite. What its system looks like is looked at where it is composed.
 */
import * as v from 'valibot';
import { fields, type Misshape, misshapeOf } from '../system/shape.ts';
import { countOf } from './options-shape.ts';

const text = v.string('Write a text.');
const ids = v.array(v.string(), 'Write a list of ids of properties.');
const count = v.optional(countOf());
const system = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && 'agents' in value,
  'Give it one that defineSystem made.',
);
const reasons = v.optional(v.record(v.string(), v.string(), 'Write { id: the reason }.'));

const suite = fields({
  name: text,
  description: v.optional(text),
  system,
  properties: v.array(
    v.looseObject({ id: text, claim: v.looseObject({}) }, 'Write a property: what claim(…) makes.'),
    'Give it `properties: [ … ]`.',
  ),
  variants: v.optional(
    v.array(
      fields({ name: text, because: text, system, breaks: ids, alsoBreaks: reasons }),
      'Write a list: [{ name, because, system, breaks }].',
    ),
  ),
  search: v.optional(
    fields({
      // Which words there are the suite says.
      mode: v.optional(text),
      maxStates: count,
      runs: count,
      maxSteps: count,
      strategy: v.optional(text),
    }),
  ),
  survivors: reasons,
});

export const misshapeOfSuite = (declared: unknown): Misshape | undefined =>
  misshapeOf(suite, declared, 'the suite');
