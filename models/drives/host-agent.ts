/**
 * A Host Agent with the guest VM of a role instance, and what is on the drives of the guest.
 *
 * Duty: to create the guest with fresh drives, to restart it, to write drives anew, and to remove it, as it is told
 * (AZ-07, AZ-16). C: holds configuration, logs and local storage, D: Windows, E: the role's files. Each start of the role
 * begins with its startup task (AZ-26); without what that installed the role fails, and the guest agent starts it again
 * (AZ-24).
 * What survives is published: a reboot keeps all; a reboot from the portal and an upgrade in place take E:; a re-image
 * takes D: and E:; a move to another host takes all.
 * Parameters: `boot` 5 to 15 min, `recycle` 5 min (ours).
 */
import { minutes } from 'redhound';
import { assign, setup } from 'xstate';
import { type Content, type DriveName, type Drives, startupTask } from './startup-task.ts';

/** What is done to a guest where it is. */
export const operations = ['REBOOT', 'PORTAL_REBOOT', 'UPGRADE', 'REIMAGE'] as const;
export type Operation = (typeof operations)[number];

const taken: Readonly<Record<Operation, readonly DriveName[]>> = {
  REBOOT: [],
  PORTAL_REBOOT: ['E'],
  UPGRADE: ['E'],
  REIMAGE: ['D', 'E'],
};

const fresh: Drives = { C: [], D: [], E: [] };

export interface HostInput {
  readonly isHome: boolean;
  readonly marksOn: DriveName;
}

interface HostContext extends HostInput {
  readonly drives: Drives;
}

export type HostAgentEvent =
  | { type: 'CREATE' }
  | { type: 'REMOVE' }
  | { type: Operation }
  /** What the startup task does. */
  | { type: 'WRITE'; drive: DriveName; content: Content }
  /** What the role does. */
  | { type: 'ROLE_WRITES'; drive: DriveName }
  | { type: 'ROLE_CRASH' };

export const hostAgent = setup({
  types: {
    context: {} as HostContext,
    input: {} as HostInput,
    events: {} as HostAgentEvent,
    children: {} as { startupTask: 'startupTask' },
  },
  actors: { startupTask },
  delays: { boot: minutes(5), recycle: minutes(5) },
  guards: {
    isHome: ({ context }) => context.isHome,
    hasInstallation: ({ context }) => context.drives.D.includes('installation'),
    isNews: ({ context, event }) =>
      event.type === 'ROLE_WRITES' && !context.drives[event.drive].includes('data'),
  },
  actions: {
    freshDrives: assign({ drives: fresh }),
    takeDrives: assign(({ context: { drives }, event }) => ({
      drives: {
        ...drives,
        ...Object.fromEntries((taken[event.type as Operation] ?? []).map((name) => [name, []])),
      },
    })),
    write: assign(({ context: { drives }, event }) => {
      if (event.type !== 'WRITE' && event.type !== 'ROLE_WRITES') return {};
      const content = event.type === 'WRITE' ? event.content : ('data' as const);
      const there = drives[event.drive];
      return {
        drives: { ...drives, [event.drive]: there.includes(content) ? there : [...there, content].sort() },
      };
    }),
  },
}).createMachine({
  id: 'hostAgent',
  context: ({ input }) => ({ ...input, drives: fresh }),
  initial: 'starting',
  states: {
    starting: { always: [{ guard: 'isHome', target: 'guest' }, { target: 'empty' }] },
    empty: { entry: 'freshDrives', on: { CREATE: 'guest' } },
    guest: {
      initial: 'booting',
      on: {
        REMOVE: 'empty',
        REBOOT: { target: '.booting', actions: 'takeDrives' },
        PORTAL_REBOOT: { target: '.booting', actions: 'takeDrives' },
        UPGRADE: { target: '.booting', actions: 'takeDrives' },
        REIMAGE: { target: '.booting', actions: 'takeDrives' },
      },
      states: {
        booting: { after: { boot: 'runningTask' } },
        runningTask: {
          invoke: {
            id: 'startupTask',
            src: 'startupTask',
            input: ({ context: { drives, marksOn } }) => ({ drives, marksOn }),
            onDone: 'startingRole',
          },
          on: { WRITE: { actions: 'write' } },
        },
        startingRole: {
          always: [{ guard: 'hasInstallation', target: 'ready' }, { target: 'failed' }],
        },
        ready: { on: { ROLE_WRITES: { guard: 'isNews', actions: 'write' }, ROLE_CRASH: 'failed' } },
        failed: { after: { recycle: 'runningTask' } },
      },
    },
  },
});
