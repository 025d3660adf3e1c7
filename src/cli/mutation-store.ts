/**
 * What is known of a suite's mutants, kept below `.redhound/mutation`, so that an interrupted run can go on.
 *
 * What is kept counts only as long as the system, the behaviour of its machines, the claims and Redhound itself are
 * what they were. Where only new claims have come, what the others kill they kill still, and the rest is checked again;
 * unless a new one sees moves that nobody saw before, for then the model has other transitions. A file that says
 * anything else than this version would have written is as good as none.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from '../trace/file-name.ts';
import { untrustedJson } from '../trace/untrusted-json.ts';
import { VERSION } from '../trace/version.ts';
import { MUTANT_LIMITS } from '../verdict/mutation/check-mutant.ts';
import type { MutantReport } from '../verdict/mutation/mutation-report.ts';
import type { MutationPlan } from '../verdict/mutation/plan.ts';
import { keepFile } from './kept-file.ts';

const LIMITS = { bytes: 64 * 2 ** 20, depth: 16 } as const;

interface Kept {
  readonly format: 'redhound/mutation-state';
  readonly redhound: string;
  /** As `MutationPlan.hashes` was. */
  readonly model: string;
  readonly claims: Readonly<Record<string, string>>;
  /** Whether the kill matrix was looked into. */
  readonly matrix: boolean;
  readonly mutants: readonly MutantReport[];
}

const fileOf = ({ suite }: MutationPlan): string => `.redhound/mutation/${slug(suite)}.json`;

/** @throws ModelError `USAGE` where it cannot be written */
export function keepMutants(root: string, plan: MutationPlan, results: Iterable<MutantReport>): void {
  const kept: Kept = {
    format: 'redhound/mutation-state',
    redhound: VERSION,
    model: plan.hashes.model,
    claims: plan.hashes.claims,
    matrix: plan.matrix,
    mutants: [...results],
  };
  keepFile(root, fileOf(plan), `${JSON.stringify(kept)}\n`, 'the state of the mutation');
}

/** What was found of these mutants before, by id; empty where nothing usable is kept. */
export function keptMutants(root: string, plan: MutationPlan): Map<string, MutantReport> {
  const kept = read(join(root, fileOf(plan)));
  const { model, claims } = plan.hashes;
  if (kept === undefined || kept.redhound !== VERSION || kept.model !== model) return new Map();
  if (plan.matrix && !kept.matrix) return new Map();
  if (Object.entries(kept.claims).some(([id, hash]) => claims[id] !== hash)) return new Map();
  const added = Object.keys(claims).filter((id) => !(id in kept.claims));
  const mutants = added.length === 0 ? kept.mutants : stillTrue(kept.mutants, added, plan);
  return new Map(mutants.map((report) => [report.id, report]));
}

/**
 * What is true of a model with more claims too: what was killed, and what takes the same steps. All else can be killed
 * by a new claim, or told from the model by what it reads. Where each claim is decided on each mutant nothing is.
 */
function stillTrue(
  mutants: readonly MutantReport[],
  added: readonly string[],
  { states, matrix }: MutationPlan,
): readonly MutantReport[] {
  if (matrix || states <= MUTANT_LIMITS.afterKill) return [];
  return mutants.flatMap((report) => {
    if (report.equivalence === 'same steps') return [report];
    return report.outcome === 'killed' ? [{ ...report, undecided: [...report.undecided, ...added] }] : [];
  });
}

function read(path: string): Kept | undefined {
  let text: string;
  try {
    if (statSync(path).size > LIMITS.bytes) return undefined;
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const parsed = untrustedJson(text, LIMITS);
  return 'document' in parsed && isKept(parsed.document) ? parsed.document : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const areTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isTextOrNone = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isKept = (value: unknown): value is Kept =>
  isObject(value) &&
  value['format'] === 'redhound/mutation-state' &&
  typeof value['redhound'] === 'string' &&
  typeof value['model'] === 'string' &&
  isObject(value['claims']) &&
  Object.values(value['claims']).every((hash) => typeof hash === 'string') &&
  typeof value['matrix'] === 'boolean' &&
  Array.isArray(value['mutants']) &&
  value['mutants'].every(isReport);

const OUTCOMES: readonly unknown[] = ['killed', 'equivalent', 'survived', 'timed-out', 'invalid'];
const VERDICTS: readonly unknown[] = ['holds', 'violated', 'vacuous'];

function isReport(value: unknown): value is MutantReport {
  if (!isObject(value)) return false;
  const { id, operator, subject, place, change, outcome, kills, undecided, states, difference } = value;
  return (
    [id, operator, change].every((text) => typeof text === 'string') &&
    (subject === 'machine' || subject === 'assumption') &&
    OUTCOMES.includes(outcome) &&
    isObject(place) &&
    areTexts(place['agents']) &&
    ['child', 'state', 'event'].every((key) => isTextOrNone(place[key])) &&
    Array.isArray(kills) &&
    kills.every(
      (kill) => isObject(kill) && typeof kill['property'] === 'string' && VERDICTS.includes(kill['verdict']),
    ) &&
    areTexts(undecided) &&
    Number.isInteger(states) &&
    ['equivalence', 'error', 'reason'].every((key) => isTextOrNone(value[key])) &&
    (difference === undefined ||
      (isObject(difference) && areTexts(difference['labels']) && typeof difference['what'] === 'string'))
  );
}
