/**
 * Which mutants of a suite are checked: plain data, so that it can be sent to workers and kept between runs.
 */
import { createHash } from 'node:crypto';
import { ModelError } from '../../system/model-error.ts';
import type { Suite } from '../suite.ts';
import type { Baseline } from './baseline.ts';
import type { ModelHash } from './model-hash.ts';
import { OPERATORS } from './mutants.ts';
import type { MutantReport } from './mutation-report.ts';

export interface MutationOptions {
  /** Only mutants of these operators. */
  readonly operators?: readonly string[];
  /** Only mutants of machines of these agents. */
  readonly agents?: readonly string[];
  /** Mutants of assumptions too; default false, unless an operator of theirs is named. */
  readonly assumptions?: boolean;
  /** A sample of so many. */
  readonly sample?: number;
  /** Seed of the sample. */
  readonly seed?: number;
  /** Look for more claims that kill a mutant of a large model, of which the search else ends at the first; default false. */
  readonly matrix?: boolean;
  /** Product states at which the search of the model itself gives up; default `DEFAULTS.maxStates`. */
  readonly maxStates?: number;
}

export type PlannedMutant = Pick<MutantReport, 'id' | 'operator' | 'subject' | 'place' | 'change'>;

export interface MutationPlan {
  readonly suite: string;
  readonly agents: readonly string[];
  readonly states: number;
  readonly productStates: number;
  readonly transitions: number;
  readonly properties: readonly string[];
  /** What the suite says of survivors, if anything. */
  readonly survivors: Suite['survivors'];
  /** Ids among them that no mutant has. */
  readonly unknown: readonly string[];
  /** Those to be checked, in the order of the operators. */
  readonly mutants: readonly PlannedMutant[];
  readonly ofMutants: number;
  /** Whether the kill matrix is looked into. */
  readonly matrix: boolean;
  /** Of the system, its behaviour, and the claims; not of what is asked for. */
  readonly hashes: ModelHash;
}

/**
 * The mutants that options ask for.
 *
 * @throws ModelError `USAGE` where there is no such operator or agent
 */
export function planOf(baseline: Baseline, options: MutationOptions = {}): MutationPlan {
  const { suite, states, productStates, transitions, properties, hashes } = baseline;
  const agents = Object.keys(suite.system.agents);
  checkNames('operator', options.operators, OPERATORS);
  checkNames('agent', options.agents, agents);
  const chosen = baseline.mutants.filter((mutant) => isAskedFor(mutant, options));
  const mutants = sampleOf(chosen, options).map(
    ({ id, operator, subject, place, change }): PlannedMutant => ({ id, operator, subject, place, change }),
  );
  const ids = new Set(baseline.mutants.map(({ id }) => id));
  return {
    suite: suite.name,
    agents,
    states,
    productStates,
    transitions,
    properties: properties.map(({ id }) => id),
    survivors: suite.survivors,
    unknown: Object.keys(suite.survivors ?? {}).filter((id) => !ids.has(id)),
    mutants,
    ofMutants: baseline.mutants.length,
    matrix: options.matrix === true,
    hashes,
  };
}

function isAskedFor(
  { operator, subject, place }: PlannedMutant,
  { operators, agents, assumptions }: MutationOptions,
): boolean {
  if (operators !== undefined && !operators.includes(operator)) return false;
  if (agents !== undefined && !place.agents.some((agent) => agents.includes(agent))) return false;
  return subject === 'machine' || assumptions === true || operators !== undefined;
}

/** Which mutants a sample has depends on seed and ids alone: a longer list of mutants changes few of them. */
function sampleOf<M extends PlannedMutant>(
  mutants: readonly M[],
  { sample, seed = 0 }: MutationOptions,
): readonly M[] {
  if (sample === undefined || sample >= mutants.length) return mutants;
  const rank = ({ id }: M): string => createHash('sha256').update(`${seed} ${id}`).digest('hex');
  const drawn = mutants
    .map((mutant) => ({ id: mutant.id, rank: rank(mutant) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, sample);
  const ids = new Set(drawn.map(({ id }) => id));
  return mutants.filter(({ id }) => ids.has(id));
}

function checkNames(what: string, wanted: readonly string[] | undefined, known: readonly string[]): void {
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new ModelError('USAGE', `there is no ${what} '${unknown}'.`, `Known: ${known.join(', ')}.`);
}
