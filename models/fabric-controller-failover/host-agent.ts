/**
 * The Host Agent, as the one who is commanded by a fabric controller that may have been deposed.
 *
 * Duty: to start and stop the instance as the primary says (AZ-16), and to say that it is done. It keeps the highest
 * epoch that it has heard of, and refuses whoever comes with a lower one (P57).
 */
import { assign, emit, sendTo, setup } from 'xstate';
import type { ReplicaName } from './decision.ts';

export type HostAgentEvent =
  | { type: 'TAKE_OVER'; epoch: number }
  | { type: 'START'; epoch: number; primary: ReplicaName }
  | { type: 'STOP'; epoch: number; primary: ReplicaName };

export const hostAgent = setup({
  types: {
    context: {} as { readonly epoch: number },
    events: {} as HostAgentEvent,
    emitted: {} as { type: 'accepted' },
  },
  guards: { isCurrent: ({ context, event }) => event.epoch >= context.epoch },
  actions: {
    noteEpoch: assign({ epoch: ({ context, event }) => Math.max(context.epoch, event.epoch) }),
    accept: emit({ type: 'accepted' }),
    confirm: sendTo(
      ({ system, event }) => system.get(event.type === 'TAKE_OVER' ? '' : event.primary),
      ({ event }) => ({ type: 'DONE', epoch: event.epoch }),
    ),
  },
}).createMachine({
  id: 'hostAgent',
  context: { epoch: 1 },
  initial: 'empty',
  on: {
    TAKE_OVER: { actions: 'noteEpoch' },
    START: { guard: 'isCurrent', target: '.running', actions: ['noteEpoch', 'accept', 'confirm'] },
    STOP: { guard: 'isCurrent', target: '.empty', actions: ['noteEpoch', 'accept', 'confirm'] },
  },
  states: { empty: {}, running: {} },
});
