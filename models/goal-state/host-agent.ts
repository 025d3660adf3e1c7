/**
 * The Host Agent as the hand of the goal state: it writes images, and gives WaAppAgent its instructions.
 *
 * Duty: to apply the newest goal state that it was given, and never an older one again (P56); to write the image of the
 * virtual machine anew where the goal state has a newer one; to pass the goal state on to WaAppAgent (AZ-16), but not
 * while the guest is being re-imaged: then as soon as its WaAppAgent connects (P64). A connection counts if it is from
 * the image that was written last.
 */
import { assign, sendTo, setup } from 'xstate';
import { firstDocument, type GoalStateDocument } from './goal-state-document.ts';

interface HostAgentContext {
  /** The goal state that it applies. */
  readonly document: GoalStateDocument;
  /** Of the image that it had written last. */
  readonly imageIncarnation: number;
}

export type HostAgentEvent =
  | { type: 'GOAL_STATE'; document: GoalStateDocument }
  /** WaAppAgent has started. */
  | { type: 'CONNECT'; imageIncarnation: number };

export const hostAgent = setup({
  types: { context: {} as HostAgentContext, events: {} as HostAgentEvent },
  guards: {
    isStale: ({ context, event }) =>
      event.type === 'GOAL_STATE' && event.document.incarnation < context.document.incarnation,
    hasNewImage: ({ context, event }) =>
      event.type === 'GOAL_STATE' && event.document.imageIncarnation > context.imageIncarnation,
    isOfThisImage: ({ context, event }) =>
      event.type === 'CONNECT' && event.imageIncarnation === context.imageIncarnation,
    awaitsNewerImage: ({ context, event }) =>
      event.type === 'CONNECT' &&
      event.imageIncarnation === context.imageIncarnation &&
      context.document.imageIncarnation > context.imageIncarnation,
  },
  actions: {
    takeDocument: assign(({ event }) => (event.type === 'GOAL_STATE' ? { document: event.document } : {})),
    passOn: sendTo(
      ({ system }) => system.get('guest'),
      ({ context }) => ({ type: 'GOAL_STATE', document: context.document }),
    ),
    writeImage: sendTo(
      ({ system }) => system.get('guest'),
      ({ context: { document } }) => ({
        type: 'REIMAGE',
        guestOs: document.guestOs,
        imageIncarnation: document.imageIncarnation,
      }),
    ),
    noteImage: assign({ imageIncarnation: ({ context }) => context.document.imageIncarnation }),
  },
}).createMachine({
  id: 'hostAgent',
  context: { document: firstDocument, imageIncarnation: firstDocument.imageIncarnation },
  initial: 'watching',
  states: {
    watching: {
      on: {
        GOAL_STATE: [
          { guard: 'isStale' },
          { guard: 'hasNewImage', target: 'reimaging', actions: 'takeDocument' },
          { actions: ['takeDocument', 'passOn'] },
        ],
        CONNECT: { actions: 'passOn' },
      },
    },
    reimaging: {
      entry: ['writeImage', 'noteImage'],
      on: {
        GOAL_STATE: [{ guard: 'isStale' }, { actions: 'takeDocument' }],
        CONNECT: [
          { guard: 'awaitsNewerImage', target: 'reimaging', reenter: true },
          { guard: 'isOfThisImage', target: 'watching', actions: 'passOn' },
        ],
      },
    },
  },
});
