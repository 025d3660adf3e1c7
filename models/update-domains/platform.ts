/**
 * The platform's own updates: first the pass of the host OS over all update domains, then that of the guest OS.
 *
 * Duty: to reboot the instances of one update domain at a time and to wait until they are Ready; to finish the host OS
 * before the guest OS begins (P61). It asks the fabric controller first, which may be updating the deployment itself;
 * where `coordinated` is false it does not ask.
 * Parameters: `patience` 30 min, as of the fabric controller.
 */
import { minutes } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, sendTo, setup } from 'xstate';
import { instanceNames } from './fabric-controller.ts';
import type { InstanceName } from './instance.ts';

export interface PlatformInput {
  readonly coordinated: boolean;
}

interface PlatformContext extends PlatformInput {
  readonly pass: 'host OS' | 'guest OS';
  readonly domain: number;
}

export type PlatformEvent =
  | { type: 'PATCH' }
  | { type: 'WALK_GRANTED' }
  | { type: 'READY'; instance: InstanceName }
  | { type: 'CRASHED'; instance: InstanceName };

export const platform = setup({
  types: {
    context: {} as PlatformContext,
    input: {} as PlatformInput,
    events: {} as PlatformEvent,
    emitted: {} as { type: 'host OS pass begins' } | { type: 'guest OS pass begins' } | { type: 'pass ends' },
  },
  delays: { patience: minutes(30), retry: minutes(5) },
  guards: {
    isCoordinated: ({ context }) => context.coordinated,
    isItsTurn: ({ context, event }) =>
      event.type === 'READY' && event.instance === instanceNames[context.domain],
    isWithinPass: ({ context }) => context.domain < instanceNames.length,
    isHostPass: ({ context }) => context.pass === 'host OS',
  },
  actions: {
    request: sendTo(({ system }) => system.get('fabricController'), { type: 'REQUEST_WALK' }),
    reboot: enqueueActions(({ context, enqueue, system }) => {
      enqueue.sendTo(system.get(instanceNames[context.domain]!) as AnyActorRef, { type: 'REBOOT' });
    }),
    beginPass: enqueueActions(({ context, enqueue }) => {
      enqueue.emit({ type: context.pass === 'host OS' ? 'host OS pass begins' : 'guest OS pass begins' });
    }),
    nextDomain: assign({ domain: ({ context }) => context.domain + 1 }),
    nextPass: assign({ domain: 0, pass: 'guest OS' }),
    handBack: enqueueActions(({ context, enqueue, system }) => {
      if (context.coordinated)
        enqueue.sendTo(system.get('fabricController') as AnyActorRef, { type: 'WALK_DONE' });
    }),
    endPass: enqueueActions(({ enqueue }) => enqueue.emit({ type: 'pass ends' })),
  },
}).createMachine({
  id: 'platform',
  context: ({ input }) => ({ ...input, pass: 'host OS', domain: 0 }),
  initial: 'idle',
  states: {
    idle: { on: { PATCH: [{ guard: 'isCoordinated', target: 'asking' }, { target: 'pass' }] } },
    asking: {
      entry: 'request',
      on: { WALK_GRANTED: 'pass' },
      after: { retry: { target: 'asking', reenter: true } },
    },
    pass: {
      entry: 'beginPass',
      initial: 'rebooting',
      states: {
        rebooting: {
          entry: 'reboot',
          on: { READY: { guard: 'isItsTurn', target: 'rebooted', actions: 'nextDomain' } },
          after: { patience: { target: 'rebooted', actions: 'nextDomain' } },
        },
        rebooted: {
          always: [
            { guard: 'isWithinPass', target: 'rebooting' },
            {
              guard: 'isHostPass',
              target: '#platform.pass',
              reenter: true,
              actions: ['endPass', 'nextPass'],
            },
            { target: '#platform.done', actions: ['endPass', 'handBack'] },
          ],
        },
      },
    },
    done: {},
  },
});
