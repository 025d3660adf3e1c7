/**
 * The patterns of the library under the names of the catalogue, over the propositions P, S, T, Z, C, Q and R.
 */
import type { Atom } from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';
import type { Body, Scope as OurScope } from '../../src/property/pattern.ts';
import type { Pattern, Scope } from './catalogue.ts';
import type { TimedPattern } from './timed-patterns.ts';

const never = (name: string): Atom => atom(name, () => false);
/** Each with a predicate of its own: that is what tells atoms apart. */
const [P, S, T, Z, C, Q, R] = [...'PSTZCQR'].map((name) => never(name)) as unknown as readonly [
  Atom,
  Atom,
  Atom,
  Atom,
  Atom,
  Atom,
  Atom,
];

export const OUR_SCOPES: Record<Scope, OurScope> = {
  globally: { scope: 'globally' },
  before: { scope: 'before', end: R },
  after: { scope: 'after', start: Q },
  between: { scope: 'between', start: Q, end: R },
  afterUntil: { scope: 'after-until', start: Q, end: R },
};

export const OUR_PATTERNS: Record<Pattern, Body> = {
  absence: { pattern: 'absence', of: P },
  existence: { pattern: 'existence', of: P },
  boundedExistence: { pattern: 'bounded-existence', of: P, atMost: 2 },
  universality: { pattern: 'universality', holds: P },
  precedence: { pattern: 'precedence', first: S, before: P },
  response: { pattern: 'response', when: P, leadsTo: S },
  precedenceChain21: { pattern: 'precedence-chain-2-1', first: S, second: T, before: P },
  precedenceChain12: { pattern: 'precedence-chain-1-2', first: P, before: S, later: T },
  responseChain21: { pattern: 'response-chain-2-1', when: S, followedBy: T, leadsTo: P },
  responseChain12: { pattern: 'response-chain-1-2', when: P, leadsTo: S, andThen: T },
  constrainedChain: { pattern: 'response-chain-1-2', when: P, leadsTo: S, andThen: T, without: Z },
};

export const ourTimedPattern = (pattern: TimedPattern, d: number): Body =>
  ({
    boundedResponse: { pattern: 'response', when: P, leadsTo: S, within: d },
    cancellableResponse: { pattern: 'response', when: P, leadsTo: S, within: d, unless: C },
    boundedInvariance: { pattern: 'bounded-invariance', when: P, keeps: S, lasting: d },
    forbidding: { pattern: 'bounded-absence', when: P, of: S, lasting: d },
    minimumDuration: { pattern: 'minimum-duration', of: P, atLeast: d },
    maximumDuration: { pattern: 'maximum-duration', of: P, atMost: d },
    boundedRecurrence: { pattern: 'bounded-recurrence', of: P, every: d },
  })[pattern] as Body;
