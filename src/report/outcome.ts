/**
 * What a suite comes to: one verdict, and whether it is what its author expects.
 */
import type { PropertyReport, Report, SuiteReport, Verdict } from '../verdict/suite-report.ts';

/** `inconclusive`: nothing is wrong, but an exhaustive search ended before it could tell. */
export type Outcome = 'as-expected' | 'not-as-expected' | 'inconclusive';

/** The properties of the suite itself, in both searches, then its variants. */
export function outcomeOf(suite: Pick<SuiteReport, 'properties' | 'variants'>): Outcome {
  const asExpected =
    suite.properties.every((property) => property.asExpected) && suite.variants.every(({ caught }) => caught);
  if (!asExpected) return 'not-as-expected';
  const open = suite.properties.some(({ modes }) => modes.exhaustive?.verdict === 'inconclusive');
  return open ? 'inconclusive' : 'as-expected';
}

const WORST_FIRST: readonly Verdict[] = ['violated', 'inconclusive', 'vacuous', 'no-counterexample', 'holds'];

/** The worst verdict among the suite's own properties. */
export const verdictOf = ({ properties }: Pick<SuiteReport, 'properties'>): Verdict =>
  WORST_FIRST.find((verdict) => properties.some((property) => property.verdict === verdict)) ?? 'holds';

/** The report on `suites`; `ok` exactly where every suite is as expected and the command ran to its end. */
export const reportOf = (suites: readonly SuiteReport[], seed: number, interrupted: boolean): Report => ({
  format: 'redhound/report',
  version: 1,
  ok: !interrupted && suites.every((suite) => outcomeOf(suite) === 'as-expected'),
  seed,
  interrupted,
  suites,
});

/** The counterexample to show: the shortest one where there is one, else the shrunk one. */
export const counterexampleOf = ({ modes }: Pick<PropertyReport, 'modes'>) =>
  modes.exhaustive?.trace ?? modes.random?.trace;
