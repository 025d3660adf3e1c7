/**
 * The fabric controller of March 2009: it upgrades servers, and deploys applications a few at a time.
 *
 * Duty: to have the operating system of all servers upgraded; to deploy anew what is on a server that does not answer in
 * time; to deploy what users ask for. All deployments wait in one queue. Operators can have the rest done in parallel.
 * Parameters: `concurrency`, how many deployments are under way at once (1 as it was: "serially"); `patience` 10 min for
 * an upgrade (ours).
 */
import { minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, setup } from 'xstate';
import type { ApplicationName } from './application.ts';

export const deployedApplications = ['app1', 'app2', 'app3'] as const;

export interface SerialHealingInput {
  readonly concurrency: number;
}

interface SerialHealingContext extends SerialHealingInput {
  readonly queue: readonly ApplicationName[];
  readonly underWay: number;
}

export type FabricControllerEvent =
  | { type: 'UPGRADE_SERVERS' }
  | { type: 'REQUEST' }
  | { type: 'GO_PARALLEL' }
  | { type: 'UPGRADED'; application: ApplicationName }
  | { type: 'TIMED_OUT'; application: ApplicationName }
  | { type: 'DEPLOYED'; application: ApplicationName };

export const fabricController = setup({
  types: {
    context: {} as SerialHealingContext,
    input: {} as SerialHealingInput,
    events: {} as FabricControllerEvent,
  },
  delays: { patience: minutes(10) },
  guards: {
    isSerial: ({ context }) => context.concurrency < deployedApplications.length + 1,
  },
  actions: {
    upgradeAll: enqueueActions(({ enqueue, system }) => {
      for (const application of deployedApplications) {
        enqueue.sendTo(system.get(application) as AnyActorRef, { type: 'UPGRADE' });
        enqueue.raise({ type: 'TIMED_OUT', application }, { id: application, delay: 'patience' });
      }
    }),
    noteUpgrade: enqueueActions(({ enqueue, event }) => {
      if (event.type === 'UPGRADED') enqueue.cancel(event.application);
    }),
    queueFailed: assign({
      queue: ({ context, event }) =>
        event.type === 'TIMED_OUT' ? [...context.queue, event.application] : context.queue,
    }),
    queueNew: assign({ queue: ({ context }) => [...context.queue, 'newApp' as const] }),
    countDown: assign({ underWay: ({ context }) => context.underWay - 1 }),
    lift: assign({ concurrency: deployedApplications.length + 1 }),
    deployNext: enqueueActions(({ context, enqueue, system }) => {
      const next = context.queue.slice(0, context.concurrency - context.underWay);
      for (const application of next)
        enqueue.sendTo(system.get(application) as AnyActorRef, { type: 'DEPLOY' });
      enqueue.assign({
        queue: context.queue.slice(next.length),
        underWay: context.underWay + next.length,
      });
    }),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => ({ ...input, queue: [], underWay: 0 }),
  type: 'parallel',
  on: {
    UPGRADED: { actions: 'noteUpgrade' },
    TIMED_OUT: { actions: ['queueFailed', 'deployNext'] },
    DEPLOYED: { actions: ['countDown', 'deployNext'] },
    GO_PARALLEL: { guard: 'isSerial', actions: ['lift', 'deployNext'] },
  },
  states: {
    upgrade: {
      initial: 'due',
      states: { due: { on: { UPGRADE_SERVERS: { target: 'begun', actions: 'upgradeAll' } } }, begun: {} },
    },
    user: {
      initial: 'content',
      states: {
        content: { on: { REQUEST: { target: 'waiting', actions: ['queueNew', 'deployNext'] } } },
        waiting: {},
      },
    },
  },
});
