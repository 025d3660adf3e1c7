/**
 * The tool by which operators try a change of the configuration on few front ends, and then push it to all regions.
 *
 * Duty: to flight a change in the first region; to push it when it was flighted; to stop where front ends do not answer;
 * to revert it, and to restart front ends, when told.
 * Parameters: `flightsOn`, the kinds of front ends that the flight is for: `Table` only, as it was; `increments`,
 * whether the tool pushes to one region after the other (`enforced`) or, as it was, to all at once where the operator
 * wants it so; `afterRevert`, whether a revert restarts the front ends (`restart`) or leaves them (`nothing`, as it was).
 * Parameters without a figure: `flight` 3 weeks ("for weeks"); `soak` 1 day from one region to the next.
 */
import { hours } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, setup } from 'xstate';
import type { Configuration, FrontEndKind, FrontEndName } from './front-end.ts';

export const regions = [1, 2] as const;
const kinds = ['Table', 'Blob'] as const;
const firstRegion = 0;

export const frontEndNames: readonly FrontEndName[] = regions.flatMap((region) =>
  kinds.map((kind) => `region${region}${kind}` as const),
);

export interface FlightingToolInput {
  readonly flightsOn: readonly FrontEndKind[];
  readonly increments: 'enforced' | 'not enforced';
  readonly afterRevert: 'restart' | 'nothing';
}

interface FlightingToolContext extends FlightingToolInput {
  readonly change: Exclude<Configuration, 'old'>;
  /** The index of the region that is pushed to next. */
  readonly next: number;
}

export type FlightingToolEvent =
  | { type: 'FLIGHT'; change: Exclude<Configuration, 'old'> }
  | { type: 'PUSH' }
  | { type: 'REVERT' }
  | { type: 'RESTART_FRONT_ENDS' }
  | { type: 'UNHEALTHY' };

const configure = (configuration: Configuration) => ({ type: 'CONFIGURE', configuration });

export const flightingTool = setup({
  types: {
    context: {} as FlightingToolContext,
    input: {} as FlightingToolInput,
    events: {} as FlightingToolEvent,
  },
  delays: { flight: hours(21 * 24), soak: hours(24) },
  guards: {
    isIncremental: ({ context }) => context.increments === 'enforced',
    isDone: ({ context }) => context.next === regions.length,
  },
  actions: {
    takeChange: assign(({ context, event }) => ({
      change: event.type === 'FLIGHT' ? event.change : context.change,
    })),
    tryOut: enqueueActions(({ context, enqueue, system }) => {
      for (const kind of context.flightsOn)
        enqueue.sendTo(
          system.get(`region${regions[firstRegion]}${kind}`) as AnyActorRef,
          configure(context.change),
        );
    }),
    beginPush: assign({ next: firstRegion }),
    pushToNext: enqueueActions(({ context, enqueue, system }) => {
      for (const kind of kinds)
        enqueue.sendTo(
          system.get(`region${regions[context.next]}${kind}`) as AnyActorRef,
          configure(context.change),
        );
      enqueue.assign({ next: context.next + 1 });
    }),
    pushToAll: enqueueActions(({ context, enqueue, system }) => {
      for (const name of frontEndNames)
        enqueue.sendTo(system.get(name) as AnyActorRef, configure(context.change));
    }),
    revert: enqueueActions(({ context, enqueue, system }) => {
      for (const name of frontEndNames) {
        enqueue.sendTo(system.get(name) as AnyActorRef, configure('old'));
        if (context.afterRevert === 'restart')
          enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'RESTART' });
      }
    }),
    restart: enqueueActions(({ enqueue, system }) => {
      for (const name of frontEndNames) enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'RESTART' });
    }),
  },
}).createMachine({
  id: 'flightingTool',
  context: ({ input }) => ({ ...input, change: 'sound', next: firstRegion }),
  initial: 'idle',
  states: {
    idle: { on: { FLIGHT: { target: 'flighting', actions: 'takeChange' } } },
    flighting: {
      entry: 'tryOut',
      after: { flight: 'flighted' },
      on: { UNHEALTHY: 'stopped' },
    },
    flighted: {
      on: {
        PUSH: [
          { guard: 'isIncremental', target: 'pushing', actions: 'beginPush' },
          { target: 'pushed', actions: 'pushToAll' },
        ],
      },
    },
    pushing: {
      entry: 'pushToNext',
      after: {
        soak: [
          { guard: 'isDone', target: 'pushed' },
          { target: 'pushing', reenter: true },
        ],
      },
      on: { UNHEALTHY: 'stopped', REVERT: 'reverted' },
    },
    pushed: { on: { REVERT: 'reverted' } },
    /** Front ends do not answer: the change goes no further. */
    stopped: { on: { REVERT: 'reverted' } },
    reverted: { entry: 'revert', on: { RESTART_FRONT_ENDS: { actions: 'restart' } } },
  },
});
