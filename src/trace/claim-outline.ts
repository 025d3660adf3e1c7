/**
 * A claim as one line, and the parts of it that are true or false in a letter.
 */
import { claimNames, claimText } from '../property/claim-text.ts';
import { fairnessText } from '../property/fairness-text.ts';
import { type Atom, type Formula, partsOf, truthOf } from '../property/formula.ts';
import { formulaText } from '../property/formula-text.ts';
import type { Claim } from '../property/property.ts';
import type { ClaimOutline } from './explanation.ts';

export interface LetterTerm {
  readonly formula: Formula;
  readonly depth: number;
}

const TEMPORAL: ReadonlySet<Formula['op']> = new Set([
  'X',
  'Y',
  'F',
  'G',
  'O',
  'H',
  'U',
  'R',
  'W',
  'S',
  'laterU',
  'laterR',
]);

const isTemporal = (formula: Formula): boolean =>
  TEMPORAL.has(formula.op) || partsOf(formula).some(isTemporal);

/** The largest parts without temporal operators, each followed by its own parts. */
export function letterTerms(claim: Claim): readonly LetterTerm[] {
  const terms: LetterTerm[] = [];
  const visit = (formula: Formula, depth: number): void => {
    if (formula.op === 'true' || formula.op === 'false') return;
    if (isTemporal(formula)) {
      for (const part of partsOf(formula)) visit(part, 0);
      return;
    }
    if (depth === 0 && terms.some((term) => term.depth === 0 && sameTerm(term.formula, formula))) return;
    terms.push({ formula, depth });
    for (const part of partsOf(formula)) visit(part, depth + 1);
  };
  for (const formula of formulasOf(claim)) visit(formula, 0);
  return terms;
}

/** Atoms are the same where their predicate is; other parts where they are built alike of such. */
function sameTerm(a: Formula, b: Formula): boolean {
  if (a.op !== b.op) return false;
  if (a.op === 'atom' && b.op === 'atom') return a.predicate === b.predicate;
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.length === right.length && left.every((part, index) => sameTerm(part, right[index]!));
}

function formulasOf(claim: Claim): readonly Formula[] {
  if (claim.kind === 'formula') return [claim.formula];
  return claim.kind === 'always-possible' || claim.kind === 'possible' ? [claim.of] : [];
}

/** Truth of terms, given that of the atoms. */
export const termValues = (
  terms: readonly LetterTerm[],
  isTrue: (atom: Atom) => boolean,
): readonly boolean[] => terms.map(({ formula }) => truthOf(formula, isTrue));

export function claimOutline(claim: Claim): ClaimOutline {
  const names = claimNames(claim);
  return {
    text: claimText(claim, { names }),
    ...(claim.kind === 'formula' && { fairness: fairnessText(claim.fairness) }),
    terms: letterTerms(claim).map(({ formula, depth }) => ({ text: formulaText(formula, { names }), depth })),
  };
}
