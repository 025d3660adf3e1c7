/**
 * FFE, the Fabric Front End: turns requests into fabric commands, and decides in which pool a service goes.
 *
 * Duty: among the pools that the affinity group or geo location of the service allows, to take the one with most free
 * hosts as its fabric controller last reported (AZ-05), and to command that controller (AZ-04). If it has no room after
 * all, the next one is tried; if none is left the request is refused.
 */
import { type AnyActorRef, assign, enqueueActions, setup } from 'xstate';
import { allows, type Pool, type Submission } from './datacenter.ts';

/** A request under way: where it was sent, and where it was refused. */
interface Request {
  readonly submission: Submission;
  readonly tried: readonly string[];
}

export interface FfeContext {
  readonly pools: readonly Pool[];
  /** Free hosts, by pool, as reported. */
  readonly available: Readonly<Record<string, number>>;
  readonly requests: readonly Request[];
}

export type FfeEvent =
  | { type: 'CREATE'; submission: Submission }
  /** From fabric controllers. */
  | { type: 'AVAILABLE'; pool: string; hosts: number }
  | { type: 'DEPLOYED'; service: string }
  | { type: 'NO_ROOM'; service: string };

/** The pool that a request goes to next. */
export const choosePool = ({ pools, available }: FfeContext, { submission, tried }: Request) =>
  pools
    .filter((pool) => allows(submission, pool) && !tried.includes(pool.name))
    .filter(({ name }) => (available[name] ?? 0) >= submission.instances)
    .sort((a, b) => (available[b.name] ?? 0) - (available[a.name] ?? 0))[0];

export const ffe = setup({
  types: {
    context: {} as FfeContext,
    input: {} as { readonly pools: readonly Pool[] },
    events: {} as FfeEvent,
  },
  actions: {
    noteRequest: assign({
      requests: ({ context, event }) =>
        event.type === 'CREATE'
          ? [...context.requests, { submission: event.submission, tried: [] }]
          : context.requests,
    }),
    noteAvailability: assign({
      available: ({ context, event }) =>
        event.type === 'AVAILABLE' ? { ...context.available, [event.pool]: event.hosts } : context.available,
    }),
    /** Commands the controller of the pool that is chosen; without one, refuses. */
    command: enqueueActions(({ context, event, enqueue, system }) => {
      const service =
        event.type === 'CREATE' ? event.submission.service : event.type === 'NO_ROOM' ? event.service : '';
      const request = context.requests.find(({ submission }) => submission.service === service);
      if (request === undefined) return;
      const pool = choosePool(context, request);
      const others = context.requests.filter((other) => other !== request);
      if (pool === undefined) {
        const front: AnyActorRef = system.get('rdfe');
        enqueue.assign({ requests: others });
        enqueue.sendTo(front, { type: 'RESULT', service, status: 'refused' });
        return;
      }
      const controller: AnyActorRef = system.get(pool.controller);
      enqueue.assign({ requests: [...others, { ...request, tried: [...request.tried, pool.name] }] });
      enqueue.sendTo(controller, { type: 'DEPLOY', service, instances: request.submission.instances });
    }),
    reportResult: enqueueActions(({ context, event, enqueue, system }) => {
      if (event.type !== 'DEPLOYED') return;
      const front: AnyActorRef = system.get('rdfe');
      const { service } = event;
      enqueue.assign({
        requests: context.requests.filter(({ submission }) => submission.service !== service),
      });
      enqueue.sendTo(front, { type: 'RESULT', service, status: 'running' });
    }),
  },
}).createMachine({
  id: 'ffe',
  context: ({ input }) => ({
    pools: input.pools,
    available: Object.fromEntries(input.pools.map(({ name, hosts }) => [name, hosts.length])),
    requests: [],
  }),
  on: {
    CREATE: { actions: ['noteRequest', 'command'] },
    AVAILABLE: { actions: 'noteAvailability' },
    DEPLOYED: { actions: 'reportResult' },
    NO_ROOM: { actions: 'command' },
  },
});
