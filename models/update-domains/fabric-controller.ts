/**
 * The fabric controller as updater: it takes a deployment from version to version, one update domain after the other.
 *
 * Duty: to stop, update and start the instances of an update domain, to wait until they are Ready, and to go on to the
 * next (AZ-08). An instance that is not Ready after 30 minutes is not waited for any longer (P60). One that crashes
 * holds the update up: it is stuck until it is rolled back or a new update goes over it. A rollback is accepted only
 * while an instance is not updated (P65); it begins where the update was and walks back,
 * to the version with which the last walk ended, not to one that never arrived. While the platform walks
 * through the update domains for work of its own, the fabric controller does not, and the other way round.
 * Parameters: `patience` 30 min; `overlap`, whether a second update may begin while the first walks: published as
 * possible, and as a hazard.
 * Left out: the health of each role over all instances that are updated already, which is published as what holds an
 * update up. Here the instance that is waited for does; one that crashes later says nothing, and recovers by itself.
 */
import { minutes } from 'redhound';
import { type AnyActorRef, and, assign, enqueueActions, sendTo, setup } from 'xstate';
import type { InstanceName, Version } from './instance.ts';

/** One instance in each update domain. */
export const instanceNames = ['web_IN_0', 'web_IN_1', 'web_IN_2'] as const;

export interface UpdaterInput {
  readonly overlap: boolean;
}

interface UpdaterContext extends UpdaterInput {
  /** The version that the deployment is to have. */
  readonly goal: { readonly version: Version; readonly sound: boolean };
  /** The one that its last walk ended with, to which it can be rolled back. */
  readonly arrived: { readonly version: Version; readonly sound: boolean };
  /** The update domain that is worked on. */
  readonly domain: number;
}

export type UpdaterEvent =
  | { type: 'UPDATE'; version: Version; sound: boolean }
  | { type: 'ROLLBACK' }
  | { type: 'READY'; instance: InstanceName }
  | { type: 'CRASHED'; instance: InstanceName }
  | { type: 'REQUEST_WALK' }
  | { type: 'WALK_DONE' };

export const fabricController = setup({
  types: { context: {} as UpdaterContext, input: {} as UpdaterInput, events: {} as UpdaterEvent },
  delays: { patience: minutes(30) },
  guards: {
    isNew: ({ context, event }) => event.type === 'UPDATE' && event.version > context.goal.version,
    mayOverlap: ({ context, event }) =>
      context.overlap && event.type === 'UPDATE' && event.version > context.goal.version,
    isItsTurn: ({ context, event }) =>
      (event.type === 'READY' || event.type === 'CRASHED') &&
      event.instance === instanceNames[context.domain],
    isLast: ({ context }) => context.domain === instanceNames.length - 1,
    isFirst: ({ context }) => context.domain === 0,
  },
  actions: {
    takeGoal: assign(({ event }) =>
      event.type === 'UPDATE'
        ? {
            goal: { version: event.version, sound: event.sound },
            domain: 0,
          }
        : {},
    ),
    takeBack: assign(({ context }) => ({ goal: context.arrived })),
    updateInstance: enqueueActions(({ context: { domain, goal }, enqueue, system }) => {
      enqueue.sendTo(system.get(instanceNames[domain]!) as AnyActorRef, { type: 'UPDATE', ...goal });
    }),
    nextDomain: assign({ domain: ({ context }) => context.domain + 1 }),
    domainBefore: assign({ domain: ({ context }) => context.domain - 1 }),
    endWalk: assign({ domain: 0, arrived: ({ context }) => context.goal }),
    grant: sendTo(({ system }) => system.get('platform'), { type: 'WALK_GRANTED' }),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => ({
    ...input,
    goal: { version: 'v1', sound: true },
    arrived: { version: 'v1', sound: true },
    domain: 0,
  }),
  initial: 'idle',
  states: {
    idle: {
      entry: 'endWalk',
      on: {
        UPDATE: { guard: 'isNew', target: 'walking', actions: 'takeGoal' },
        REQUEST_WALK: { target: 'lent', actions: 'grant' },
      },
    },
    /** The platform walks. */
    lent: { on: { WALK_DONE: 'idle' } },
    walking: {
      entry: 'updateInstance',
      after: {
        patience: [
          { guard: 'isLast', target: 'idle' },
          { target: 'walking', reenter: true, actions: 'nextDomain' },
        ],
      },
      on: {
        READY: [
          { guard: and(['isItsTurn', 'isLast']), target: 'idle' },
          { guard: 'isItsTurn', target: 'walking', reenter: true, actions: 'nextDomain' },
        ],
        CRASHED: { guard: 'isItsTurn', target: 'stuck' },
        UPDATE: { guard: 'mayOverlap', target: 'walking', reenter: true, actions: 'takeGoal' },
        ROLLBACK: { target: 'walkingBack', actions: 'takeBack' },
      },
    },
    stuck: {
      on: {
        UPDATE: { guard: 'isNew', target: 'walking', actions: 'takeGoal' },
        ROLLBACK: { target: 'walkingBack', actions: 'takeBack' },
      },
    },
    walkingBack: {
      entry: 'updateInstance',
      after: {
        patience: [
          { guard: 'isFirst', target: 'idle' },
          { target: 'walkingBack', reenter: true, actions: 'domainBefore' },
        ],
      },
      on: {
        READY: [
          { guard: and(['isItsTurn', 'isFirst']), target: 'idle' },
          { guard: 'isItsTurn', target: 'walkingBack', reenter: true, actions: 'domainBefore' },
        ],
      },
    },
  },
});
