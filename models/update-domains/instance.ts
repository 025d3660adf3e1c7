/**
 * A role instance under planned work: it is updated or rebooted, stops, starts, and is Ready again or not.
 *
 * Duty: told to update or to reboot, it stops (OnStop, five minutes at most) and starts, with the version it was told.
 * It is Ready when started, and says so. A foreground task that runs is not cut: the instance goes on serving until the
 * task has ended (P10), which it may never (P11); that is the reading of the documentation of startup tasks, and with
 * `whenTaskRuns: 'kill'` the other one, by which a stop is always honoured. A version that is not `sound` crashes again
 * and again once started.
 * Parameters: `onStop` 5 min; `start` 5 min; `slowStart` 40 min, longer than anybody waits; `recovery` 5 min after a
 * crash that nobody planned.
 */
import { minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, setup } from 'xstate';

export type InstanceName = 'web_IN_0' | 'web_IN_1' | 'web_IN_2';
export type Version = 'v1' | 'v2' | 'v3';

export interface InstanceInput {
  readonly name: InstanceName;
  readonly whenTaskRuns: 'wait' | 'kill';
}

interface InstanceContext extends InstanceInput {
  readonly version: Version;
  readonly sound: boolean;
  /** What it was told to become, and is not yet. */
  readonly next: { readonly version: Version; readonly sound: boolean };
}

export type InstanceEvent =
  | { type: 'UPDATE'; version: Version; sound: boolean }
  | { type: 'REBOOT' }
  | { type: 'SLOW_START' }
  | { type: 'CRASH' }
  | { type: 'TASK_BEGINS' }
  | { type: 'TASK_ENDS' };

export const instance = setup({
  types: {
    context: {} as InstanceContext,
    input: {} as InstanceInput,
    events: {} as InstanceEvent,
    tags: {} as 'planned' | 'unplanned',
  },
  delays: { onStop: minutes(5), start: minutes(5), slowStart: minutes(40), recovery: minutes(5) },
  guards: {
    killsTasks: ({ context }) => context.whenTaskRuns === 'kill',
    isSound: ({ context }) => context.sound,
  },
  actions: {
    noteVersion: assign(({ event }) =>
      event.type === 'UPDATE' ? { next: { version: event.version, sound: event.sound } } : {},
    ),
    becomeNext: assign(({ context }) => context.next),
    report: enqueueActions(({ context, enqueue, system }, { type }: { type: 'READY' | 'CRASHED' }) => {
      for (const listener of ['fabricController', 'platform'])
        enqueue.sendTo(system.get(listener) as AnyActorRef, { type, instance: context.name });
    }),
  },
}).createMachine({
  id: 'instance',
  context: ({ input }) => ({
    ...input,
    version: 'v1',
    sound: true,
    next: { version: 'v1', sound: true },
  }),
  initial: 'ready',
  states: {
    ready: {
      initial: 'serving',
      on: { CRASH: 'recovering' },
      states: {
        serving: {
          on: {
            UPDATE: { target: '#instance.stopping', actions: 'noteVersion' },
            REBOOT: '#instance.stopping',
            TASK_BEGINS: 'runningTask',
          },
        },
        runningTask: {
          on: {
            UPDATE: [
              { guard: 'killsTasks', target: '#instance.stopping', actions: 'noteVersion' },
              { target: 'draining', actions: 'noteVersion' },
            ],
            REBOOT: [{ guard: 'killsTasks', target: '#instance.stopping' }, { target: 'draining' }],
            TASK_ENDS: 'serving',
          },
        },
        draining: {
          on: { UPDATE: { actions: 'noteVersion' }, TASK_ENDS: '#instance.stopping' },
        },
      },
    },
    stopping: {
      tags: 'planned',
      on: { UPDATE: { actions: 'noteVersion' } },
      after: { onStop: { target: 'starting', actions: 'becomeNext' } },
    },
    starting: {
      tags: 'planned',
      on: { SLOW_START: 'startingSlowly', UPDATE: { target: 'stopping', actions: 'noteVersion' } },
      after: { start: 'started' },
    },
    startingSlowly: {
      tags: 'planned',
      on: { UPDATE: { target: 'stopping', actions: 'noteVersion' } },
      after: { slowStart: 'started' },
    },
    started: {
      tags: 'planned',
      always: [
        { guard: 'isSound', target: 'ready', actions: { type: 'report', params: { type: 'READY' } } },
        { target: 'crashing', actions: { type: 'report', params: { type: 'CRASHED' } } },
      ],
    },
    crashing: {
      tags: 'planned',
      on: { UPDATE: { target: 'stopping', actions: 'noteVersion' } },
    },
    recovering: {
      tags: 'unplanned',
      on: { UPDATE: { target: 'stopping', actions: 'noteVersion' }, REBOOT: 'stopping' },
      after: { recovery: { target: 'ready', actions: { type: 'report', params: { type: 'READY' } } } },
    },
  },
});
