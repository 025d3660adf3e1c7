/**
 * Patterns with a duration of d ticks, in the five scopes, as metric formulas.
 *
 * After Konrad, Cheng, "Real-time specification patterns" (ICSE 2005), in the metric form of
 * http://ps-patterns.wikidot.com. Each of them makes a claim at each letter of its scope: `open` where nothing ends
 * the scope, `closed` where R may. The frames around the claims are those of the catalogue.
 *
 * Propositions: P and S as in the catalogue, C for what cancels a deadline, Q and R for the scope.
 */
import type { Scope } from './catalogue.ts';
import { specOf } from './catalogue-notation.ts';
import { prop, type Spec } from './spec.ts';

export const TIMED_PATTERNS = [
  'boundedResponse',
  'cancellableResponse',
  'boundedInvariance',
  'forbidding',
  'minimumDuration',
  'maximumDuration',
  'boundedRecurrence',
] as const;
export type TimedPattern = (typeof TIMED_PATTERNS)[number];

export const timedPattern = (
  pattern: TimedPattern,
  scope: Scope,
  d: number,
  named: (name: string) => Spec = prop,
): Spec => specOf(framed(scope, CLAIMS[pattern](d)), named);

interface Claim {
  readonly open: string;
  readonly closed: string;
}

function framed(scope: Scope, { open, closed }: Claim): string {
  switch (scope) {
    case 'globally':
      return `[](${open})`;
    case 'before':
      return `<>R -> ((${closed}) U R)`;
    case 'after':
      return `[](Q -> [](${open}))`;
    case 'between':
      return `[]((Q & !R & <>R) -> ((${closed}) U R))`;
    case 'afterUntil':
      return `[](Q & !R -> ((${closed}) W R))`;
  }
}

const CLAIMS: Record<TimedPattern, (d: number) => Claim> = {
  /** P is followed by S within d ticks, in the scope. */
  boundedResponse: (d) => ({
    open: `P -> <>[0,${d}] S`,
    closed: `P -> (!R U[0,${d}] (S & !R))`,
  }),
  /**
   * The same, or by C in a strictly later letter. Not published. In the closed form the first of S and C after P
   * comes within d, and before R.
   */
  cancellableResponse: (d) => ({
    open: `P -> (S | later<>[0,${d}] (S | C))`,
    closed: `P -> (S | (later<>[0,${d}] (S | C) & X(!R U ((S | C) & !R))))`,
  }),
  /**
   * From P on, S holds in all letters for d ticks, or to the end of the scope. Published for closed scopes is
   * `[][0,d] (S & !R)`, by which R may not even come before d ticks have gone by.
   */
  boundedInvariance: (d) => ({
    open: `P -> [][0,${d}] S`,
    closed: `P -> (S W[0,${d}] R)`,
  }),
  /** Strictly after P, and less than d ticks later, no S, in the scope. Not published. */
  forbidding: (d) => ({
    open: d === 0 ? `P -> P` : `P -> later[][0,${d - 1}] !S`,
    closed: d === 0 ? `P -> P` : `P -> !(later<>[0,${d - 1}] S & X(!R U (S & !R)))`,
  }),
  /**
   * Once P becomes true, it stays true in all letters for d ticks, or to the end of the scope. Published for closed
   * scopes is `!P U ([][0,d] ((P & !R) | R))`, by which P has to go on after R; and `!P W (…)` without `| R` after Q
   * until R.
   */
  minimumDuration: (d) => ({
    open: `P | (!P W [][0,${d}] P)`,
    closed: `P | (!P W (P W[0,${d}] R))`,
  }),
  /** Once P becomes true, a letter without P comes within d ticks, or the end of the scope does. */
  maximumDuration: (d) => ({
    open: `P | (!P W (P & <>[0,${d}] !P))`,
    closed: `P | (!P W ((P & <>[0,${d}] (!P | R)) | R))`,
  }),
  /**
   * From each letter on, P comes in a later letter within d ticks, or the end of the scope does. Published is
   * `<>[0,d] P` over dense time; where only letters are asked, a P and silence ever after would satisfy that.
   */
  boundedRecurrence: (d) => ({
    open: `later<>[0,${d}] P`,
    closed: `later<>[0,${d}] (P | R)`,
  }),
};
