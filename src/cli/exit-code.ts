/**
 * What a command comes to, as the shell sees it.
 */
import { outcomeOf } from '../report/outcome.ts';
import type { Report } from '../verdict/suite-report.ts';

export const EXIT = {
  /** All as expected; a replay that does not reproduce. */
  fine: 0,
  /** Something is not as expected; a replay that reproduces a violation. */
  finding: 1,
  /** The command or the model is wrong: nothing can be said. */
  wrong: 2,
  /** Nothing is wrong, but an exhaustive search ended before it could tell. */
  inconclusive: 3,
  /** Interrupted; what was found until then is printed. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The worst that a report says. */
export function exitCodeOf({ suites, interrupted }: Report): ExitCode {
  if (interrupted) return EXIT.interrupted;
  const outcomes = suites.map(outcomeOf);
  if (outcomes.includes('not-as-expected')) return EXIT.finding;
  return outcomes.includes('inconclusive') ? EXIT.inconclusive : EXIT.fine;
}
