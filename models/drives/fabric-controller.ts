/**
 * The fabric controller, as the one who has guests restarted, written anew, and moved.
 *
 * Duty: to pass on to the Host Agent what user and operator ask for (AZ-07, AZ-08); to move an instance by removing it on
 * one host and creating it on another (AZ-09).
 */
import { assign, sendTo, setup } from 'xstate';
import type { Operation } from './host-agent.ts';

type HostName = 'host1' | 'host2';

const otherHost = (name: HostName): HostName => (name === 'host1' ? 'host2' : 'host1');

export const fabricController = setup({
  types: {
    context: {} as { readonly home: HostName },
    events: {} as { type: Operation } | { type: 'MOVE' },
  },
  actions: {
    passOn: sendTo(
      ({ system, context }) => system.get(context.home),
      ({ event }) => ({ type: event.type }),
    ),
    remove: sendTo(({ system, context }) => system.get(context.home), { type: 'REMOVE' }),
    moveHome: assign({ home: ({ context }) => otherHost(context.home) }),
    create: sendTo(({ system, context }) => system.get(context.home), { type: 'CREATE' }),
  },
}).createMachine({
  id: 'fabricController',
  context: { home: 'host1' },
  on: {
    REBOOT: { actions: 'passOn' },
    PORTAL_REBOOT: { actions: 'passOn' },
    UPGRADE: { actions: 'passOn' },
    REIMAGE: { actions: 'passOn' },
    MOVE: { actions: ['remove', 'moveHome', 'create'] },
  },
});
