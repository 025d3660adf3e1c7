/**
 * The guest VM: its system drive, and WaAppAgent, which runs while the guest OS is up.
 *
 * Duty: to run what is on drive D: the guest OS and the guest agent. A crash reboots it, and leaves the drive as it is;
 * a re-image stops the role first (OnStop, five minutes at most), and then writes the image, with the guest agent that it
 * brings along, over the drive. A boot begins with WaAppAgent, which is the service "RdAgent" (AZ-18).
 * Parameters: `onStop` 5 min, `writing` 5 min, `boot` 5 min (of these, the limit of OnStop is published).
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import {
  firstDocument,
  type GoalStateDocument,
  GUEST_AGENT_OF_THE_IMAGE,
  type GuestAgentVersion,
  type GuestOsVersion,
} from './goal-state-document.ts';
import { waAppAgent } from './wa-app-agent.ts';

interface GuestImage {
  readonly guestOs: GuestOsVersion;
  readonly imageIncarnation: number;
}

interface GuestVmContext extends GuestImage {
  readonly guestAgent: GuestAgentVersion;
  /** The image that it was last told to write. */
  readonly ordered: GuestImage;
}

export type GuestVmEvent =
  | { type: 'GOAL_STATE'; document: GoalStateDocument }
  | { type: 'REIMAGE'; guestOs: GuestOsVersion; imageIncarnation: number }
  | { type: 'INSTALLED'; version: GuestAgentVersion }
  | { type: 'CRASH' };

const firstImage: GuestImage = {
  guestOs: firstDocument.guestOs,
  imageIncarnation: firstDocument.imageIncarnation,
};

export const guestVm = setup({
  types: {
    context: {} as GuestVmContext,
    events: {} as GuestVmEvent,
    children: {} as { waAppAgent: 'waAppAgent' },
    tags: {} as 'going down',
  },
  actors: { waAppAgent },
  delays: { onStop: minutes(5), writing: minutes(5), boot: minutes(5) },
  actions: {
    forwardToWaAppAgent: sendTo('waAppAgent', ({ event }) => event),
    takeOrder: assign(({ event }) =>
      event.type === 'REIMAGE'
        ? { ordered: { guestOs: event.guestOs, imageIncarnation: event.imageIncarnation } }
        : {},
    ),
    writeImage: assign(({ context }) => ({ ...context.ordered, guestAgent: GUEST_AGENT_OF_THE_IMAGE })),
    takeGuestAgent: assign(({ event }) => (event.type === 'INSTALLED' ? { guestAgent: event.version } : {})),
  },
}).createMachine({
  id: 'guestVm',
  context: {
    ...firstImage,
    guestAgent: GUEST_AGENT_OF_THE_IMAGE,
    ordered: firstImage,
  },
  initial: 'up',
  states: {
    up: {
      invoke: {
        id: 'waAppAgent',
        src: 'waAppAgent',
        input: ({ context: { guestAgent, imageIncarnation } }) => ({ guestAgent, imageIncarnation }),
      },
      on: {
        GOAL_STATE: { actions: 'forwardToWaAppAgent' },
        INSTALLED: { actions: 'takeGuestAgent' },
      },
      initial: 'serving',
      states: {
        serving: { on: { REIMAGE: { target: 'stopping', actions: 'takeOrder' }, CRASH: '#guestVm.booting' } },
        stopping: { tags: 'going down', after: { onStop: '#guestVm.writing' } },
      },
    },
    writing: {
      tags: 'going down',
      after: { writing: { target: 'booting', actions: 'writeImage' } },
    },
    booting: {
      tags: 'going down',
      on: { REIMAGE: { target: 'writing', actions: 'takeOrder' } },
      after: { boot: 'up' },
    },
  },
});
