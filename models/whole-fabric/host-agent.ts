/**
 * The Host Agent in the root partition of a host that may run the role instance: it creates its virtual machine, boots
 * the guest, watches it, and hands the watch on when the machine is moved.
 *
 * Duty: when the fabric controller has built the root partition (AZ-10, AZ-11) and orders the instance, to fetch its
 * image, have Hyper-V log the virtual HBAs in with set A and see their LUNs, start the machine, and boot the guest
 * (AZ-07; FC-01). Then to restart the guest after ten minutes without an accepted heartbeat (AZ-15, AZ-17; C3), and to
 * give one that boots 25 minutes for its first (P29, P39). A heartbeat counts if it is of the incarnation started last
 * (P28). It hears what Hyper-V does on its host: while the machine is paused it watches nothing; the Host Agent of the
 * destination is told which incarnation comes, and takes up the watch, with ten full minutes, when the machine is
 * resumed there (VF15, VF16). It tells the fabric controller of each boot and each arrival.
 * Parameters: `build` 5 min, `fetch` 5 min, `retry` 5 min after storage was not to be reached (ours); `silence` 10 min;
 * `connect` 25 min.
 * Left out: deaths of hosts (the healing and migration suites); and, of a guest that is moved while it boots, the rest of
 * its 25 minutes: the Host Agent of the destination gives it ten, as it does any other.
 */
import { minutes } from 'redhound';
import { type AnyActorRef, assign, emit, enqueueActions, sendTo, setup } from 'xstate';
import type { RestartCause } from '../heartbeat/guest-os.ts';
import { INCARNATIONS } from '../heartbeat/host-agent.ts';
import type { Report } from '../migration/hyper-v-host.ts';
import { type HostName, otherHost } from '../migration/wwn.ts';

export interface HostAgentInput {
  readonly name: HostName;
  /** The machine that is Hyper-V on this host. */
  readonly hyperV: string;
}

interface HostAgentContext extends HostAgentInput {
  /** The incarnation of the guest that was started last, modulo `INCARNATIONS`: see the argument there. */
  readonly incarnation: number;
}

export type HostAgentEvent =
  /** From the fabric controller. */
  | { type: 'BUILD_ROOT_PARTITION' }
  | { type: 'START_INSTANCE'; service: string; index: number }
  /** From the guest. */
  | { type: 'HEARTBEAT'; incarnation: number }
  /** From the Host Agent of the host that the machine comes from. */
  | { type: 'HAND_OVER'; incarnation: number }
  /** From Hyper-V on this host. */
  | { type: Report };

export const hostAgent = setup({
  types: {
    context: {} as HostAgentContext,
    input: {} as HostAgentInput,
    events: {} as HostAgentEvent,
    emitted: {} as { type: 'accepted' },
  },
  delays: {
    build: minutes(5),
    fetch: minutes(5),
    retry: minutes(5),
    silence: minutes(10),
    connect: minutes(25),
  },
  guards: {
    isCurrent: ({ context, event }) =>
      event.type === 'HEARTBEAT' && event.incarnation === context.incarnation,
  },
  actions: {
    /** Both parts of the fabric controller know the hosts. */
    reportReady: enqueueActions(({ context: { name }, enqueue, system }) => {
      const parts: AnyActorRef[] = [system.get('placement'), system.get('fabricController')];
      for (const part of parts) enqueue.sendTo(part, { type: 'HOST_AGENT_READY', host: name });
    }),
    logIn: sendTo(
      ({ system, context }) => system.get(context.hyperV),
      () => ({ type: 'PREPARE', set: 'A' }),
    ),
    order: sendTo(
      ({ system, context }) => system.get(context.hyperV),
      (_, { type }: { type: 'CHECK_LUNS' | 'RESUME' | 'DISCARD' }) => ({ type }),
    ),
    accept: emit({ type: 'accepted' }),
    beginIncarnation: assign({ incarnation: ({ context }) => (context.incarnation + 1) % INCARNATIONS }),
    takeIncarnation: assign({
      incarnation: ({ context, event }) =>
        event.type === 'HAND_OVER' ? event.incarnation : context.incarnation,
    }),
    bootGuest: sendTo(
      ({ system }) => system.get('guestOs'),
      ({ context }, { cause }: { cause: RestartCause | 'start' }) => ({
        type: 'RESTART',
        incarnation: context.incarnation,
        cause,
      }),
    ),
    reportBoot: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }) => ({ type: 'GUEST_STARTED', incarnation: context.incarnation }),
    ),
    reportArrival: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }) => ({ type: 'ARRIVED', host: context.name }),
    ),
    handOver: sendTo(
      ({ system, context }) => system.get(otherHost(context.name)),
      ({ context }) => ({ type: 'HAND_OVER', incarnation: context.incarnation }),
    ),
  },
}).createMachine({
  id: 'hostAgent',
  context: ({ input }) => ({ ...input, incarnation: 0 }),
  initial: 'bare',
  // Where there is a Host Agent it says so, whatever its host is busy with. While one is built nobody asks again.
  on: { BUILD_ROOT_PARTITION: { actions: 'reportReady' } },
  states: {
    bare: { on: { BUILD_ROOT_PARTITION: 'building' } },
    building: { after: { build: { target: 'ready', actions: 'reportReady' } } },
    ready: {
      on: {
        START_INSTANCE: 'creating',
        HAND_OVER: { target: 'expecting', actions: 'takeIncarnation' },
      },
    },
    creating: {
      initial: 'fetching',
      states: {
        fetching: { after: { fetch: 'attaching' } },
        attaching: { entry: 'logIn', on: { ATTACHED: 'checkingLuns', FAILED: 'discarding' } },
        checkingLuns: {
          entry: { type: 'order', params: { type: 'CHECK_LUNS' } },
          on: { LUNS_VISIBLE: 'starting', FAILED: 'discarding' },
        },
        starting: {
          entry: { type: 'order', params: { type: 'RESUME' } },
          on: {
            RESUMED: {
              target: '#hostAgent.connecting',
              actions: [{ type: 'bootGuest', params: { cause: 'start' } }, 'reportBoot'],
            },
          },
        },
        discarding: {
          entry: { type: 'order', params: { type: 'DISCARD' } },
          on: { DISCARDED: 'waiting' },
        },
        waiting: { after: { retry: 'attaching' } },
      },
    },
    connecting: {
      after: {
        connect: {
          target: 'connecting',
          reenter: true,
          actions: [
            'beginIncarnation',
            { type: 'bootGuest', params: { cause: 'no-connection' } },
            'reportBoot',
          ],
        },
      },
      on: {
        HEARTBEAT: { guard: 'isCurrent', target: 'watching', actions: 'accept' },
        PAUSED: { target: 'suspended', actions: 'handOver' },
      },
    },
    watching: {
      after: {
        silence: {
          target: 'connecting',
          actions: ['beginIncarnation', { type: 'bootGuest', params: { cause: 'silence' } }, 'reportBoot'],
        },
      },
      on: {
        HEARTBEAT: { guard: 'isCurrent', target: 'watching', reenter: true, actions: 'accept' },
        PAUSED: { target: 'suspended', actions: 'handOver' },
      },
    },
    suspended: { on: { RESUMED: 'watching', RELEASED: 'ready' } },
    expecting: {
      on: { RESUMED: { target: 'watching', actions: 'reportArrival' }, DISCARDED: 'ready' },
    },
  },
});
