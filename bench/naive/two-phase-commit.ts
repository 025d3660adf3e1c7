/**
 * Two-phase commit as one writes it without this library: two machines, and a move list over their snapshots.
 *
 * A machine hands its messages out through the action `send` with params, since `transition()` of xstate can resolve
 * no other actor. Same model as `test/oracles/two-phase-commit.ts`: the message set is global and never consumed.
 */
import { type AnyMachineSnapshot, assign, setup } from 'xstate';
import type { ActorsOf, NaiveAgent } from './actors.ts';
import type { Simulation } from './simulation.ts';

/** A message, and to whom: the manager, or all resource managers. */
export type Message = { type: 'PREPARED'; index: number } | { type: 'COMMIT' } | { type: 'ABORT' };

const resourceManager = setup({
  types: {
    context: {} as { index: number },
    input: {} as { index: number },
    events: {} as { type: 'PREPARE' | 'REFUSE' | 'COMMIT' | 'ABORT' },
  },
  actions: { send: (_, _message: Message) => {} },
}).createMachine({
  context: ({ input }) => ({ index: input?.index ?? 0 }),
  initial: 'working',
  states: {
    working: {
      on: {
        PREPARE: {
          target: 'prepared',
          actions: { type: 'send', params: ({ context }) => ({ type: 'PREPARED', index: context.index }) },
        },
        REFUSE: 'aborted',
        COMMIT: 'committed',
        ABORT: 'aborted',
      },
    },
    prepared: { on: { COMMIT: 'committed', ABORT: 'aborted' } },
    committed: {},
    aborted: {},
  },
});

export const transactionManager = setup({
  types: {
    context: {} as { everyone: number; prepared: number },
    input: {} as { everyone: number },
    events: {} as { type: 'PREPARED'; index: number } | { type: 'DECIDE_COMMIT' | 'DECIDE_ABORT' },
  },
  guards: { everyonePrepared: ({ context }) => context.prepared === context.everyone },
  actions: { send: (_, _message: Message) => {} },
}).createMachine({
  context: ({ input }) => ({ everyone: input?.everyone ?? 0, prepared: 0 }),
  initial: 'collecting',
  states: {
    collecting: {
      on: {
        PREPARED: {
          actions: assign({ prepared: ({ context, event }) => context.prepared | (1 << event.index) }),
        },
        DECIDE_COMMIT: {
          guard: 'everyonePrepared',
          target: 'committed',
          actions: { type: 'send', params: { type: 'COMMIT' } },
        },
        DECIDE_ABORT: { target: 'aborted', actions: { type: 'send', params: { type: 'ABORT' } } },
      },
    },
    committed: {},
    aborted: {},
  },
});

/** The machines and their inputs: the manager first, then the resource managers. */
export const agentsOf = (resourceManagers: number, manager = transactionManager): readonly NaiveAgent[] => [
  { machine: manager, input: { everyone: 2 ** resourceManagers - 1 } },
  ...Array.from({ length: resourceManagers }, (_, index) => ({
    machine: resourceManager,
    input: { index },
  })),
];

export interface Move {
  /** Index of the agent that takes the event. */
  readonly agent: number;
  readonly event: { readonly type: string };
}

/** The moves that some machine can take, with the messages that were sent. */
export function enabledMoves(
  snapshots: readonly AnyMachineSnapshot[],
  messages: readonly Message[],
): readonly Move[] {
  const moves: Move[] = [];
  const offer = (agent: number, event: Move['event']) => {
    if (snapshots[agent]!.can(event)) moves.push({ agent, event });
  };
  offer(0, DECIDE_COMMIT);
  offer(0, DECIDE_ABORT);
  for (let agent = 1; agent < snapshots.length; agent += 1) {
    offer(agent, PREPARE);
    offer(agent, REFUSE);
  }
  for (const message of messages) {
    if (message.type === 'PREPARED') offer(0, message);
    else for (let agent = 1; agent < snapshots.length; agent += 1) offer(agent, message);
  }
  return moves;
}
const DECIDE_COMMIT = { type: 'DECIDE_COMMIT' };
const DECIDE_ABORT = { type: 'DECIDE_ABORT' };
const PREPARE = { type: 'PREPARE' };
const REFUSE = { type: 'REFUSE' };

/** The set with one message more; the same set where it was there. In a fixed order, so that equal sets look equal. */
export function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const rank = rankOf(message);
  if (messages.some((other) => rankOf(other) === rank)) return messages;
  return [...messages, message].sort((a, b) => rankOf(a) - rankOf(b));
}
const rankOf = (message: Message) =>
  message.type === 'PREPARED' ? message.index : message.type === 'COMMIT' ? 1000 : 1001;

type Label = Move & {
  /** The message that must have been sent; absent where a machine takes the event of its own. */
  readonly message?: Message;
};

export interface Commitment extends Simulation<Label> {
  /** How many resource managers are in a state. */
  managersIn(state: string): number;
}

/** One run, with everything that may ever happen as its labels. */
export function twoPhaseCommitSimulation(
  resourceManagers: number,
  actorsOf: ActorsOf,
  manager = transactionManager,
): () => Commitment {
  const agents = agentsOf(resourceManagers, manager);
  const actorsOfRun = actorsOf(agents);
  const labels = labelsOf(resourceManagers);
  return () => {
    const actors = actorsOfRun();
    let messages: readonly Message[] = [];
    actors.onSend = (_, message) => {
      messages = withMessage(messages, message as Message);
    };
    actors.start();
    const wasSent = (message: Message) => messages.some((other) => rankOf(other) === rankOf(message));
    return {
      labels,
      isEnabled: ({ agent, event, message }) =>
        (message === undefined || wasSent(message)) && actors.can(agent, event),
      take: ({ agent, event }) => actors.send(agent, event),
      managersIn: (state) => agents.filter((_, agent) => agent > 0 && actors.isIn(agent, state)).length,
    };
  };
}

function labelsOf(resourceManagers: number): readonly Label[] {
  const indices = Array.from({ length: resourceManagers }, (_, index) => index);
  const delivery = (agent: number, message: Message): Label => ({ agent, event: message, message });
  return [
    { agent: 0, event: DECIDE_COMMIT },
    { agent: 0, event: DECIDE_ABORT },
    ...indices.flatMap((index): Label[] => [
      { agent: index + 1, event: PREPARE },
      { agent: index + 1, event: REFUSE },
      delivery(0, { type: 'PREPARED', index }),
      delivery(index + 1, { type: 'COMMIT' }),
      delivery(index + 1, { type: 'ABORT' }),
    ]),
  ];
}
