/**
 * A shared variable as an agent: a read is a request and its reply, a write a message without one.
 *
 * On synchronous links both happen inside the move of the process that reads or writes, so each of its moves is
 * one atomic action.
 */
import { type AnyActorRef, assign, sendTo, setup } from 'xstate';

/** What the variable answers to a read. */
export type Value = { type: 'VALUE'; value: number };

export const sharedVariable = setup({
  types: {
    context: {} as { value: number },
    input: {} as { value: number },
    events: {} as { type: 'READ'; replyTo: AnyActorRef } | { type: 'WRITE'; value: number },
  },
}).createMachine({
  context: ({ input }) => ({ value: input.value }),
  on: {
    READ: {
      actions: sendTo(
        ({ event }) => event.replyTo,
        ({ context }): Value => ({ type: 'VALUE', value: context.value }),
      ),
    },
    WRITE: { actions: assign({ value: ({ event }) => event.value }) },
  },
});
