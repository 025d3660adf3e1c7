/**
 * What many mutants come to: scores, how much each claim kills, and whether survivors are accounted for.
 */
import type {
  MutantOutcome,
  MutantReport,
  MutationScore,
  PropertyStrength,
  SuiteMutation,
} from './mutation-report.ts';
import type { MutationPlan } from './plan.ts';

/** The report on a suite, of the mutants in `results`; those of the plan that are not in it were not checked. */
export function suiteMutation(
  {
    suite,
    agents,
    states,
    transitions,
    properties,
    survivors,
    unknown,
    mutants: planned,
    ofMutants,
    hashes,
  }: MutationPlan,
  results: ReadonlyMap<string, MutantReport>,
): SuiteMutation {
  const mutants = planned.flatMap(({ id }): readonly MutantReport[] => {
    const result = results.get(id);
    if (result === undefined) return [];
    const reason = result.outcome === 'survived' ? survivors?.[id] : undefined;
    return [reason === undefined ? result : { ...result, reason }];
  });
  const ofMachines = mutants.filter(({ subject }) => subject === 'machine');
  const operators = [...new Set(mutants.map(({ operator }) => operator))];
  const unexplained = ofMachines
    .filter(({ outcome, reason }) => outcome === 'survived' && reason === undefined)
    .map(({ id }) => id);
  const stale = staleIn(survivors ?? {}, unknown, mutants);
  return {
    name: suite,
    hash: hashes.hash,
    states,
    transitions,
    properties,
    mutants,
    ofMutants,
    score: scoreOf(ofMachines),
    agents: Object.fromEntries(
      agents.map((agent) => [agent, scoreOf(ofMachines.filter(({ place }) => place.agents.includes(agent)))]),
    ),
    operators: Object.fromEntries(
      operators.map((name) => [name, scoreOf(mutants.filter(({ operator }) => operator === name))]),
    ),
    strengths: properties.map((id) => strengthOf(id, mutants)),
    unexplained,
    stale,
    asExpected: survivors === undefined || (unexplained.length === 0 && stale.length === 0),
    complete: mutants.length === planned.length,
  };
}

/** Only what was checked can be stale, and what is no mutant at all. */
function staleIn(
  survivors: Readonly<Record<string, string>>,
  unknown: readonly string[],
  mutants: readonly MutantReport[],
): readonly string[] {
  const others = mutants.filter(({ outcome }) => outcome !== 'survived').map(({ id }) => id);
  return Object.keys(survivors).filter((id) => unknown.includes(id) || others.includes(id));
}

export function scoreOf(mutants: readonly Pick<MutantReport, 'outcome'>[]): MutationScore {
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
