/**
 * What many mutants come to: scores, and how much each claim kills.
 */
import type { Baseline } from './baseline.ts';
import type {
  MutantOutcome,
  MutantReport,
  MutationScore,
  PropertyStrength,
  SuiteMutation,
} from './mutation-report.ts';

/** The report on a suite of which these mutants were checked, in the order of the operators. */
export function suiteMutation(
  { suite, states, transitions, properties, mutants: all }: Baseline,
  mutants: readonly MutantReport[],
  complete: boolean,
): SuiteMutation {
  const ids = properties.map(({ id }) => id);
  const ofMachines = mutants.filter(({ subject }) => subject === 'machine');
  const agents = Object.keys(suite.system.agents);
  const operators = [...new Set(mutants.map(({ operator }) => operator))];
  return {
    name: suite.name,
    states,
    transitions,
    properties: ids,
    mutants,
    ofMutants: all.length,
    score: scoreOf(ofMachines),
    agents: Object.fromEntries(
      agents.map((agent) => [agent, scoreOf(ofMachines.filter(({ place }) => place.agents.includes(agent)))]),
    ),
    operators: Object.fromEntries(
      operators.map((name) => [name, scoreOf(mutants.filter(({ operator }) => operator === name))]),
    ),
    strengths: ids.map((id) => strengthOf(id, mutants)),
    complete,
  };
}

export function scoreOf(mutants: readonly MutantReport[]): MutationScore {
  const count = (wanted: MutantOutcome): number => mutants.filter(({ outcome }) => outcome === wanted).length;
  const killed = count('killed');
  const survived = count('survived');
  return {
    killed,
    survived,
    equivalent: count('equivalent'),
    timedOut: count('timed-out'),
    invalid: count('invalid'),
    score: killed + survived === 0 ? 1 : killed / (killed + survived),
  };
}

function strengthOf(property: string, mutants: readonly MutantReport[]): PropertyStrength {
  const killed = mutants.filter(({ kills }) => kills.some((kill) => kill.property === property));
  return {
    property,
    kills: killed.length,
    aloneKills: killed.filter(({ kills, undecided }) => kills.length === 1 && undecided.length === 0).length,
    undecided: mutants.filter(({ undecided }) => undecided.includes(property)).length,
  };
}
