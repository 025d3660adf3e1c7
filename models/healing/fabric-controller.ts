/**
 * The fabric controller as healer: it asks every server for its health, and moves what ran on a failed one elsewhere.
 *
 * Duty: to monitor and to redeploy (AZ-06, AZ-09). Once a round it asks all servers that it trusts. One that is silent
 * for `patience` rounds has failed: its power is cut, so that an instance which only seems to be gone does not run
 * twice (P48), it is set to HI ("Human Investigate"), and its instances are placed anew, in a fault domain of their own
 * (P62), where there is room (P47). Once `threshold` servers are in HI the fabric controller no longer trusts itself:
 * it alarms a human, and stops all automatic healing until one has looked at a server and reset it (P44).
 * P44 and P46 contradict each other where many servers die: here P44 wins, as in the published account of the leap day.
 * Parameters: `round` 5 min; `patience` 2 rounds (no figure is published); `threshold` (not published either);
 * `spread`: an instance for which only the fault domain of the other one has room waits for another (`required`), or
 * takes it (`preferred`).
 */
import { minutes } from 'redhound';
import { type AnyActorRef, assign, emit, enqueueActions, sendTo, setup } from 'xstate';
import {
  CAPACITY,
  type FaultDomains,
  type InstanceName,
  instanceNames,
  otherInstance,
  type Placement,
  type ServerName,
  serverNames,
} from './cluster.ts';

export interface HealerInput {
  readonly faultDomains: FaultDomains;
  readonly placement: Placement;
  readonly threshold: number;
  readonly patience: number;
  readonly spread: 'required' | 'preferred';
}

/** What the fabric controller thinks of a server: in HI, or how many rounds it was silent. */
export type Opinion = 'HI' | number;

interface HealerContext extends HealerInput {
  readonly servers: Readonly<Record<ServerName, Opinion>>;
  /** Servers that were asked in this round and have not answered. */
  readonly unanswered: readonly ServerName[];
}

export type HealerEvent =
  | { type: 'HEALTH'; server: ServerName; instances: readonly InstanceName[] }
  | { type: 'HUMAN_RESET'; server: ServerName };

const failedServer = ({ servers, patience }: HealerContext): ServerName | undefined =>
  serverNames.find((name) => servers[name] !== 'HI' && servers[name] >= patience);

export const serversInHi = ({ servers }: HealerContext): readonly ServerName[] =>
  serverNames.filter((name) => servers[name] === 'HI');

/** The server for an instance that has none: one with room, not in HI, in another fault domain if there is such. */
function serverFor(instance: InstanceName, context: HealerContext): ServerName | undefined {
  const { faultDomains, placement, servers, spread } = context;
  const candidates = serverNames.filter(
    (name) => servers[name] === 0 && instanceNames.filter((one) => placement[one] === name).length < CAPACITY,
  );
  const other = placement[otherInstance(instance)];
  const apart = candidates.filter((name) => other === null || faultDomains[name] !== faultDomains[other]);
  return apart[0] ?? (spread === 'preferred' ? candidates[0] : undefined);
}

const placeable = (context: HealerContext): InstanceName | undefined =>
  instanceNames.find(
    (instance) => context.placement[instance] === null && serverFor(instance, context) !== undefined,
  );

export const fabricController = setup({
  types: {
    context: {} as HealerContext,
    input: {} as HealerInput,
    events: {} as HealerEvent,
    emitted: {} as { type: 'alarm' },
  },
  delays: { round: minutes(5) },
  guards: {
    hasFailedServer: ({ context }) => failedServer(context) !== undefined,
    isAtThreshold: ({ context }) => serversInHi(context).length >= context.threshold,
    hasPlaceableInstance: ({ context }) => placeable(context) !== undefined,
    isInHi: ({ context, event }) => event.type === 'HUMAN_RESET' && context.servers[event.server] === 'HI',
    isLastAboveThreshold: ({ context, event }) =>
      event.type === 'HUMAN_RESET' &&
      context.servers[event.server] === 'HI' &&
      serversInHi(context).length <= context.threshold,
    lacksInstance: ({ context, event }) =>
      event.type === 'HEALTH' &&
      instanceNames.some(
        (instance) => context.placement[instance] === event.server && !event.instances.includes(instance),
      ),
  },
  actions: {
    ask: enqueueActions(({ context, enqueue, system }) => {
      const asked = serverNames.filter((name) => context.servers[name] !== 'HI');
      enqueue.assign({ unanswered: asked });
      for (const name of asked) enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'PROBE' });
    }),
    noteAnswer: assign(({ context, event }) =>
      event.type === 'HEALTH'
        ? {
            unanswered: context.unanswered.filter((name) => name !== event.server),
            servers: { ...context.servers, [event.server]: 0 },
          }
        : {},
    ),
    countSilence: assign(({ context }) => ({
      unanswered: [],
      servers: Object.fromEntries(
        serverNames.map((name) => {
          const opinion = context.servers[name];
          return [name, opinion !== 'HI' && context.unanswered.includes(name) ? opinion + 1 : opinion];
        }),
      ) as Record<ServerName, Opinion>,
    })),
    fence: sendTo(
      ({ system }) => system.get('powerUnit'),
      ({ context }) => ({ type: 'CUT', server: failedServer(context) }),
    ),
    investigate: assign(({ context }) => {
      const failed = failedServer(context)!;
      return {
        servers: { ...context.servers, [failed]: 'HI' as const },
        placement: Object.fromEntries(
          instanceNames.map((instance) => {
            const home = context.placement[instance];
            return [instance, home === failed ? null : home];
          }),
        ) as Placement,
      };
    }),
    place: enqueueActions(({ context, enqueue, system }) => {
      const instance = placeable(context)!;
      const home = serverFor(instance, context)!;
      enqueue.assign({ placement: { ...context.placement, [instance]: home } });
      enqueue.sendTo(system.get(home) as AnyActorRef, { type: 'DEPLOY', instance });
    }),
    deployAgain: enqueueActions(({ context, enqueue, event, system }) => {
      if (event.type !== 'HEALTH') return;
      for (const instance of instanceNames) {
        if (context.placement[instance] === event.server && !event.instances.includes(instance))
          enqueue.sendTo(system.get(event.server) as AnyActorRef, { type: 'DEPLOY', instance });
      }
    }),
    alarm: emit({ type: 'alarm' }),
    restorePower: sendTo(
      ({ system }) => system.get('powerUnit'),
      ({ event }) => ({ type: 'RESTORE', server: event.type === 'HUMAN_RESET' ? event.server : '' }),
    ),
    trustAgain: assign(({ context, event }) =>
      event.type === 'HUMAN_RESET' ? { servers: { ...context.servers, [event.server]: 0 } } : {},
    ),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => ({
    ...input,
    servers: { server1: 0, server2: 0, server3: 0, server4: 0 },
    unanswered: [],
  }),
  initial: 'automatic',
  states: {
    automatic: {
      initial: 'asking',
      on: { HUMAN_RESET: { guard: 'isInHi', actions: ['restorePower', 'trustAgain'] } },
      states: {
        asking: {
          entry: 'ask',
          after: { round: 'judging' },
          on: {
            HEALTH: [
              { guard: 'lacksInstance', actions: ['noteAnswer', 'deployAgain'] },
              { actions: 'noteAnswer' },
            ],
          },
        },
        judging: {
          entry: 'countSilence',
          always: [
            { guard: 'hasFailedServer', actions: ['fence', 'investigate'] },
            { guard: 'isAtThreshold', target: '#fabricController.thresholdReached' },
            { guard: 'hasPlaceableInstance', actions: 'place' },
            { target: 'asking' },
          ],
        },
      },
    },
    thresholdReached: {
      entry: 'alarm',
      on: {
        HUMAN_RESET: [
          { guard: 'isLastAboveThreshold', target: 'automatic', actions: ['restorePower', 'trustAgain'] },
          { guard: 'isInHi', actions: ['restorePower', 'trustAgain'] },
        ],
      },
    },
  },
});
