/**
 * From what an author writes (a sentence, a formula, a predicate) to a claim; what makes no sense is refused here.
 */
import type { AgentEntries } from '../system/agent-declaration.ts';
import type { Duration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import type { Formula } from './formula.ts';
import * as ltl from './formula.ts';
import { type Operand, operand } from './operand.ts';
import { formulaOf, readsTicks, type Scope, withoutConclusion } from './pattern.ts';
import type { Claim, Fairness } from './property.ts';
import { Sentence } from './sentence.ts';

/** A claim that is no formula of runs. */
export type SpecialClaim = Extract<
  Claim,
  { readonly kind: 'always-possible' | 'possible' | 'no-deadlock' | 'no-timelock' }
>;

/** What a property claims: a sentence, a formula, or a claim of another kind. */
export type Claimed<A extends AgentEntries> = Sentence<A> | Operand<A> | SpecialClaim;

export function claimOf<A extends AgentEntries>(claimed: Claimed<A>, fairness: Fairness = {}): Claim {
  if (claimed instanceof Sentence) {
    const { body, scope } = claimed;
    refuseEmpty(scope);
    for (const part of Object.values({ ...body, ...scope })) if (isFormula(part)) refuseTooDeep(part);
    const vacuousIf = withoutConclusion(body, scope);
    return {
      kind: 'formula',
      formula: formulaOf(body, scope),
      pattern: { body, scope },
      ...(vacuousIf && { vacuousIf }),
      ticksAreLetters: readsTicks(body),
      fairness,
    };
  }
  if (typeof claimed !== 'function' && 'kind' in claimed) {
    if (Object.keys(fairness).length > 0) throw noFairness();
    return claimed;
  }
  const formula = operand(claimed);
  refuseTooDeep(formula);
  const vacuousIf = withoutConsequents(formula);
  return {
    kind: 'formula',
    formula,
    ...(vacuousIf && { vacuousIf }),
    ticksAreLetters: readsNeighbours(formula),
    fairness,
  };
}

const noFairness = (): ModelError =>
  new ModelError(
    'FORMULA_INVALID',
    'fairness is assumed for a claim that is not about runs.',
    'Leave it out: what is possible, deadlocks and time are judged state by state, whoever is fair.',
  );

export function ofOneLetter<A extends AgentEntries>(of: Operand<A>): Formula {
  const formula = operand(of);
  ltl.truthOf(formula, () => true);
  return formula;
}

/** The formula with false for what its implications promise; undefined where it has none. */
function withoutConsequents(formula: Formula): Formula | undefined {
  if (formula.op !== 'G' || formula.of.op !== 'implies') return undefined;
  return ltl.G(ltl.not(formula.of.left), formula.bounds);
}

const readsNeighbours = (formula: Formula): boolean =>
  formula.op === 'X' || formula.op === 'Y' || ltl.partsOf(formula).some(readsNeighbours);

export const noPeriod = (every: Duration): ModelError =>
  new ModelError(
    'FORMULA_INVALID',
    `something is to recur every ${every} ms.`,
    'Give a positive duration; for what is true all the time, use always(p).',
  );

/** How deep formulas may be nested: far beyond what anybody reads. */
const MAX_DEPTH = 64;

function refuseTooDeep(formula: Formula): void {
  let level: readonly Formula[] = [formula];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new ModelError(
        'FORMULA_INVALID',
        `a formula is nested more than ${MAX_DEPTH} deep.`,
        'Split the claim into several properties.',
      );
    }
    level = [...new Set(level.flatMap(ltl.partsOf))];
  }
}

const isFormula = (part: unknown): part is Formula =>
  typeof part === 'object' && part !== null && 'op' in part;

/** A scope that begins and ends with one and the same condition has no letters. */
function refuseEmpty(scope: Scope): void {
  if (!('start' in scope) || !('end' in scope)) return;
  const { start, end } = scope;
  const same =
    start === end || (start.op === 'atom' && end.op === 'atom' && start.predicate === end.predicate);
  if (!same && start.op !== 'false' && end.op !== 'true') return;
  throw new ModelError(
    'FORMULA_INVALID',
    'the scope is empty: it begins where it ends.',
    'Give a scope two different conditions; its start is inside, its end is not.',
  );
}
