/**
 * Properties: small documents (id, sentence, reason, source) with a formula from the pattern catalogue.
 *
 * Patterns after Dwyer, Avrunin, Corbett, "Patterns in property specifications for finite-state verification"
 * (ICSE 1999); their timed versions after Konrad, Cheng, "Real-time specification patterns" (ICSE 2005).
 */
import type { AgentEntries } from '../system/agent-declaration.ts';
import type { Duration } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import type { System } from '../system/system.ts';
import type { Predicate, View } from './view.ts';

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
}

/** A predicate without the types of its system: what the engine takes. */
// biome-ignore lint/suspicious/noExplicitAny: the view of an unknown system has unknown agents
export type AnyPredicate = (view: View<any>) => boolean;

/** The formula of a property. */
export type Formula =
  | { readonly pattern: 'invariant'; readonly holds: AnyPredicate; readonly given?: AnyPredicate }
  | {
      readonly pattern: 'response';
      readonly when: AnyPredicate;
      readonly leadsTo: AnyPredicate;
      readonly within: Duration;
      readonly unless?: AnyPredicate;
    }
  | { readonly pattern: 'precedence'; readonly first: AnyPredicate; readonly before: AnyPredicate }
  | {
      readonly pattern: 'absence';
      readonly of: AnyPredicate;
      readonly after: AnyPredicate;
      readonly lasting: Duration;
    }
  | { readonly pattern: 'no-deadlock'; readonly except?: AnyPredicate }
  | { readonly pattern: 'no-timelock' }
  | { readonly pattern: 'no-failure' };

export interface Property {
  readonly id: string;
  readonly statement: string;
  readonly because?: string;
  readonly source?: string;
  readonly expected: Expectation;
  readonly formula: Formula;
  /** `file:line:column` of the declaration, where the runtime tells it. */
  readonly declaredAt?: string;
}

/** The properties that one can state about systems with agents `A`. */
export interface PropertyLanguage<A extends AgentEntries> {
  /**
   * Universality: `holds` in every letter (where `given` is true, if it is given).
   * Vacuous when `given` is never true.
   */
  invariant(
    id: string,
    claim: Documentation & { readonly holds: Predicate<A>; readonly given?: Predicate<A> },
  ): Property;
  /** Absence: `never` is true in no letter. */
  never(id: string, claim: Documentation & { readonly happens: Predicate<A> }): Property;
  /**
   * Bounded response: each `when` is followed by `leadsTo` within the given time; at exactly that time counts, in the
   * same letter too. An open deadline is not moved by a new trigger; `unless` releases it (and where trigger and
   * `unless` are one event, that event opens a new one). Ticks are no letters. Vacuous when `when` is never true.
   */
  response(
    id: string,
    claim: Documentation & {
      readonly when: Predicate<A>;
      readonly leadsTo: Predicate<A>;
      readonly within: Duration;
      readonly unless?: Predicate<A>;
    },
  ): Property;
  /** Precedence: `before` is true in no letter earlier than the first with `first`. Vacuous when `before` never is. */
  precedence(
    id: string,
    claim: Documentation & { readonly first: Predicate<A>; readonly before: Predicate<A> },
  ): Property;
  /**
   * Absence for a time: after each `after`, `of` does not become true for `lasting`; at exactly that time it may.
   * A new `after` starts the time anew; in the letter of `after` itself only earlier ones count. Vacuous when
   * `after` is never true.
   */
  absence(
    id: string,
    claim: Documentation & {
      readonly of: Predicate<A>;
      readonly after: Predicate<A>;
      readonly lasting: Duration;
    },
  ): Property;
  /** In no reachable state does everything wait for ever, except where `except` is true. */
  noDeadlock(id: string, claim: Documentation & { readonly except?: Predicate<A> }): Property;
  /** From every reachable state, time can go on for ever. */
  noTimelock(id: string, claim: Documentation): Property;
}

/**
 * The property language of a system: agent names, state values, tags and event types are checked by the compiler.
 *
 * @param _system only its type matters; variants with the same agents share their properties
 * @example
 * import { createMachine } from 'xstate';
 * import { defineSystem, propertiesOf } from 'redhound';
 * const lamp = createMachine({ initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { on: { PRESS: 'off' } } } });
 * const { invariant } = propertiesOf(defineSystem({ name: 'lamp', agents: { lamp } }));
 * const known = invariant('known', {
 *   statement: 'The lamp is on or off.',
 *   holds: ({ agent }) => agent('lamp').matches('on') || agent('lamp').matches('off'),
 * });
 * known.expected; // => 'holds'
 */
export function propertiesOf<A extends AgentEntries>(_system: System<A>): PropertyLanguage<A> {
  return {
    invariant: (id, claim) =>
      property(id, claim, {
        pattern: 'invariant',
        holds: claim.holds,
        ...(claim.given && { given: claim.given }),
      }),
    never: (id, { happens, ...claim }) =>
      property(id, claim, { pattern: 'invariant', holds: (view) => !happens(view) }),
    response: (id, claim) =>
      property(id, claim, {
        pattern: 'response',
        when: claim.when,
        leadsTo: claim.leadsTo,
        within: claim.within,
        ...(claim.unless && { unless: claim.unless }),
      }),
    precedence: (id, claim) =>
      property(id, claim, { pattern: 'precedence', first: claim.first, before: claim.before }),
    absence: (id, claim) =>
      property(id, claim, { pattern: 'absence', of: claim.of, after: claim.after, lasting: claim.lasting }),
    noDeadlock: (id, claim) =>
      property(id, claim, { pattern: 'no-deadlock', ...(claim.except && { except: claim.except }) }),
    noTimelock: (id, claim) => property(id, claim, { pattern: 'no-timelock' }),
  };
}

/** The built-in property that every suite checks unless it says otherwise: no machine throws. */
export const noAgentFails: Property = {
  id: 'no-agent-fails',
  statement: 'No agent fails: no machine throws, and none ends with status error.',
  expected: 'holds',
  formula: { pattern: 'no-failure' },
};

const ID = /^[a-z0-9][a-z0-9-]{0,79}$/i;

function property(id: string, claim: Documentation, formula: Formula): Property {
  if (!ID.test(id)) {
    throw new ModelError(
      'SUITE_INVALID',
      `'${id}' is no property id.`,
      'Use letters, digits and hyphens, at most 80, starting with a letter or digit.',
    );
  }
  const declaredAt = callerOfTheLibrary();
  return {
    id,
    statement: claim.statement,
    ...(claim.because !== undefined && { because: claim.because }),
    ...(claim.source !== undefined && { source: claim.source }),
    expected: claim.expected ?? 'holds',
    formula,
    ...(declaredAt !== undefined && { declaredAt }),
  };
}

/** The first stack frame outside this module, as `file:line:column`. */
function callerOfTheLibrary(): string | undefined {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const frame = frames.find((line) => !line.includes(OWN_FILE));
  return frame?.match(/\(?((?:file:\/\/)?\/[^()]+:\d+:\d+)\)?$/)?.[1]?.replace('file://', '');
}
const OWN_FILE = /[\w-]+\/property\.[jt]s/.exec(import.meta.url)?.[0] ?? 'property/property';
