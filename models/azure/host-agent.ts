/**
 * A host and its Host Agent: from bare metal to a guest that runs an instance.
 *
 * Duty: when the fabric controller has built the root partition (AZ-10, AZ-11), to create the child partition that it is
 * told to: fetch and attach the image and the package, boot the guest (AZ-07), and say so when it runs. A guest that is
 * no longer wanted is removed. A host may die at any time.
 * Parameters: `build` 5 min for a root partition, `fetch` 5 min for images, `boot` 5 min for a guest (ours).
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

export type HostAgentEvent =
  | { type: 'BUILD_ROOT_PARTITION' }
  | { type: 'START_INSTANCE'; service: string; index: number }
  | { type: 'REMOVE_INSTANCE' }
  | { type: 'DIE' };

interface HostInput {
  readonly name: string;
  /** The agent that is the fabric controller of its pool. */
  readonly controller: string;
}

interface HostAgentContext extends HostInput {
  /** The service whose instance the guest runs. */
  readonly service: string;
  readonly index: number;
}

export const hostAgent = setup({
  types: { context: {} as HostAgentContext, input: {} as HostInput, events: {} as HostAgentEvent },
  delays: { build: minutes(5), fetch: minutes(5), boot: minutes(5) },
  actions: {
    takeInstance: assign(({ context, event }) =>
      event.type === 'START_INSTANCE' ? { service: event.service, index: event.index } : context,
    ),
    forgetInstance: assign({ service: '', index: 0 }),
    report: sendTo(
      ({ system, context }) => system.get(context.controller),
      ({ context }, { type }: { type: 'HOST_AGENT_READY' | 'INSTANCE_STARTED' | 'HOST_DIED' }) => ({
        type,
        host: context.name,
        ...(type === 'INSTANCE_STARTED' && { service: context.service }),
      }),
    ),
  },
}).createMachine({
  id: 'hostAgent',
  context: ({ input }) => ({ ...input, service: '', index: 0 }),
  initial: 'bare',
  on: { DIE: { target: '.dead', actions: { type: 'report', params: { type: 'HOST_DIED' } } } },
  states: {
    bare: { on: { BUILD_ROOT_PARTITION: 'building' } },
    building: {
      after: {
        build: { target: 'ready', actions: { type: 'report', params: { type: 'HOST_AGENT_READY' } } },
      },
    },
    ready: { on: { START_INSTANCE: { target: 'guest', actions: 'takeInstance' } } },
    guest: {
      initial: 'fetching',
      on: { REMOVE_INSTANCE: { target: 'ready', actions: 'forgetInstance' } },
      states: {
        fetching: { after: { fetch: 'booting' } },
        booting: {
          after: {
            boot: { target: 'running', actions: { type: 'report', params: { type: 'INSTANCE_STARTED' } } },
          },
        },
        running: {},
      },
    },
    dead: { type: 'final' },
  },
});
