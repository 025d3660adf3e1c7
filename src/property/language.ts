/**
 * The property language of one system: agent names, state values, tags and event types are checked by the compiler.
 */
import type {
  AgentEntries,
  EmittedTypeOf,
  EventTypeOf,
  StateValueOf,
  TagOf,
} from '../system/agent-declaration.ts';
import type { Duration, Window } from '../system/duration.ts';
import { ModelError } from '../system/model-error.ts';
import type { System } from '../system/system.ts';
import { type Claimed, claimOf, noPeriod, ofOneLetter, type SpecialClaim } from './claim.ts';
import { checkClaim } from './claim-shape.ts';
import type { Atom, Bounds, Formula } from './formula.ts';
import * as ltl from './formula.ts';
import { atom, type Operand, operand } from './operand.ts';
import type { Body } from './pattern.ts';
import { type Documentation, type Fairness, type MoveClass, type Property, property } from './property.ts';
import { Sentence, Universality, Whenever } from './sentence.ts';
import type { AgentStatus, PayloadTest, Predicate, View } from './view.ts';

/** Beginnings are counted by a formula, which is four times as large for each more. */
const MOST_COUNTED = 10;

function countable(count: number): number {
  if (Number.isInteger(count) && count >= 0 && count <= MOST_COUNTED) return count;
  throw new ModelError(
    'FORMULA_INVALID',
    `atMost counts to ${count}.`,
    `Give a whole number from 0 to ${MOST_COUNTED}; to count further, let a machine count.`,
  );
}

/**
 * The words for claims about systems with agents `A`.
 *
 * @param _system only its type matters; variants with the same agents share their properties
 * @example
 * import { createMachine } from 'xstate';
 * import { defineSystem, propertiesOf } from 'redhound';
 * const lamp = createMachine({ initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { on: { PRESS: 'off' } } } });
 * const { claim, always, or, agent } = propertiesOf(defineSystem({ name: 'lamp', agents: { lamp } }));
 * const known = claim('known', {
 *   statement: 'The lamp is on or off.',
 *   formula: always(or(agent('lamp').matches('on'), agent('lamp').matches('off'))),
 * });
 * known.expected; // => 'holds'
 */
export function propertiesOf<A extends AgentEntries>(_system: System<A>) {
  type Name = keyof A & string;
  return {
    /**
     * A property.
     *
     * @throws ModelError `SUITE_INVALID` where the id is none or something is misspelt, `FORMULA_INVALID` where a scope is empty
     */
    claim: (
      id: string,
      said: Documentation & { readonly formula: Claimed<A>; readonly fairness?: Fairness },
    ): Property => {
      checkClaim(id, said);
      const { formula, fairness, ...prose } = said;
      return property(id, prose, claimOf(formula, fairness), callerOfTheLibrary());
    },

    // ——— sentences ———

    /** Universality: in every letter. */
    always: (holds: Operand<A>) => new Universality<A>({ pattern: 'universality', holds: operand(holds) }),
    /** Absence: in no letter. */
    never: (of: Operand<A>) => new Sentence<A>({ pattern: 'absence', of: operand(of) }),
    /** Existence: in some letter. */
    eventually: (of: Operand<A>) => new Sentence<A>({ pattern: 'existence', of: operand(of) }),
    /** Bounded existence: in at most so many stretches of letters. */
    atMost: (atMost: number, of: Operand<A>) =>
      new Sentence<A>({ pattern: 'bounded-existence', of: operand(of), atMost: countable(atMost) }),
    /** Response, chains of responses, and what must or must not be for a time afterwards. */
    whenever: (when: Operand<A>) => new Whenever<A>(when),
    /** Precedence: `first(s).precedes(p)`; chains: `first(s, t).precedes(p)`, `first(p).precedes(s, t)`. */
    first: (first: Operand<A>, second?: Operand<A>) => ({
      precedes: (before: Operand<A>, later?: Operand<A>) =>
        new Sentence<A>(
          precedence(operand(first), second && operand(second), operand(before), later && operand(later)),
        ),
    }),
    /** How long a stretch of letters with `of` lasts. */
    lasting: (of: Operand<A>) => ({
      /** Once true, for at least so long (both ends included); a stretch from the start on is not measured. */
      atLeast: (atLeast: Duration) =>
        new Sentence<A>({ pattern: 'minimum-duration', of: operand(of), atLeast }),
      /** Once true, for at most so long; a stretch from the start on is not measured. */
      atMost: (atMost: Duration) => new Sentence<A>({ pattern: 'maximum-duration', of: operand(of), atMost }),
    }),
    /** Bounded recurrence: at any time, within so long. */
    recurring: (of: Operand<A>) => ({
      every: (every: Duration) => {
        if (!(every > 0)) throw noPeriod(every);
        return new Sentence<A>({ pattern: 'bounded-recurrence', of: operand(of), every });
      },
    }),
    /** From every reachable state, faults included, one with `of` can be reached without faults (`AG EF`). */
    alwaysPossible: (of: Operand<A>): SpecialClaim => ({ kind: 'always-possible', of: ofOneLetter(of) }),
    /** Some run has a letter with `of` (`EF`); the report keeps one as an example. */
    sometimes: (of: Operand<A>): SpecialClaim => ({ kind: 'possible', of: ofOneLetter(of) }),
    /** In no reachable state does everything wait for ever, except where `except` is true. */
    deadlockFree: (except?: Predicate<A>): SpecialClaim => ({
      kind: 'no-deadlock',
      ...(except && { except }),
    }),
    /** From every reachable state, time can go on for ever. */
    timeDiverges: (): SpecialClaim => ({ kind: 'no-timelock' }),

    // ——— formulas ———

    not: (of: Operand<A>) => ltl.not(operand(of)),
    and: (...of: readonly Operand<A>[]) => ltl.and(...of.map(operand)),
    or: (...of: readonly Operand<A>[]) => ltl.or(...of.map(operand)),
    implies: (left: Operand<A>, right: Operand<A>) => ltl.implies(operand(left), operand(right)),
    /** Next. */
    X: (of: Operand<A>) => ltl.X(operand(of)),
    /** Eventually: now or later, within the bounds. */
    F: (of: Operand<A>, bounds?: Duration | Window) => ltl.F(operand(of), boundsOf(bounds)),
    /** Always: now and later, within the bounds. */
    G: (of: Operand<A>, bounds?: Duration | Window) => ltl.G(operand(of), boundsOf(bounds)),
    /** Until. */
    U: (left: Operand<A>, right: Operand<A>, bounds?: Duration | Window) =>
      ltl.U(operand(left), operand(right), boundsOf(bounds)),
    /** Weak until: for ever, if `right` never comes. */
    W: (left: Operand<A>, right: Operand<A>, bounds?: Duration | Window) =>
      ltl.W(operand(left), operand(right), boundsOf(bounds)),
    /** Release: `right` up to and with the letter in which `left` is true, or for ever. */
    R: (left: Operand<A>, right: Operand<A>, bounds?: Duration | Window) =>
      ltl.R(operand(left), operand(right), boundsOf(bounds)),
    /** Once: now or earlier, not longer ago than the bound. */
    O: (of: Operand<A>, bound?: Duration) => ltl.O(operand(of), boundsOf(bound)),
    /** Historically: now and earlier, as far back as the bound. */
    H: (of: Operand<A>, bound?: Duration) => ltl.H(operand(of), boundsOf(bound)),
    /** Since. */
    S: (left: Operand<A>, right: Operand<A>) => ltl.S(operand(left), operand(right)),
    /** Yesterday: in the letter before; false in the first. */
    Y: (of: Operand<A>) => ltl.Y(operand(of)),

    // ——— atoms ———

    /** A condition with a name of its own. */
    condition: (name: string, predicate: Predicate<A>): Atom => atom(name, predicate),
    /** What an agent is like in the state after the move. */
    agent: <K extends Name>(name: K) => ({
      matches: (value: StateValueOf<A[K]>) =>
        atom(`${name} in ${stateText(value)}`, (view: View<A>) => view.agent(name).matches(value)),
      hasTag: (tag: TagOf<A[K]>) =>
        atom(`${name} ${String(tag)}`, (view: View<A>) => view.agent(name).hasTag(tag)),
      is: (status: AgentStatus) =>
        atom(`${name} ${status}`, (view: View<A>) => view.agent(name).status === status),
    }),
    /** The move made `from` send such a message to `to`. */
    sent: <K extends Name, L extends Name, T extends EventTypeOf<A[L]>>(
      from: K,
      to: L,
      type: T,
      where?: PayloadTest<A[L], T>,
    ) =>
      atom(`${from} sent ${type} to ${to}${filtered(where)}`, (view: View<A>) =>
        view.sent(from, to, type, where),
      ),
    /** The move handed such an event to `to`. */
    received: <L extends Name, T extends EventTypeOf<A[L]>>(to: L, type: T, where?: PayloadTest<A[L], T>) =>
      atom(`${to} received ${type}${filtered(where)}`, (view: View<A>) => view.received(to, type, where)),
    /** As `received`, and it selected a transition. */
    handled: <L extends Name, T extends EventTypeOf<A[L]>>(to: L, type: T, where?: PayloadTest<A[L], T>) =>
      atom(`${to} handled ${type}${filtered(where)}`, (view: View<A>) => view.handled(to, type, where)),
    /** Such a message reached `to`, which no longer runs. */
    discarded: <L extends Name, T extends EventTypeOf<A[L]>>(to: L, type: T, where?: PayloadTest<A[L], T>) =>
      atom(`${to} discarded ${type}${filtered(where)}`, (view: View<A>) => view.discarded(to, type, where)),
    /** The move made `from` emit such an event. */
    emitted: <K extends Name>(from: K, type: EmittedTypeOf<A[K]>) =>
      atom(`${from} emitted ${type}`, (view: View<A>) => view.emitted(from, type)),
    /** The move was that fault, such as `crash host1`. */
    fault: (label: string) => atom(`fault ${label}`, (view: View<A>) => view.fault(label)),

    // ——— fairness ———

    /** Classes of moves, for `fairness: { weak: […], strong: […] }`. */
    fair: {
      deliveries: (from: Name, to: Name): MoveClass => ({ class: 'deliveries', from, to }),
      timers: (agent: Name): MoveClass => ({ class: 'timers', agent }),
      outcomes: (agent: Name): MoveClass => ({ class: 'outcomes', agent }),
      environment: <K extends Name>(agent: K, event: EventTypeOf<A[K]>): MoveClass => ({
        class: 'environment',
        agent,
        event,
      }),
      any: { class: 'any' } as MoveClass,
    },
  };
}

/** The property language of systems with agents `A`. */
export type PropertyLanguage<A extends AgentEntries> = ReturnType<typeof propertiesOf<A>>;

const stateText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const filtered = (where: unknown): string => (where === undefined ? '' : ' …');

const boundsOf = (bounds: Duration | Window | undefined): Bounds | undefined =>
  bounds === undefined ? undefined : typeof bounds === 'number' ? [0, bounds] : [bounds[0], bounds[1]];

function precedence(
  first: Formula,
  second: Formula | undefined,
  before: Formula,
  later: Formula | undefined,
): Body {
  if (second !== undefined && later !== undefined) {
    throw new ModelError(
      'FORMULA_INVALID',
      'two causes and two effects are no pattern of the catalogue.',
      'Chain one side: first(s, t).precedes(p), or first(p).precedes(s, t).',
    );
  }
  if (second !== undefined) return { pattern: 'precedence-chain-2-1', first, second, before };
  if (later !== undefined) return { pattern: 'precedence-chain-1-2', first, before, later };
  return { pattern: 'precedence', first, before };
}

/** The first stack frame outside this file, which may be a bundle of many modules, as `file:line:column`. */
function callerOfTheLibrary(): string | undefined {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const frame = frames.find((line) => !line.includes(OWN_FILE));
  return frame?.match(/\(?((?:file:\/\/)?\/[^()]+:\d+:\d+)\)?$/)?.[1]?.replace('file://', '');
}
const OWN_FILE = import.meta.url.split('?')[0]!.split('/').slice(-2).join('/');
