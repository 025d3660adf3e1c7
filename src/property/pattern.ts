/**
 * The pattern catalogue: what claims about lifecycles look like, each in five scopes, as formulas.
 *
 * Dwyer, Avrunin, Corbett, "Patterns in property specifications for finite-state verification" (ICSE 1999); the timed
 * ones after Konrad, Cheng, "Real-time specification patterns" (ICSE 2005). Where a scope needs its end to come, the
 * published `◇R → (… U R)` is written as an equal weak until, of which each violation shows after finitely many
 * letters. Departures from the published formulas are listed in docs/patterns.md.
 */
import type { Duration } from '../system/duration.ts';
import {
  and,
  type Bounds,
  F,
  FALSE,
  type Formula,
  G,
  implies,
  laterR,
  laterU,
  not,
  or,
  R,
  TRUE,
  U,
  W,
  X,
} from './formula.ts';

/** When a pattern has to hold. */
export type Scope =
  | { readonly scope: 'globally' }
  /** From the start up to the first `end`, that one excluded; nothing is claimed where it never comes. */
  | { readonly scope: 'before'; readonly end: Formula }
  /** From the first `start` on, that one included. */
  | { readonly scope: 'after'; readonly start: Formula }
  /** From each `start` up to the next `end`; nothing is claimed where that never comes. */
  | { readonly scope: 'between'; readonly start: Formula; readonly end: Formula }
  /** As `between`, and the end need not come. */
  | { readonly scope: 'after-until'; readonly start: Formula; readonly end: Formula };

/** What has to hold in a scope. */
export type Body =
  | { readonly pattern: 'universality'; readonly holds: Formula; readonly given?: Formula }
  | { readonly pattern: 'absence'; readonly of: Formula }
  | { readonly pattern: 'existence'; readonly of: Formula }
  /** At most so many stretches of letters in which `of` is true. */
  | { readonly pattern: 'bounded-existence'; readonly of: Formula; readonly atMost: number }
  | { readonly pattern: 'precedence'; readonly first: Formula; readonly before: Formula }
  /** `first` and later `second` come before `before`. */
  | {
      readonly pattern: 'precedence-chain-2-1';
      readonly first: Formula;
      readonly second: Formula;
      readonly before: Formula;
    }
  /** `first` comes before `before`, if `later` follows that. */
  | {
      readonly pattern: 'precedence-chain-1-2';
      readonly first: Formula;
      readonly before: Formula;
      readonly later: Formula;
    }
  | {
      readonly pattern: 'response';
      readonly when: Formula;
      readonly leadsTo: Formula;
      readonly within?: Duration;
      /** Releases it, in a later letter. */
      readonly unless?: Formula;
    }
  /** `when` leads to `leadsTo` and later `andThen`; with `without`, from the one to the other that is not true. */
  | {
      readonly pattern: 'response-chain-1-2';
      readonly when: Formula;
      readonly leadsTo: Formula;
      readonly andThen: Formula;
      readonly without?: Formula;
    }
  /** `when` and later `followedBy` lead to `leadsTo`. */
  | {
      readonly pattern: 'response-chain-2-1';
      readonly when: Formula;
      readonly followedBy: Formula;
      readonly leadsTo: Formula;
    }
  | {
      readonly pattern: 'bounded-invariance';
      readonly when: Formula;
      readonly keeps: Formula;
      readonly lasting: Duration;
    }
  /** After `when`, later letters less than `lasting` after it are without `of`. */
  | {
      readonly pattern: 'bounded-absence';
      readonly when: Formula;
      readonly of: Formula;
      readonly lasting: Duration;
    }
  | { readonly pattern: 'minimum-duration'; readonly of: Formula; readonly atLeast: Duration }
  | { readonly pattern: 'maximum-duration'; readonly of: Formula; readonly atMost: Duration }
  | { readonly pattern: 'bounded-recurrence'; readonly of: Formula; readonly every: Duration };

/** Whether ticks are letters of a pattern: what has to come again and again may stop while nothing else happens. */
export const readsTicks = ({ pattern }: Body): boolean => pattern === 'bounded-recurrence';

/** The formula of a pattern. */
export function formulaOf(body: Body, scope: Scope): Formula {
  switch (scope.scope) {
    case 'globally':
      return segment(body, FALSE, false);
    case 'before':
      return segment(body, scope.end, true);
    case 'after':
      return W(not(scope.start), and(scope.start, segment(body, FALSE, false)));
    case 'between':
      return G(implies(and(scope.start, not(scope.end)), segment(body, scope.end, true)));
    case 'after-until':
      return G(implies(and(scope.start, not(scope.end)), segment(body, scope.end, false)));
  }
}

/**
 * The formula of which the pattern is a vacuous consequence: the same with nothing that could satisfy it. Where that
 * holds the trigger never occurs, or the scope never begins. Undefined where there is neither.
 */
export function withoutConclusion(body: Body, scope: Scope): Formula | undefined {
  const hopeless = hopelessBody(body);
  if (hopeless === undefined) return scope.scope === 'globally' ? undefined : formulaOf(impossible, scope);
  return formulaOf(hopeless, scope);
}

const impossible: Body = { pattern: 'universality', holds: FALSE };

function hopelessBody(body: Body): Body | undefined {
  switch (body.pattern) {
    case 'universality':
      return body.given && { ...body, holds: FALSE };
    case 'absence':
    case 'existence':
    case 'bounded-recurrence':
      return undefined;
    case 'bounded-existence':
      return { pattern: 'absence', of: body.of };
    case 'precedence':
      return { ...body, first: FALSE };
    case 'precedence-chain-2-1':
    case 'precedence-chain-1-2':
      return { ...body, first: FALSE };
    case 'response':
      return { pattern: 'absence', of: body.when };
    case 'response-chain-1-2':
      return { pattern: 'absence', of: body.when };
    case 'response-chain-2-1':
      return { ...body, leadsTo: FALSE };
    case 'bounded-invariance':
    case 'bounded-absence':
      return { pattern: 'absence', of: body.when };
    case 'minimum-duration':
    case 'maximum-duration':
      return { pattern: 'precedence-chain-1-2', first: FALSE, before: not(body.of), later: body.of };
  }
}

/**
 * A body from here up to the first `end`.
 *
 * @param awaited nothing is claimed unless the end comes
 */
function segment(body: Body, end: Formula, awaited: boolean): Formula {
  const endless = end === FALSE;
  const inside = endless ? TRUE : not(end);
  const isIn = (of: Formula): Formula => (endless ? of : and(of, inside));
  const orEnd = (of: Formula): Formula => (endless ? of : or(of, end));
  /** In each letter of the segment. */
  const each = (of: Formula): Formula => {
    if (endless) return G(of);
    return W(awaited ? or(of, G(inside)) : of, end);
  };
  /** Excused where the end, which is waited for, never comes. */
  const excused = (of: Formula): Formula => (awaited ? or(of, G(inside)) : of);
  /** Until `of`, within the segment. Where the end is awaited, an until that never ends is excused anyway. */
  const eventually = (of: Formula, bounds?: Bounds): Formula => {
    if (endless) return F(of, bounds);
    return awaited && bounds === undefined ? W(inside, isIn(of)) : U(inside, isIn(of), bounds);
  };
  switch (body.pattern) {
    case 'universality':
      return each(body.given === undefined ? body.holds : implies(body.given, body.holds));
    case 'absence':
      return each(not(body.of));
    case 'existence':
      return eventually(body.of);
    case 'bounded-existence': {
      let formula = each(not(body.of));
      for (let count = 0; count < body.atMost; count++) {
        const after = W(isIn(body.of), orEnd(formula));
        formula = W(isIn(not(body.of)), orEnd(after));
      }
      return formula;
    }
    case 'precedence':
      return W(excused(not(body.before)), orEnd(body.first));
    case 'precedence-chain-2-1': {
      const calm = excused(not(body.before));
      const second = X(W(calm, orEnd(body.second)));
      return W(calm, orEnd(and(isIn(body.first), not(body.before), second)));
    }
    case 'precedence-chain-1-2': {
      const noLater = endless
        ? G(not(body.later))
        : R(end, or(not(body.later), end, awaited ? G(inside) : FALSE));
      return W(or(not(body.before), X(noLater)), orEnd(body.first));
    }
    case 'response': {
      const bounds: Bounds | undefined = body.within === undefined ? undefined : [0, body.within];
      if (body.unless === undefined) return each(implies(body.when, eventually(body.leadsTo, bounds)));
      const later = laterU(inside, isIn(or(body.leadsTo, body.unless)), bounds);
      return each(implies(body.when, or(isIn(body.leadsTo), later)));
    }
    case 'response-chain-1-2': {
      const { without = FALSE } = body;
      const calm = without === FALSE ? inside : and(inside, not(without));
      const second =
        endless && without === FALSE ? F(body.andThen) : until(awaited)(calm, isIn(body.andThen));
      const first = and(isIn(body.leadsTo), ...(without === FALSE ? [] : [not(without)]), X(second));
      return each(implies(body.when, endless ? F(first) : until(awaited)(inside, first)));
    }
    case 'response-chain-2-1': {
      const answer = and(isIn(body.followedBy), eventually(body.leadsTo));
      return each(implies(body.when, X(W(isIn(not(body.followedBy)), orEnd(answer)))));
    }
    case 'bounded-invariance':
      return each(implies(body.when, R(end, orEnd(body.keeps), [0, body.lasting])));
    case 'bounded-absence':
      return each(implies(body.when, laterR(end, orEnd(not(body.of)), [0, body.lasting, 'open'])));
    case 'minimum-duration': {
      const lasts = R(end, orEnd(body.of), [0, body.atLeast]);
      return each(or(body.of, X(orEnd(or(not(body.of), lasts)))));
    }
    case 'maximum-duration': {
      const ends = F(orEnd(not(body.of)), [0, body.atMost]);
      return each(or(body.of, X(orEnd(or(not(body.of), ends)))));
    }
    case 'bounded-recurrence':
      // From each letter on, ticks included: one that comes later, or the end.
      return each(laterU(TRUE, orEnd(body.of), [0, body.every]));
  }
}

/** Weak where a wait without end is excused anyway: so the formula stays one of safety. */
const until = (awaited: boolean) => (awaited ? W : U);
