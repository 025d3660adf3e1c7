/**
 * Two-phase commit over a set of messages that is never consumed.
 *
 * Gray, Lamport, "Consensus on transaction commit" (ACM TODS 2006); TLA+ Examples, `transaction_commit/TwoPhase`;
 * Stateright's example `2pc`. Their one global set of messages is here one set per pair of agents: Commit and Abort
 * are sent to all resource managers in one move, so the union of the pairs' sets is the global one.
 */
import { agent, defineSystem, propertiesOf } from 'redhound';
import { assign, enqueueActions, sendTo, setup } from 'xstate';
import { instancesOf, withInstances } from './instances-of.ts';

type Decision = { type: 'COMMIT' } | { type: 'ABORT' };

export const resourceManager = setup({
  types: {
    context: {} as { index: number },
    input: {} as { index: number },
    events: {} as Decision | { type: 'PREPARE' } | { type: 'REFUSE' },
  },
}).createMachine({
  id: 'resourceManager',
  context: ({ input }) => ({ index: input.index }),
  initial: 'working',
  states: {
    working: {
      on: {
        PREPARE: {
          target: 'prepared',
          actions: sendTo(
            ({ system }) => system.get('manager'),
            ({ context }) => ({ type: 'PREPARED', index: context.index }),
          ),
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
    /** `prepared` is a set of resource managers, one bit each. */
    context: {} as { resourceManagers: number; prepared: number },
    input: {} as { resourceManagers: number },
    events: {} as { type: 'PREPARED'; index: number } | { type: 'DECIDE_COMMIT' } | { type: 'DECIDE_ABORT' },
  },
  guards: {
    everyonePrepared: ({ context }) => context.prepared === 2 ** context.resourceManagers - 1,
  },
  actions: {
    broadcast: enqueueActions(({ context, enqueue, system }, decision: Decision) => {
      for (let index = 0; index < context.resourceManagers; index += 1) {
        enqueue.sendTo(system.get(`rm${index}`), decision);
      }
    }),
  },
}).createMachine({
  id: 'transactionManager',
  context: ({ input }) => ({ resourceManagers: input.resourceManagers, prepared: 0 }),
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
          actions: { type: 'broadcast', params: { type: 'COMMIT' } },
        },
        DECIDE_ABORT: { target: 'aborted', actions: { type: 'broadcast', params: { type: 'ABORT' } } },
      },
    },
    committed: {},
    aborted: {},
  },
});

/** The system with that many resource managers, `rm0`, `rm1`, … */
export function twoPhaseCommit(resourceManagers: number, machine = transactionManager) {
  const managers = instancesOf('rm', resourceManagers, (index) =>
    agent(resourceManager, { input: { index } }),
  );
  return defineSystem({
    name: `two-phase-commit-${resourceManagers}`,
    agents: withInstances({ manager: agent(machine, { input: { resourceManagers } }) }, managers),
    links: [{ from: '*', to: '*', order: 'set' }],
    environment: [
      { agent: managers.names, event: [{ type: 'PREPARE' }, { type: 'REFUSE' }], budget: 'any' },
      { agent: 'manager', event: [{ type: 'DECIDE_COMMIT' }, { type: 'DECIDE_ABORT' }], budget: 'any' },
    ],
  });
}

/** Agreement, and two claims that must be refuted: that not all ever commit, and that not all ever abort. */
export function twoPhaseCommitProperties(resourceManagers: number) {
  const { claim, never } = propertiesOf(twoPhaseCommit(resourceManagers));
  const { names } = instancesOf('rm', resourceManagers, () => undefined);
  return [
    claim('agreement', {
      statement: 'No resource manager has committed while another has aborted.',
      source: 'TCommit, TCConsistent',
      formula: never(
        ({ agent }) =>
          names.some((name) => agent(name).matches('committed')) &&
          names.some((name) => agent(name).matches('aborted')),
      ),
    }),
    claim('commit-unreachable', {
      statement: 'The resource managers never all commit.',
      expected: 'violated',
      formula: never(({ agent }) => names.every((name) => agent(name).matches('committed'))),
    }),
    claim('abort-unreachable', {
      statement: 'The resource managers never all abort.',
      expected: 'violated',
      formula: never(({ agent }) => names.every((name) => agent(name).matches('aborted'))),
    }),
  ];
}
