/**
 * A trace with what an explanation says of its steps: on what each depends, which matter, and what was owed.
 */
import type { Explanation } from './explanation.ts';
import type { Trace } from './trace.ts';

export function explainedTrace({ trace, runs }: Explanation): Trace {
  const { letters, obligations } = runs[0]!;
  return {
    ...trace,
    steps: trace.steps.map((step, index) => {
      const { causes, relevant } = letters[index + 1]!;
      return { ...step, causes, relevant };
    }),
    obligations,
  };
}
