/**
 * The fabric controller as keeper of the goal state of one role instance.
 *
 * Duty: to keep what the instance should be, and to say so again and again until the guest reports that it is (AZ-06,
 * AZ-16, AZ-20; P53). Each new goal is a new incarnation. A report counts only if it echoes the current container and
 * incarnation (P54), so that one from before a re-image, which makes a new container, cannot count after it (P55). The
 * record of what is installed is what the fabric controller last had confirmed; a re-image puts the guest agent of the
 * image back, so the record of it is forgotten, and the package is sent again (P63).
 * Parameters: `retry` 10 min between two sendings (ours; the public agent asks every few seconds); `reimageRenews`,
 * whether a re-image begins a new container and incarnation (`container`), or keeps both (`nothing`): not published;
 * `afterReimage`, whether the package of the guest agent is sent again (`reassert`) or taken for installed (`assume`).
 */
import { minutes } from 'redhound';
import { assign, emit, sendTo, setup } from 'xstate';
import {
  firstDocument,
  type GoalStateDocument,
  GUEST_AGENT_OF_THE_IMAGE,
  type GuestAgentVersion,
  type GuestOsVersion,
} from './goal-state-document.ts';

export interface KeeperInput {
  readonly reimageRenews: 'container' | 'nothing';
  readonly afterReimage: 'reassert' | 'assume';
}

interface KeeperContext extends KeeperInput {
  readonly incarnation: number;
  readonly containerId: number;
  readonly imageIncarnation: number;
  /** What the instance should have. */
  readonly goal: { readonly guestOs: GuestOsVersion; readonly guestAgent: GuestAgentVersion };
  /** The guest agent that it takes for installed; null if it does not know. */
  readonly installed: GuestAgentVersion | null;
}

export type KeeperEvent =
  | { type: 'UPDATE_GUEST_AGENT'; version: GuestAgentVersion }
  | { type: 'UPGRADE_GUEST_OS'; version: GuestOsVersion }
  | { type: 'REIMAGE' }
  | { type: 'HEALTH'; status: 'Ready'; incarnation: number; containerId: number };

const documentOf = ({ goal, incarnation, containerId, imageIncarnation, installed }: KeeperContext) =>
  ({
    incarnation,
    containerId,
    guestOs: goal.guestOs,
    imageIncarnation,
    package: installed === goal.guestAgent ? null : goal.guestAgent,
  }) satisfies GoalStateDocument;

export const fabricController = setup({
  types: {
    context: {} as KeeperContext,
    input: {} as KeeperInput,
    events: {} as KeeperEvent,
    emitted: {} as { type: 'counted' },
  },
  delays: { retry: minutes(10) },
  guards: {
    isNewAgent: ({ context, event }) =>
      event.type === 'UPDATE_GUEST_AGENT' && event.version !== context.goal.guestAgent,
    isNewOs: ({ context, event }) =>
      event.type === 'UPGRADE_GUEST_OS' && event.version !== context.goal.guestOs,
    isCurrent: ({ context, event }) =>
      event.type === 'HEALTH' &&
      event.containerId === context.containerId &&
      event.incarnation === context.incarnation,
  },
  actions: {
    takeAgent: assign(({ context, event }) =>
      event.type === 'UPDATE_GUEST_AGENT'
        ? {
            goal: { ...context.goal, guestAgent: event.version },
            incarnation: context.incarnation + 1,
          }
        : {},
    ),
    takeOs: assign(({ context, event }) =>
      event.type === 'UPGRADE_GUEST_OS' ? { goal: { ...context.goal, guestOs: event.version } } : {},
    ),
    beginImage: assign(({ context }) => ({
      imageIncarnation: context.imageIncarnation + 1,
      ...(context.reimageRenews === 'container' && {
        incarnation: context.incarnation + 1,
        containerId: context.containerId + 1,
      }),
      ...(context.afterReimage === 'reassert' && { installed: null }),
    })),
    sendGoalState: sendTo(
      ({ system }) => system.get('hostAgent'),
      ({ context }) => ({ type: 'GOAL_STATE', document: documentOf(context) }),
    ),
    sendAgain: sendTo(
      ({ system }) => system.get('hostAgent'),
      ({ context }) => ({ type: 'GOAL_STATE', document: documentOf(context) }),
    ),
    count: emit({ type: 'counted' }),
    noteInstalled: assign({ installed: ({ context }) => context.goal.guestAgent }),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => ({
    ...input,
    incarnation: firstDocument.incarnation,
    containerId: firstDocument.containerId,
    imageIncarnation: firstDocument.imageIncarnation,
    goal: { guestOs: firstDocument.guestOs, guestAgent: GUEST_AGENT_OF_THE_IMAGE },
    installed: GUEST_AGENT_OF_THE_IMAGE,
  }),
  initial: 'driving',
  on: {
    UPDATE_GUEST_AGENT: {
      guard: 'isNewAgent',
      target: '.driving',
      reenter: true,
      actions: ['takeAgent', 'sendGoalState'],
    },
    UPGRADE_GUEST_OS: {
      guard: 'isNewOs',
      target: '.driving',
      reenter: true,
      actions: ['takeOs', 'beginImage', 'sendGoalState'],
    },
    REIMAGE: { target: '.driving', reenter: true, actions: ['beginImage', 'sendGoalState'] },
  },
  states: {
    driving: {
      after: { retry: { target: 'driving', reenter: true, actions: 'sendAgain' } },
      on: { HEALTH: { guard: 'isCurrent', target: 'settled', actions: ['count', 'noteInstalled'] } },
    },
    settled: {},
  },
});
