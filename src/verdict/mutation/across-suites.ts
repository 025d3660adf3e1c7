/**
 * Mutants of several suites taken together: a mutant is one of a machine, and suites may share machines. As in any
 * mutation test, one that some test kills is killed.
 */
import { MachineKeys, placeKey } from '../../agent/mutation/same-machines.ts';
import type { AnySystem } from '../../system/system.ts';
import type { MutantOutcome, MutantReport, ProjectMutation, SuiteMutation } from './mutation-report.ts';
import { scoreOf } from './scores.ts';

export interface MutatedSuite {
  readonly system: AnySystem;
  readonly report: SuiteMutation;
}

export interface AcrossSuites {
  /** The same reports, whose survivors say which other suite kills them, or says why they are harmless. */
  readonly suites: readonly SuiteMutation[];
  readonly project: ProjectMutation;
}

/** What several suites make of their mutants. Only systems that were loaded together can share machines. */
export function acrossSuites(mutated: readonly MutatedSuite[]): AcrossSuites {
  const keys = new MachineKeys();
  const machines = mutated.map(({ system }) => keys.ofSystem(system));
  return takenTogether(
    mutated.map(({ report }) => report),
    (suite, { place }) => machines[suite]!.get(placeKey(place.agents, place.child))!,
  );
}

/** One mutant in one suite. */
interface Occurrence {
  readonly suite: string;
  readonly mutant: MutantReport;
}

/** @param machineOf the machine that a mutant of the suite with this index changes: equal for equal machines */
export function takenTogether(
  reports: readonly SuiteMutation[],
  machineOf: (suite: number, mutant: MutantReport) => string,
): AcrossSuites {
  const keys = reports.map(({ mutants }, suite) =>
    mutants.map((mutant) => changeKey(mutant, machineOf(suite, mutant))),
  );
  const same = new Map<string, Occurrence[]>();
  for (const [index, { name, mutants }] of reports.entries()) {
    for (const [row, mutant] of mutants.entries()) {
      if (mutant.subject !== 'machine') continue;
      const key = keys[index]![row]!;
      const others = same.get(key);
      if (others === undefined) same.set(key, [{ suite: name, mutant }]);
      else others.push({ suite: name, mutant });
    }
  }
  return {
    suites: reports.map((report, index) => withOthers(report, (row) => same.get(keys[index]![row]!) ?? [])),
    project: projectOf([...same.values()]),
  };
}

/** What makes two mutants of one machine the same: the operator, the place in the machine, and what it says it does. */
const changeKey = ({ operator, place, change }: MutantReport, machine: string): string =>
  JSON.stringify([operator, place.state, place.event, change, machine]);

function withOthers(report: SuiteMutation, sameAs: (row: number) => readonly Occurrence[]): SuiteMutation {
  const mutants = report.mutants.map((mutant, row) =>
    mutant.outcome === 'survived' && mutant.subject === 'machine' ? elsewhere(mutant, sameAs(row)) : mutant,
  );
  const accounted = new Set(
    mutants.filter(({ killedIn, reasonIn }) => (killedIn ?? reasonIn) !== undefined).map(({ id }) => id),
  );
  const unexplained = report.unexplained.filter((id) => !accounted.has(id));
  return {
    ...report,
    mutants,
    unexplained,
    asExpected: report.asExpected || (unexplained.length === 0 && report.stale.length === 0),
  };
}

/** A kill counts for more than a reason, and what the suite itself says for more than what another one says. */
function elsewhere(mutant: MutantReport, occurrences: readonly Occurrence[]): MutantReport {
  const kills = occurrences.find(({ mutant: { outcome } }) => outcome === 'killed');
  if (kills !== undefined) return { ...mutant, killedIn: kills.suite };
  const explains = occurrences.find(({ mutant: { reason } }) => reason !== undefined);
  return explains === undefined || mutant.reason !== undefined
    ? mutant
    : { ...mutant, reasonIn: explains.suite };
}

/** The first that some suite found is what is known: one that shows a difference outweighs one that could not. */
const WEIGHT: readonly MutantOutcome[] = ['killed', 'survived', 'timed-out', 'invalid', 'equivalent'];

function projectOf(mutants: readonly (readonly Occurrence[])[]): ProjectMutation {
  const outcomes = mutants.map(
    (same) => WEIGHT.find((outcome) => same.some(({ mutant }) => mutant.outcome === outcome))!,
  );
  const unexplained = mutants.filter(
    (same, index) =>
      outcomes[index] === 'survived' && same.every(({ mutant: { reason } }) => reason === undefined),
  );
  return {
    mutants: mutants.length,
    score: scoreOf(outcomes.map((outcome) => ({ outcome }))),
    unexplained: unexplained.map((same) => {
      const { suite, mutant } = same.find(({ mutant: { outcome } }) => outcome === 'survived')!;
      return { suite, id: mutant.id };
    }),
  };
}
