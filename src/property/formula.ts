/**
 * Formulas of linear temporal logic with past and with metric bounds: what every claim about runs is made of.
 *
 * Pnueli, "The temporal logic of programs" (FOCS 1977); past operators after Lichtenstein, Pnueli, Zuck (1985);
 * bounds after Koymans, "Specifying real-time properties with metric temporal logic" (1990). Plain data: the letters
 * that a formula speaks of are given by its atoms, and nothing here knows what an atom reads.
 */
import type { Duration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import type { View } from './view.ts';

/** A predicate without the types of its system: what the engine takes. */
// biome-ignore lint/suspicious/noExplicitAny: the view of an unknown system has unknown agents
export type AnyPredicate = (view: View<any>) => boolean;

/** A condition on one letter, with a name for the reader. Two atoms with one predicate are the same atom. */
export interface Atom {
  readonly op: 'atom';
  readonly name: string;
  readonly predicate: AnyPredicate;
}

/** From the first to the second instant, both included (`open`: the second is not); it may be Infinity. */
export type Bounds = readonly [from: Duration, to: Duration, end?: 'open'];

/** A formula, true or false at each letter of a run. */
export type Formula =
  | Atom
  | { readonly op: 'true' }
  | { readonly op: 'false' }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'and' | 'or'; readonly of: readonly Formula[] }
  | { readonly op: 'implies'; readonly left: Formula; readonly right: Formula }
  /** Next: in the letter after this one. */
  | { readonly op: 'X'; readonly of: Formula }
  /** Eventually, and always: now or later, within the bounds. */
  | { readonly op: 'F' | 'G'; readonly of: Formula; readonly bounds?: Bounds }
  /** Until, release (the dual of until), and weak until. */
  | {
      readonly op: 'U' | 'R' | 'W';
      readonly left: Formula;
      readonly right: Formula;
      readonly bounds?: Bounds;
    }
  /** As U and R from the next letter on; time is measured from this one. */
  | {
      readonly op: 'laterU' | 'laterR';
      readonly left: Formula;
      readonly right: Formula;
      readonly bounds?: Bounds;
    }
  /** Once, and historically: now or earlier, within the bounds (which begin at 0). */
  | { readonly op: 'O'; readonly of: Formula; readonly bounds?: Bounds }
  | { readonly op: 'H'; readonly of: Formula; readonly bounds?: Bounds }
  /** Since: `right` was true now or earlier, and `left` in all letters after that one. */
  | { readonly op: 'S'; readonly left: Formula; readonly right: Formula }
  /** Yesterday: in the letter before this one; false in the first. */
  | { readonly op: 'Y'; readonly of: Formula };

export const TRUE: Formula = { op: 'true' };
export const FALSE: Formula = { op: 'false' };

export const not = (of: Formula): Formula => ({ op: 'not', of });
export const and = (...of: readonly Formula[]): Formula => ({ op: 'and', of });
export const or = (...of: readonly Formula[]): Formula => ({ op: 'or', of });
export const implies = (left: Formula, right: Formula): Formula => ({ op: 'implies', left, right });
export const X = (of: Formula): Formula => ({ op: 'X', of });
export const Y = (of: Formula): Formula => ({ op: 'Y', of });

const unary =
  (op: 'F' | 'G' | 'O' | 'H') =>
  (of: Formula, bounds?: Bounds): Formula => ({ op, of, ...(bounds && { bounds }) });
const binary =
  (op: 'U' | 'R' | 'W' | 'laterU' | 'laterR') =>
  (left: Formula, right: Formula, bounds?: Bounds): Formula => ({
    op,
    left,
    right,
    ...(bounds && { bounds }),
  });

export const F = unary('F');
export const G = unary('G');
export const O = unary('O');
export const H = unary('H');
export const U = binary('U');
export const R = binary('R');
export const W = binary('W');
export const laterU = binary('laterU');
export const laterR = binary('laterR');
export const S = (left: Formula, right: Formula): Formula => ({ op: 'S', left, right });

/** The formulas directly below one. */
export function partsOf(formula: Formula): readonly Formula[] {
  switch (formula.op) {
    case 'atom':
    case 'true':
    case 'false':
      return [];
    case 'and':
    case 'or':
      return formula.of;
    case 'implies':
    case 'U':
    case 'R':
    case 'W':
    case 'laterU':
    case 'laterR':
    case 'S':
      return [formula.left, formula.right];
    default:
      return [formula.of];
  }
}

/** The atoms of a formula, each once, in the order in which they are met. */
export function atomsOf(formula: Formula): readonly Atom[] {
  const atoms = new Map<AnyPredicate, Atom>();
  const visit = (part: Formula): void => {
    if (part.op === 'atom') {
      if (!atoms.has(part.predicate)) atoms.set(part.predicate, part);
    } else for (const below of partsOf(part)) visit(below);
  };
  visit(formula);
  return [...atoms.values()];
}

/** Whether time matters to a formula. */
export const hasBounds = (formula: Formula): boolean =>
  ('bounds' in formula && formula.bounds !== undefined) || partsOf(formula).some(hasBounds);

/**
 * Whether a formula without temporal operators is true, given the truth of its atoms.
 *
 * @throws ModelError `FORMULA_INVALID` where it has one
 */
export function truthOf(formula: Formula, isTrue: (atom: Atom) => boolean): boolean {
  switch (formula.op) {
    case 'atom':
      return isTrue(formula);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'not':
      return !truthOf(formula.of, isTrue);
    case 'and':
      return formula.of.every((part) => truthOf(part, isTrue));
    case 'or':
      return formula.of.some((part) => truthOf(part, isTrue));
    case 'implies':
      return !truthOf(formula.left, isTrue) || truthOf(formula.right, isTrue);
    default:
      throw new ModelError(
        'FORMULA_INVALID',
        `what is to be possible has the temporal operator ${formula.op}.`,
        'alwaysPossible and sometimes speak of one letter; make it a condition without temporal operators.',
      );
  }
}
