/**
 * The shape of what one may ask of a check.
 */
import * as v from 'valibot';
import { STRATEGIES } from '../search/strategy/portfolio.ts';
import { type Misshape, misshapeOf } from '../system/shape.ts';
import { MODES } from './search-mode.ts';

/** How many there are at most: at least one. */
export const countOf = () => v.pipe(whole(), v.minValue(1, 'Write a whole number from 1.'));

const whole = () => v.pipe(v.number('Write a number.'), v.integer('Write a whole number.'));
const count = v.optional(countOf());
const amount = v.optional(v.pipe(v.number('Write a number.'), v.gtValue(0, 'Write a number above 0.')));

const options = v.looseObject({
  mode: v.optional(v.picklist(MODES, `Write one of ${MODES.join(', ')}.`)),
  seed: v.optional(whole()),
  runs: count,
  maxSteps: count,
  strategy: v.optional(v.picklist(STRATEGIES, `Write one of ${STRATEGIES.join(', ')}.`)),
  maxStates: v.optional(
    v.union([v.literal(Number.POSITIVE_INFINITY), countOf()], 'Write a whole number from 1.'),
  ),
  timeMs: amount,
  memoryMb: amount,
  bitsMb: amount,
  threads: count,
});

export const misshapeOfOptions = (given: unknown): Misshape | undefined =>
  misshapeOf(options, given, 'what is asked of the check');
