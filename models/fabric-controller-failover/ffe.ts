/**
 * The Fabric Front End, as the client of a fabric controller that is replicated.
 *
 * Duty: to pass a request on (AZ-04), to whichever replica is the primary: it asks all, and those that are not stay
 * silent; to ask again if no answer comes. Requests are numbered, so that one that is asked twice is done once.
 */
import { type AnyActorRef, assign, enqueueActions, setup } from 'xstate';
import { replicaNames } from './decision.ts';

export type FfeEvent =
  | { type: 'DEPLOY' }
  | { type: 'DELETE' }
  /** No answer has come. */
  | { type: 'RETRY' }
  | { type: 'ANSWER'; number: number };

export const ffe = setup({
  types: { context: {} as { readonly number: number }, events: {} as FfeEvent },
  guards: {
    isAnswer: ({ context, event }) => event.type === 'ANSWER' && event.number === context.number,
  },
  actions: {
    takeRequest: assign({ number: ({ context }) => context.number + 1 }),
    ask: enqueueActions(({ context, enqueue, system }) => {
      for (const name of replicaNames)
        enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'REQUEST', number: context.number });
    }),
  },
}).createMachine({
  id: 'ffe',
  context: { number: 0 },
  initial: 'idle',
  states: {
    idle: { on: { DEPLOY: { target: 'deploying', actions: ['takeRequest', 'ask'] } } },
    deploying: {
      on: { RETRY: { actions: 'ask' }, ANSWER: { guard: 'isAnswer', target: 'deployed' } },
    },
    deployed: { on: { DELETE: { target: 'deleting', actions: ['takeRequest', 'ask'] } } },
    deleting: {
      on: { RETRY: { actions: 'ask' }, ANSWER: { guard: 'isAnswer', target: 'deleted' } },
    },
    deleted: {},
  },
});
