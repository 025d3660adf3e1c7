/**
 * WaAppAgent (service "RdAgent"), as the Host Agent's hand in the guest: it installs the guest agent that the goal state
 * names, and tells the guest agent what it is to bring about.
 *
 * Duty: to connect when the guest OS has booted; to install a package that is not installed (AZ-13), for which the guest
 * agent is stopped, but not the guest OS (AZ-14); to pass the goal state on to the guest agent (AZ-16). A goal state that
 * arrives during an installation counts when that has ended.
 * Parameter: `install` 5 min (ours).
 */
import { minutes } from 'redhound';
import { assign, emit, sendParent, sendTo, setup } from 'xstate';
import type { GoalStateDocument, GuestAgentVersion } from './goal-state-document.ts';
import { windowsAzureGuestAgent } from './windows-azure-guest-agent.ts';

interface WaAppAgentInput {
  readonly guestAgent: GuestAgentVersion;
  readonly imageIncarnation: number;
}

interface WaAppAgentContext extends WaAppAgentInput {
  /** The goal state that it was given last; null before the first one. */
  readonly document: GoalStateDocument | null;
  /** What is being installed. */
  readonly installing: GuestAgentVersion | null;
}

export const waAppAgent = setup({
  types: {
    context: {} as WaAppAgentContext,
    input: {} as WaAppAgentInput,
    events: {} as { type: 'GOAL_STATE'; document: GoalStateDocument },
    emitted: {} as { type: 'update begins' },
    children: {} as { guestAgent: 'windowsAzureGuestAgent' },
  },
  actors: { windowsAzureGuestAgent },
  delays: { install: minutes(5) },
  guards: {
    hasNewPackage: ({ context, event }) =>
      event.type === 'GOAL_STATE' &&
      event.document.package !== null &&
      event.document.package !== context.guestAgent,
    hasAnotherPackage: ({ context: { document, installing } }) =>
      document !== null && document.package !== null && document.package !== installing,
  },
  actions: {
    connect: sendTo(
      ({ system }) => system.get('hostAgent'),
      ({ context }) => ({ type: 'CONNECT', imageIncarnation: context.imageIncarnation }),
    ),
    takeDocument: assign(({ event }) => ({ document: event.document })),
    apply: sendTo('guestAgent', ({ context }) => ({ type: 'APPLY', document: context.document })),
    beginInstallation: assign({ installing: ({ context }) => context.document?.package ?? null }),
    noteBegin: emit({ type: 'update begins' }),
    endInstallation: assign(({ context }) => ({
      guestAgent: context.installing ?? context.guestAgent,
      installing: null,
    })),
    tellInstalled: sendParent(({ context }) => ({ type: 'INSTALLED', version: context.installing })),
  },
}).createMachine({
  id: 'waAppAgent',
  context: ({ input }) => ({ ...input, document: null, installing: null }),
  entry: 'connect',
  initial: 'idle',
  states: {
    idle: {
      invoke: {
        id: 'guestAgent',
        src: 'windowsAzureGuestAgent',
        input: ({ context }) => ({ document: context.document }),
      },
      on: {
        GOAL_STATE: [
          { guard: 'hasNewPackage', target: 'updating', actions: 'takeDocument' },
          { actions: ['takeDocument', 'apply'] },
        ],
      },
    },
    updating: {
      entry: ['beginInstallation', 'noteBegin'],
      on: { GOAL_STATE: { actions: 'takeDocument' } },
      after: {
        install: [
          {
            guard: 'hasAnotherPackage',
            target: 'updating',
            reenter: true,
            actions: ['tellInstalled', 'endInstallation'],
          },
          { target: 'idle', actions: ['tellInstalled', 'endInstallation'] },
        ],
      },
    },
  },
});
