/**
 * Small untimed systems as plain data: flat machines that take events of the environment and messages from each other.
 */

import fc from 'fast-check';
import { type AnySystem, defineSystem } from 'redhound';
import { type AnyStateMachine, createMachine, sendTo } from 'xstate';

export const EVENTS = ['E0', 'E1'] as const;
export const MESSAGES = ['M0', 'M1'] as const;
type Trigger = (typeof EVENTS)[number] | (typeof MESSAGES)[number];

export interface Transition {
  readonly from: number;
  readonly on: Trigger;
  readonly to: number;
  /** The agent that gets a message, and which. */
  readonly sends?: { readonly agent: number; readonly message: number };
}

export interface Agent {
  readonly states: number;
  readonly transitions: readonly Transition[];
}

export interface Recipe {
  readonly agents: readonly Agent[];
  /** Of fifo links, which block where they are full; 0: the links are synchronous, and what answers a message sends none. */
  readonly capacity: number;
}

export const isMessage = (trigger: Trigger): boolean => trigger.startsWith('M');

/** What an agent is like: the environment moves it about, or through its states once, or only messages move it. */
const temper = fc.constantFrom('busy', 'once', 'reactive');

const agentOf = (agent: number, agents: number, capacity: number): fc.Arbitrary<Agent> =>
  fc.record({ temper, states: fc.integer({ min: 2, max: 4 }) }).chain(({ temper: of, states }) => {
    const sends = fc.option(
      fc.record({ distance: fc.integer({ min: 1, max: agents - 1 }), message: fc.nat(1) }),
      {
        freq: 2,
        nil: undefined,
      },
    );
    const step = (
      on: fc.Arbitrary<Trigger>,
      from: number,
      to: fc.Arbitrary<number>,
    ): fc.Arbitrary<Transition> =>
      fc.record({ from: fc.constant(from), on, to, sends }).map(({ sends: sent, ...rest }) => ({
        ...rest,
        ...(sent && { sends: { agent: (agent + sent.distance) % agents, message: sent.message } }),
      }));
    const anywhere = fc.nat(states - 1);
    const on = fc.constantFrom<Trigger>(...(of === 'busy' ? EVENTS : MESSAGES));
    const onwards = (from: number): fc.Arbitrary<Transition> =>
      of === 'once' && from + 1 < states
        ? step(fc.constantFrom<Trigger>(...EVENTS), from, fc.constant(from + 1))
        : step(on, from, anywhere);
    const all = Array.from({ length: states }, (_, from) => onwards(from));
    const more = fc.array(
      anywhere.chain((from) => step(fc.constantFrom<Trigger>('E0', ...MESSAGES), from, anywhere)),
      {
        maxLength: of === 'busy' ? states : 0,
      },
    );
    const answers = fc.array(
      anywhere.chain((from) => step(fc.constantFrom<Trigger>(...MESSAGES), from, anywhere)),
      {
        maxLength: states,
      },
    );
    return fc.tuple(fc.tuple(...all), more, answers).map(([some, others, last]) => ({
      states,
      transitions: distinct([...some, ...others, ...last]).map((one) =>
        capacity === 0 && isMessage(one.on) ? withoutMessage(one) : one,
      ),
    }));
  });

/** A machine has one transition for each state and trigger. */
const distinct = (transitions: readonly Transition[]): readonly Transition[] =>
  transitions.filter(
    ({ from, on }, index) => transitions.findIndex((one) => one.from === from && one.on === on) === index,
  );

const withoutMessage = ({ from, on, to }: Transition): Transition => ({ from, on, to });

export const recipe: fc.Arbitrary<Recipe> = fc.noBias(
  fc
    .record({ agents: fc.constantFrom(2, 2, 3), capacity: fc.constantFrom(0, 1, 1, 2) })
    .chain(({ agents, capacity }) =>
      fc.record({
        agents: fc.tuple(...Array.from({ length: agents }, (_, agent) => agentOf(agent, agents, capacity))),
        capacity: fc.constant(capacity),
      }),
    ),
);

export const agentName = (agent: number): string => `a${agent}`;
export const linkName = (from: number, to: number): string => `c${from}${to}`;
export const stateName = (state: number): string => `s${state}`;

/** The events that the environment sends to an agent: those that it takes in some state. */
export const eventsOf = ({ transitions }: Agent): readonly Trigger[] =>
  EVENTS.filter((event) => transitions.some(({ on }) => on === event));

export function systemOf({ agents, capacity }: Recipe): AnySystem {
  return defineSystem({
    name: 'generated',
    agents: Object.fromEntries(agents.map((agent, index) => [agentName(index), machineOf(agent)])),
    links: [
      {
        from: '*',
        to: '*',
        ...(capacity === 0 ? { order: 'synchronous' } : { capacity, overflow: 'block' }),
      },
    ],
    environment: agents.flatMap((agent, index) =>
      eventsOf(agent).map((type) => ({ agent: agentName(index), event: { type }, budget: 'any' as const })),
    ),
  });
}

function machineOf({ states, transitions }: Agent): AnyStateMachine {
  const reactions = (state: number) =>
    transitions
      .filter(({ from }) => from === state)
      .map(({ on, to, sends }) => {
        const actions = sends && [
          sendTo(({ system }) => system.get(agentName(sends.agent)), { type: MESSAGES[sends.message]! }),
        ];
        return [on, { target: stateName(to), ...(actions && { actions }) }];
      });
  return createMachine({
    initial: stateName(0),
    states: Object.fromEntries(
      Array.from({ length: states }, (_, state) => [
        stateName(state),
        { on: Object.fromEntries(reactions(state)) },
      ]),
    ),
  });
}
