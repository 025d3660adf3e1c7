/**
 * A mutation report as one JSON document, the one of schema/mutation.schema.json: the kill matrix, a row a mutant.
 * Keys stand in a fixed order, and nothing of it depends on time or on the number of workers.
 */
import type { MutantReport, MutationReport, SuiteMutation } from '../verdict/mutation/mutation-report.ts';

export const mutationJson = (report: MutationReport): string =>
  `${JSON.stringify(mutationDocument(report), null, 2)}\n`;

/** The document as an object; fields without a value are absent. */
export const mutationDocument = ({
  format,
  version,
  seed,
  interrupted,
  suites,
  project,
}: MutationReport) => ({
  format,
  version,
  seed,
  interrupted,
  suites: suites.map(suiteDocument),
  ...optional({ project }),
});

const suiteDocument = (suite: SuiteMutation) => ({
  name: suite.name,
  hash: suite.hash,
  asExpected: suite.asExpected,
  complete: suite.complete,
  states: suite.states,
  transitions: suite.transitions,
  ofMutants: suite.ofMutants,
  score: suite.score,
  agents: suite.agents,
  operators: suite.operators,
  strengths: suite.strengths,
  unexplained: suite.unexplained,
  stale: suite.stale,
  properties: suite.properties,
  mutants: suite.mutants.map(mutantDocument),
});

const mutantDocument = (mutant: MutantReport) => ({
  id: mutant.id,
  operator: mutant.operator,
  subject: mutant.subject,
  place: mutant.place,
  change: mutant.change,
  outcome: mutant.outcome,
  kills: mutant.kills,
  undecided: mutant.undecided,
  ...optional({
    equivalence: mutant.equivalence,
    difference: mutant.difference,
    reason: mutant.reason,
    killedIn: mutant.killedIn,
    reasonIn: mutant.reasonIn,
    error: mutant.error,
  }),
  states: mutant.states,
});

/** Leaves out what is undefined. */
const optional = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
