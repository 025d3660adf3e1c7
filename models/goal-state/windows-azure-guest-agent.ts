/**
 * WindowsAzureGuestAgent (service "Windows Azure Guest Agent"), as far as the goal state needs it: it brings the role up
 * and reports.
 *
 * Duty: to start the role when it has a goal state, and to report Ready to the fabric controller for each goal state that
 * it is given from then on (AZ-19, AZ-20). A report echoes container and incarnation of the goal state.
 * Parameter: `start` 5 min from the goal state to Ready (ours; the role-start suite has what happens meanwhile).
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import type { GoalStateDocument } from './goal-state-document.ts';

interface GuestAgentContext {
  readonly document: GoalStateDocument | null;
}

export const windowsAzureGuestAgent = setup({
  types: {
    context: {} as GuestAgentContext,
    input: {} as GuestAgentContext,
    events: {} as { type: 'APPLY'; document: GoalStateDocument },
  },
  delays: { start: minutes(5) },
  guards: { hasGoalState: ({ context }) => context.document !== null },
  actions: {
    takeDocument: assign(({ event }) => ({ document: event.document })),
    report: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context: { document } }) => ({
        type: 'HEALTH',
        status: 'Ready',
        incarnation: document?.incarnation,
        containerId: document?.containerId,
      }),
    ),
  },
}).createMachine({
  id: 'windowsAzureGuestAgent',
  context: ({ input }) => input,
  initial: 'waiting',
  states: {
    waiting: {
      always: { guard: 'hasGoalState', target: 'starting' },
      on: { APPLY: { actions: 'takeDocument' } },
    },
    starting: {
      on: { APPLY: { actions: 'takeDocument' } },
      after: { start: 'ready' },
    },
    ready: {
      entry: 'report',
      on: { APPLY: { target: 'ready', reenter: true, actions: 'takeDocument' } },
    },
  },
});
