/**
 * What the exhaustive search says about one system: the figures and verdicts that the oracles are compared with.
 */
import { type AnySystem, checkSuite, defineSuite, type Property, type SuiteReport } from 'redhound';

export const exhaustiveReport = (
  system: AnySystem,
  properties: readonly Property[] = [],
): Promise<SuiteReport> =>
  checkSuite(defineSuite({ name: system.name, system, properties }), { mode: 'exhaustive' });

/** The figures of a search that visited everything. */
export async function spaceOf(
  system: AnySystem,
): Promise<Pick<SuiteReport, 'initialStates' | 'states' | 'transitions' | 'depth' | 'complete'>> {
  const { initialStates, states, transitions, depth, complete } = await exhaustiveReport(system);
  return { initialStates, states, transitions, depth, complete };
}

/** Each property's verdict, and the number of moves of its counterexample where it has one. */
export async function verdictsOf(
  system: AnySystem,
  properties: readonly Property[],
): Promise<Record<string, { verdict: string; steps?: number }>> {
  const report = await exhaustiveReport(system, properties);
  const claimed = report.properties.filter(({ id }) => properties.some((property) => property.id === id));
  return Object.fromEntries(
    claimed.map(({ id, verdict, modes }) => {
      const steps = modes.exhaustive?.trace?.steps.length;
      return [id, steps === undefined ? { verdict } : { verdict, steps }];
    }),
  );
}
