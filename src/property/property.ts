/**
 * Properties: small documents (id, sentence, reason, source) with a claim about the runs or states of a system.
 */
import { ModelError } from '../system/model-error.ts';
import type { AnyPredicate, Formula } from './formula.ts';
import type { Body, Scope } from './pattern.ts';

/** What its author expects of a property. */
export type Expectation = 'holds' | 'violated' | 'vacuous';

/** The prose of a property. */
export interface Documentation {
  /** What is claimed, one sentence. */
  readonly statement: string;
  /** Why it matters. */
  readonly because?: string;
  /** Where it comes from: a clause, a paper, an incident. */
  readonly source?: string;
  /** Default `holds`. */
  readonly expected?: Expectation;
  /** Of a property that is expected to be violated: the assumption without which it fails. */
  readonly missing?: string;
}

/** Moves that fairness treats as one. Agents and events are named. */
export type MoveClass =
  | { readonly class: 'deliveries'; readonly from: string; readonly to: string }
  | { readonly class: 'timers'; readonly agent: string }
  | { readonly class: 'outcomes'; readonly agent: string }
  | { readonly class: 'environment'; readonly agent: string; readonly event: string }
  /** All moves of the system and its environment together; never faults. */
  | { readonly class: 'any' };

/**
 * Which infinite runs count. `none`: a run may stop anywhere. `progress`: it stops only where nothing internal can
 * ever happen. On top of that, classes of moves that are taken if enabled for ever (weak), or if enabled again and
 * again (strong). A move that changes nothing is neither enabled nor taken.
 */
export interface Fairness {
  /** Default `progress`. */
  readonly level?: 'none' | 'progress';
  readonly weak?: readonly MoveClass[];
  readonly strong?: readonly MoveClass[];
}

/** What is claimed. */
export type Claim =
  /** Of every run that counts. */
  | {
      readonly kind: 'formula';
      readonly formula: Formula;
      /** Where it was stated as a pattern of the catalogue. */
      readonly pattern?: { readonly body: Body; readonly scope: Scope };
      /** If this holds too, the claim holds of nothing: its trigger never occurs. */
      readonly vacuousIf?: Formula;
      /** Whether each tick is a letter: where X or Y is written by hand. Else ticks only make time pass. */
      readonly ticksAreLetters: boolean;
      readonly fairness: Fairness;
    }
  /** From every reachable state, one with `of` can be reached without faults (`AG EF`); or from the start (`EF`). */
  | { readonly kind: 'always-possible' | 'possible'; readonly of: Formula }
  | { readonly kind: 'no-deadlock'; readonly except?: AnyPredicate }
  | { readonly kind: 'no-timelock' }
  | { readonly kind: 'no-failure' };

export interface Property {
  readonly id: string;
  readonly statement: string;
  readonly because?: string;
  readonly source?: string;
  readonly expected: Expectation;
  readonly missing?: string;
  readonly claim: Claim;
  /** `file:line:column` of the declaration, where the runtime tells it. */
  readonly declaredAt?: string;
}

/** The built-in property that every suite checks unless it says otherwise: no machine throws. */
export const noAgentFails: Property = {
  id: 'no-agent-fails',
  statement: 'No agent fails: no machine throws, and none ends with status error.',
  expected: 'holds',
  claim: { kind: 'no-failure' },
};

const ID = /^[a-z0-9][a-z0-9-]{0,79}$/i;

/**
 * A property, made from its prose and its claim.
 *
 * @throws ModelError `SUITE_INVALID` where the id is none
 */
export function property(id: string, prose: Documentation, claim: Claim, declaredAt?: string): Property {
  if (!ID.test(id)) {
    throw new ModelError(
      'SUITE_INVALID',
      `'${id}' is no property id.`,
      'Use letters, digits and hyphens, at most 80, starting with a letter or digit.',
    );
  }
  const { statement, because, source, expected = 'holds', missing } = prose;
  return {
    id,
    statement,
    ...(because !== undefined && { because }),
    ...(source !== undefined && { source }),
    expected,
    ...(missing !== undefined && { missing }),
    claim,
    ...(declaredAt !== undefined && { declaredAt }),
  };
}
