/**
 * The Host Agent, as one that is itself updated, or dies and comes back, while its guest goes on.
 *
 * Duty: as in the heartbeat suite, to restart a guest that was not heard for ten minutes (AZ-17). While it is down it hears
 * nothing, which says nothing about the guest: so when it is back it gives the guest the time to be heard that a guest has
 * which boots (P31). It keeps the incarnation of its guest on disk, or it would take each heartbeat for that of an earlier
 * guest.
 * Parameters: `silence` 10 min; `connect` 25 min; `absence`, 5 to 20 min, of the Host Agent itself (ours); `whileDown`,
 * whether the ten minutes are forgotten, or go on by the clock of the host (`counts`): not published.
 */
import { minutes } from 'redhound';
import { assign, cancel, emit, enqueueActions, sendTo, setup } from 'xstate';
import { INCARNATIONS } from '../heartbeat/host-agent.ts';

export interface RestartableInput {
  readonly whileDown: 'forgotten' | 'counts';
}

interface RestartableContext extends RestartableInput {
  readonly incarnation: number;
  /** The time of the guest ran out while nobody was there to restart it. */
  readonly isOverdue: boolean;
}

export type RestartableHostAgentEvent =
  | { type: 'HEARTBEAT'; incarnation: number }
  | { type: 'SILENCE' }
  /** It is updated, or dies: it will be back. */
  | { type: 'GO_DOWN' };

export const hostAgent = setup({
  types: {
    context: {} as RestartableContext,
    input: {} as RestartableInput,
    events: {} as RestartableHostAgentEvent,
    emitted: {} as { type: 'accepted' },
  },
  delays: { silence: minutes(10), connect: minutes(25), absence: minutes(5) },
  guards: {
    isCurrent: ({ context, event }) =>
      event.type === 'HEARTBEAT' && event.incarnation === context.incarnation,
    counts: ({ context }) => context.whileDown === 'counts',
    isOverdue: ({ context }) => context.isOverdue,
  },
  actions: {
    accept: emit({ type: 'accepted' }),
    awaitHeartbeat: enqueueActions(({ enqueue }) => {
      enqueue.cancel('silence');
      enqueue.raise({ type: 'SILENCE' }, { id: 'silence', delay: 'silence' });
    }),
    giveTimeToConnect: enqueueActions(({ enqueue }) => {
      enqueue.cancel('silence');
      enqueue.raise({ type: 'SILENCE' }, { id: 'silence', delay: 'connect' });
    }),
    forgetTime: cancel('silence'),
    noteOverdue: assign({ isOverdue: true }),
    clearOverdue: assign({ isOverdue: false }),
    beginIncarnation: assign({ incarnation: ({ context }) => (context.incarnation + 1) % INCARNATIONS }),
    restartGuest: sendTo(
      ({ system }) => system.get('guest'),
      ({ context }) => ({ type: 'RESTART', incarnation: context.incarnation, cause: 'silence' }),
    ),
  },
}).createMachine({
  id: 'hostAgent',
  context: ({ input }) => ({ ...input, incarnation: 0, isOverdue: false }),
  initial: 'connecting',
  states: {
    connecting: {
      entry: 'giveTimeToConnect',
      on: {
        HEARTBEAT: { guard: 'isCurrent', target: 'watching', actions: ['accept', 'awaitHeartbeat'] },
        SILENCE: { target: 'connecting', reenter: true, actions: ['beginIncarnation', 'restartGuest'] },
        GO_DOWN: [
          { guard: 'counts', target: 'down' },
          { target: 'down', actions: 'forgetTime' },
        ],
      },
    },
    watching: {
      on: {
        HEARTBEAT: { guard: 'isCurrent', actions: ['accept', 'awaitHeartbeat'] },
        SILENCE: { target: 'connecting', actions: ['beginIncarnation', 'restartGuest'] },
        GO_DOWN: [
          { guard: 'counts', target: 'down' },
          { target: 'down', actions: 'forgetTime' },
        ],
      },
    },
    down: {
      on: { SILENCE: { actions: 'noteOverdue' } },
      after: {
        absence: [
          {
            guard: 'isOverdue',
            target: 'connecting',
            actions: ['clearOverdue', 'beginIncarnation', 'restartGuest'],
          },
          { guard: 'counts', target: 'watching' },
          { target: 'connecting' },
        ],
      },
    },
  },
});
