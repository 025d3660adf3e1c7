/**
 * Where the published formulas do not say what their scopes say, and what stands in for them here.
 *
 * The English decides: `scope-segments.ts` says what a scope is, `direct-patterns.ts` what a pattern is. Each row is
 * needed (a test finds a word on which the published text goes wrong) and there are no others (the remaining texts
 * agree with the English on all short words). A missing `!R` beside Q is no departure where the formula ends in
 * `U R` or `(R | …)`: it holds at a letter with Q and R at once anyway.
 */
import type { Pattern, Scope } from './catalogue.ts';

export interface Departure {
  readonly pattern: Pattern;
  readonly scope: Scope;
  readonly instead: string;
  readonly reason: string;
  /** A stem and a loop on which the published text and the English differ. */
  readonly witness: readonly [string, string];
}

const CHAIN_MAY_END_AT_R = 'T in the letter of R counted, which is outside the scope';
const LACKS_EVENTUALLY = 'S was asked for in the letter of P itself: a <> is missing';
const TAIL_FORGETS_R =
  'after `U (R | [] …)` the tail may be taken while R is still to come, and then asks nothing of the scope; ';

export const DEPARTURES: readonly Departure[] = [
  {
    pattern: 'precedence',
    scope: 'after',
    instead: '[]!Q | (!Q U (Q & (!P W S)))',
    reason: 'the scope begins at the first Q; the published text is content with any later one',
    witness: ['Q P', 'Q'],
  },
  {
    pattern: 'precedenceChain21',
    scope: 'after',
    instead: '([]!Q) | (!Q U (Q & (<>P -> (!P U (S & !P & X(!P U T))))))',
    reason: 'parentheses: as & binds tighter than ->, a first letter without Q is enough',
    witness: ['. Q', 'P'],
  },
  {
    pattern: 'responseChain21',
    scope: 'before',
    instead: '<>R -> (S & X(!R U (T & !R)) -> X(!R U (T & !R & (!R U (P & !R))))) U R',
    reason: `${CHAIN_MAY_END_AT_R}, and so did P after R`,
    witness: ['S T R', 'P'],
  },
  {
    pattern: 'responseChain21',
    scope: 'between',
    instead: '[]((Q & <>R) -> (S & X(!R U (T & !R)) -> X(!R U (T & !R & (!R U (P & !R))))) U R)',
    reason: `${CHAIN_MAY_END_AT_R}, and so did P after R`,
    witness: ['Q S T R', 'P'],
  },
  {
    pattern: 'responseChain21',
    scope: 'afterUntil',
    instead: '[](Q -> (S & X(!R U (T & !R)) -> X(!R U (T & !R & (!R U (P & !R))))) W R)',
    reason: `${TAIL_FORGETS_R}${CHAIN_MAY_END_AT_R}, and so did P after R`,
    witness: ['Q S T R', 'P'],
  },
  {
    pattern: 'responseChain12',
    scope: 'before',
    instead: '<>R -> (P -> (!R U (S & !R & X(!R U (T & !R))))) U R',
    reason: CHAIN_MAY_END_AT_R,
    witness: ['P S', 'TR'],
  },
  {
    pattern: 'responseChain12',
    scope: 'after',
    instead: '[](Q -> [](P -> <>(S & X<>T)))',
    reason: LACKS_EVENTUALLY,
    witness: ['Q P S T', '.'],
  },
  {
    pattern: 'responseChain12',
    scope: 'between',
    instead: '[]((Q & <>R) -> (P -> (!R U (S & !R & X(!R U (T & !R))))) U R)',
    reason: CHAIN_MAY_END_AT_R,
    witness: ['Q P S', 'TR'],
  },
  {
    pattern: 'responseChain12',
    scope: 'afterUntil',
    instead: '[](Q -> (P -> (!R U (S & !R & X(!R U (T & !R))))) W R)',
    reason: `${TAIL_FORGETS_R}${LACKS_EVENTUALLY}; ${CHAIN_MAY_END_AT_R}`,
    witness: ['Q PS R T', '.'],
  },
  {
    pattern: 'constrainedChain',
    scope: 'before',
    instead: '<>R -> (P -> (!R U (S & !R & !Z & X((!R & !Z) U (T & !R))))) U R',
    reason: CHAIN_MAY_END_AT_R,
    witness: ['P S', 'TR'],
  },
  {
    pattern: 'constrainedChain',
    scope: 'after',
    instead: '[](Q -> [](P -> <>(S & !Z & X(!Z U T))))',
    reason: LACKS_EVENTUALLY,
    witness: ['Q P S T', '.'],
  },
  {
    pattern: 'constrainedChain',
    scope: 'between',
    instead: '[]((Q & <>R) -> (P -> (!R U (S & !R & !Z & X((!R & !Z) U (T & !R))))) U R)',
    reason: CHAIN_MAY_END_AT_R,
    witness: ['Q P S', 'TR'],
  },
  {
    pattern: 'constrainedChain',
    scope: 'afterUntil',
    instead: '[](Q -> (P -> (!R U (S & !R & !Z & X((!R & !Z) U (T & !R))))) W R)',
    reason: `${TAIL_FORGETS_R}${LACKS_EVENTUALLY}; ${CHAIN_MAY_END_AT_R}`,
    witness: ['Q PS R T', '.'],
  },
];
