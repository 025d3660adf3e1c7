/**
 * The pattern catalogue as it is published, word by word.
 *
 * Dwyer, Avrunin, Corbett, "Patterns in property specifications for finite-state verification" (ICSE 1999); the texts
 * are those of https://matthewbdwyer.github.io/psp/patterns/ltl.html (`o` is written X, `\neg` `!`). What is wrong
 * with some of them stands in `departures.ts`.
 */

export const SCOPES = ['globally', 'before', 'after', 'between', 'afterUntil'] as const;
export type Scope = (typeof SCOPES)[number];

export const CATALOGUE = {
  /** P is false. */
  absence: {
    globally: '[](!P)',
    before: '<>R -> (!P U R)',
    after: '[](Q -> [](!P))',
    between: '[]((Q & !R & <>R) -> (!P U R))',
    afterUntil: '[](Q & !R -> (!P W R))',
  },
  /** P becomes true. After Q: the published text has one parenthesis too many. */
  existence: {
    globally: '<>(P)',
    before: '!R W (P & !R)',
    after: '[](!Q) | <>(Q & <>P)',
    between: '[](Q & !R -> (!R W (P & !R)))',
    afterUntil: '[](Q & !R -> (!R U (P & !R)))',
  },
  /** Transitions to P-states occur at most 2 times. */
  boundedExistence: {
    globally: '(!P W (P W (!P W (P W []!P))))',
    before: '<>R -> ((!P & !R) U (R | ((P & !R) U (R | ((!P & !R) U (R | ((P & !R) U (R | (!P U R)))))))))',
    after: '<>Q -> (!Q U (Q & (!P W (P W (!P W (P W []!P))))))',
    between:
      '[]((Q & <>R) -> ((!P & !R) U (R | ((P & !R) U (R | ((!P & !R) U (R | ((P & !R) U (R | (!P U R))))))))))',
    afterUntil:
      '[](Q -> ((!P & !R) U (R | ((P & !R) U (R | ((!P & !R) U (R | ((P & !R) U (R | (!P W R) | []P)))))))))',
  },
  /** P is true. */
  universality: {
    globally: '[](P)',
    before: '<>R -> (P U R)',
    after: '[](Q -> [](P))',
    between: '[]((Q & !R & <>R) -> (P U R))',
    afterUntil: '[](Q & !R -> (P W R))',
  },
  /** S precedes P. */
  precedence: {
    globally: '!P W S',
    before: '<>R -> (!P U (S | R))',
    after: '[]!Q | <>(Q & (!P W S))',
    between: '[]((Q & !R & <>R) -> (!P U (S | R)))',
    afterUntil: '[](Q & !R -> (!P W (S | R)))',
  },
  /** S responds to P. */
  response: {
    globally: '[](P -> <>S)',
    before: '<>R -> (P -> (!R U (S & !R))) U R',
    after: '[](Q -> [](P -> <>S))',
    between: '[]((Q & !R & <>R) -> (P -> (!R U (S & !R))) U R)',
    afterUntil: '[](Q & !R -> ((P -> (!R U (S & !R))) W R))',
  },
  /** S, T precede P. */
  precedenceChain21: {
    globally: '<>P -> (!P U (S & !P & X(!P U T)))',
    before: '<>R -> (!P U (R | (S & !P & X(!P U T))))',
    after: '([]!Q) | (!Q U (Q & <>P -> (!P U (S & !P & X(!P U T)))))',
    between: '[]((Q & <>R) -> (!P U (R | (S & !P & X(!P U T)))))',
    afterUntil: '[](Q -> (<>P -> (!P U (R | (S & !P & X(!P U T))))))',
  },
  /** P precedes S, T. */
  precedenceChain12: {
    globally: '(<>(S & X<>T)) -> ((!S) U P)',
    before: '<>R -> ((!(S & (!R) & X(!R U (T & !R)))) U (R | P))',
    after: '([]!Q) | ((!Q) U (Q & ((<>(S & X<>T)) -> ((!S) U P))))',
    between: '[]((Q & <>R) -> ((!(S & (!R) & X(!R U (T & !R)))) U (R | P)))',
    afterUntil: '[](Q -> (!(S & (!R) & X(!R U (T & !R))) U (R | P) | [](!(S & X<>T))))',
  },
  /** P responds to S, T. */
  responseChain21: {
    globally: '[](S & X<>T -> X(<>(T & <>P)))',
    before: '<>R -> (S & X(!R U T) -> X(!R U (T & <>P))) U R',
    after: '[](Q -> [](S & X<>T -> X(!T U (T & <>P))))',
    between: '[]((Q & <>R) -> (S & X(!R U T) -> X(!R U (T & <>P))) U R)',
    afterUntil:
      '[](Q -> (S & X(!R U T) -> X(!R U (T & <>P))) U (R | [](S & X(!R U T) -> X(!R U (T & <>P)))))',
  },
  /** S, T respond to P. */
  responseChain12: {
    globally: '[](P -> <>(S & X<>T))',
    before: '<>R -> (P -> (!R U (S & !R & X(!R U T)))) U R',
    after: '[](Q -> [](P -> (S & X<>T)))',
    between: '[]((Q & <>R) -> (P -> (!R U (S & !R & X(!R U T)))) U R)',
    afterUntil: '[](Q -> (P -> (!R U (S & !R & X(!R U T)))) U (R | [](P -> (S & X<>T))))',
  },
  /** S, T without Z respond to P. */
  constrainedChain: {
    globally: '[](P -> <>(S & !Z & X(!Z U T)))',
    before: '<>R -> (P -> (!R U (S & !R & !Z & X((!R & !Z) U T)))) U R',
    after: '[](Q -> [](P -> (S & !Z & X(!Z U T))))',
    between: '[]((Q & <>R) -> (P -> (!R U (S & !R & !Z & X((!R & !Z) U T)))) U R)',
    afterUntil:
      '[](Q -> (P -> (!R U (S & !R & !Z & X((!R & !Z) U T)))) U (R | [](P -> (S & !Z & X(!Z U T)))))',
  },
} as const satisfies Record<string, Record<Scope, string>>;

export type Pattern = keyof typeof CATALOGUE;
export const PATTERNS = Object.keys(CATALOGUE) as readonly Pattern[];
