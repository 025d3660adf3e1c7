/**
 * The fabric controller of one pool: it owns the hosts and places instances on them (AZ-06, AZ-07, AZ-08).
 *
 * Duty: to choose a host for each instance, two fault domains at least for two instances; where the host is bare, to
 * build its root partition, with a Host Agent in it, first (AZ-10, AZ-11); to have the Host Agent start the instance; to
 * report when all of a service run; to keep the record of an instance that was moved; to place the instances of a dead
 * host anew in its own pool, in another fault domain if it can (AZ-09). A service that loses an instance before it ran is
 * given up if there is no room; the instance of one that has run waits until a host is free.
 * Left out: how a host is found to be dead (the healing suite), cores: a host has room for one instance.
 */
import { type AnyActorRef, assign, enqueueActions, sendTo, setup } from 'xstate';
import { freeHosts, type HostRecord, isSpread, type Placement, type Pool, place } from './datacenter.ts';

export interface FabricControllerContext {
  readonly pool: string;
  readonly hosts: readonly HostRecord[];
  readonly placements: readonly Placement[];
  /** Services of which all instances have run. */
  readonly complete: readonly string[];
  /** Instances of such services that lost their host when no other was free. */
  readonly unplaced: readonly Pick<Placement, 'service' | 'index'>[];
}

export type FabricControllerEvent =
  /** From the Fabric Front End. */
  | { type: 'DEPLOY'; service: string; instances: number }
  /** From Host Agents. */
  | { type: 'HOST_AGENT_READY'; host: string }
  | { type: 'INSTANCE_STARTED'; host: string; service: string }
  /** By live migration, to a host that had a Host Agent and no instance. */
  | { type: 'INSTANCE_MOVED'; from: string; to: string }
  | { type: 'HOST_DIED'; host: string };

export const newPlacements = (
  { hosts, placements }: FabricControllerContext,
  service: string,
  instances: number,
): readonly Placement[] | undefined => {
  const indexes = Array.from({ length: instances }, (_, index) => index);
  const placed = place(hosts, placements, service, indexes);
  return placed &&
    isSpread(
      hosts,
      placed.filter((one) => one.service === service),
    )
    ? placed
    : undefined;
};

/** What is unplaced, placed as long as there is room. */
export const placedLater = ({
  hosts,
  placements,
  unplaced,
}: Pick<FabricControllerContext, 'hosts' | 'placements' | 'unplaced'>): Pick<
  FabricControllerContext,
  'placements' | 'unplaced'
> => {
  const [first, ...others] = unplaced;
  const placed = first && place(hosts, placements, first.service, [first.index]);
  return placed === undefined
    ? { placements, unplaced }
    : placedLater({ hosts, placements: placed, unplaced: others });
};

const serviceOn = ({ placements }: FabricControllerContext, host: string) =>
  placements.find((placement) => placement.host === host)?.service;

export const fabricController = setup({
  types: {
    context: {} as FabricControllerContext,
    input: {} as Pool,
    events: {} as FabricControllerEvent,
  },
  guards: {
    hasRoom: ({ context, event }) =>
      event.type === 'DEPLOY' && newPlacements(context, event.service, event.instances) !== undefined,
    isLast: ({ context, event }) => {
      if (event.type !== 'INSTANCE_STARTED') return false;
      const service = serviceOn(context, event.host);
      return (
        service === event.service &&
        !context.complete.includes(service) &&
        context.placements.every(
          (other) => other.service !== service || other.host === event.host || other.state === 'started',
        )
      );
    },
    /** Not of an instance that was removed meanwhile: its host may be another's by now. */
    isOurs: ({ context, event }) =>
      event.type === 'INSTANCE_STARTED' && serviceOn(context, event.host) === event.service,
    hadInstance: ({ context, event }) =>
      event.type === 'HOST_DIED' && serviceOn(context, event.host) !== undefined,
  },
  actions: {
    allocate: assign({
      placements: ({ context, event }) =>
        (event.type === 'DEPLOY' && newPlacements(context, event.service, event.instances)) ||
        context.placements,
    }),
    refuse: sendTo(
      ({ system }) => system.get('ffe'),
      ({ event }) => ({
        type: 'NO_ROOM' as const,
        service: event.type === 'DEPLOY' ? event.service : '',
      }),
    ),
    reportAvailability: sendTo(
      ({ system }) => system.get('ffe'),
      ({ context: { pool, hosts, placements } }) => ({
        type: 'AVAILABLE',
        pool,
        hosts: freeHosts(hosts, placements).length,
      }),
    ),
    /** Builds the root partition of a bare host that was chosen; orders the instance where a Host Agent waits for it. */
    prepareHosts: enqueueActions(({ context: { hosts, placements }, enqueue, system }) => {
      const stateOf = (name: string) => hosts.find((host) => host.name === name)?.state;
      const waiting = placements.filter(({ state }) => state === 'waiting');
      const bare = waiting.filter(({ host }) => stateOf(host) === 'bare').map(({ host }) => host);
      const ready = waiting.filter(({ host }) => stateOf(host) === 'ready').map(({ host }) => host);
      for (const host of bare) enqueue.sendTo(system.get(host), { type: 'BUILD_ROOT_PARTITION' });
      for (const { host, service, index } of waiting.filter((one) => ready.includes(one.host))) {
        const agent: AnyActorRef = system.get(host);
        enqueue.sendTo(agent, { type: 'START_INSTANCE', service, index });
      }
      enqueue.assign({
        hosts: hosts.map((host) =>
          bare.includes(host.name) ? { ...host, state: 'building' as const } : host,
        ),
        placements: placements.map((placement) =>
          ready.includes(placement.host) ? { ...placement, state: 'ordered' as const } : placement,
        ),
      });
    }),
    noteHostAgent: assign({
      hosts: ({ context, event }) =>
        context.hosts.map((host) =>
          event.type === 'HOST_AGENT_READY' && host.name === event.host
            ? { ...host, state: 'ready' as const }
            : host,
        ),
    }),
    noteStarted: assign({
      placements: ({ context, event }) =>
        context.placements.map((placement) =>
          event.type === 'INSTANCE_STARTED' && placement.host === event.host
            ? { ...placement, state: 'started' as const }
            : placement,
        ),
    }),
    noteMove: assign({
      placements: ({ context, event }) =>
        context.placements.map((placement) =>
          event.type === 'INSTANCE_MOVED' && placement.host === event.from
            ? { ...placement, host: event.to }
            : placement,
        ),
    }),
    reportDeployed: enqueueActions(({ context, event, enqueue, system }) => {
      if (event.type !== 'INSTANCE_STARTED') return;
      const service = serviceOn(context, event.host);
      const front: AnyActorRef = system.get('ffe');
      if (service === undefined) return;
      enqueue.assign({ complete: [...context.complete, service] });
      enqueue.sendTo(front, { type: 'DEPLOYED', service });
    }),
    noteDeath: assign({
      hosts: ({ context, event }) =>
        context.hosts.map((host) =>
          event.type === 'HOST_DIED' && host.name === event.host ? { ...host, state: 'dead' as const } : host,
        ),
    }),
    /** Places the instance of a dead host anew; where its service is given up, others get the hosts that are free then. */
    heal: enqueueActions(({ context: { hosts, placements, complete, unplaced }, event, enqueue, system }) => {
      const lost = placements.find(({ host }) => event.type === 'HOST_DIED' && host === event.host);
      if (lost === undefined) return;
      const { service, index } = lost;
      const others = placements.filter((other) => other !== lost);
      const placed = place(hosts, others, service, [index]);
      if (placed !== undefined) {
        enqueue.assign({ placements: placed });
        return;
      }
      if (complete.includes(service)) {
        enqueue.assign({ placements: others, unplaced: [...unplaced, { service, index }] });
        return;
      }
      const front: AnyActorRef = system.get('ffe');
      for (const { host, state } of others.filter((other) => other.service === service)) {
        if (state !== 'waiting') enqueue.sendTo(system.get(host), { type: 'REMOVE_INSTANCE' });
      }
      const kept = others.filter((other) => other.service !== service);
      enqueue.assign(placedLater({ hosts, placements: kept, unplaced }));
      enqueue.sendTo(front, { type: 'NO_ROOM', service });
    }),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => ({
    pool: input.name,
    hosts: input.hosts.map((host) => ({ ...host, state: 'bare' as const })),
    placements: [],
    complete: [],
    unplaced: [],
  }),
  on: {
    DEPLOY: [
      { guard: 'hasRoom', actions: ['allocate', 'prepareHosts', 'reportAvailability'] },
      { actions: 'refuse' },
    ],
    HOST_AGENT_READY: { actions: ['noteHostAgent', 'prepareHosts'] },
    INSTANCE_STARTED: [
      { guard: 'isLast', actions: ['noteStarted', 'reportDeployed'] },
      { guard: 'isOurs', actions: 'noteStarted' },
    ],
    INSTANCE_MOVED: { actions: 'noteMove' },
    HOST_DIED: [
      { guard: 'hadInstance', actions: ['noteDeath', 'heal', 'prepareHosts', 'reportAvailability'] },
      { actions: ['noteDeath', 'reportAvailability'] },
    ],
  },
});
