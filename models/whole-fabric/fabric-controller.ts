/**
 * The fabric controller, as far as it deals with one role instance; where instances go, its `placement` part decides.
 *
 * Duty: to know the status that the guest agent reports (AZ-20), and to count a report only if it is of the incarnation
 * that the Host Agent started last (P54, P55); to take the instance for started when it is Ready (AZ-01). To move the
 * instance away from a host that is to be maintained: only while it is Ready, and only after the other host has its
 * Host Agent (AZ-09, AZ-11).
 */
import { assign, sendTo, setup } from 'xstate';
import type { InstanceStatus } from '../azure/role-model.ts';
import { type HostName, otherHost } from '../migration/wwn.ts';

export type FabricControllerEvent =
  /** From the guest agent. */
  | { type: 'STATUS'; status: InstanceStatus; incarnation: number }
  /** From Host Agents. */
  | { type: 'HOST_AGENT_READY'; host: HostName }
  | { type: 'GUEST_STARTED'; incarnation: number }
  | { type: 'ARRIVED'; host: HostName }
  /** From an operator. */
  | { type: 'MAINTAIN_HOST' };

interface FabricControllerContext {
  readonly status: InstanceStatus;
  /** Of the guest that was started last. */
  readonly incarnation: number;
  /** Where the instance runs. */
  readonly host: HostName;
}

export const fabricController = setup({
  types: { context: {} as FabricControllerContext, events: {} as FabricControllerEvent },
  guards: {
    isCurrent: ({ context, event }) => event.type === 'STATUS' && event.incarnation === context.incarnation,
    isCurrentReady: ({ context, event }) =>
      event.type === 'STATUS' && event.incarnation === context.incarnation && event.status === 'ReadyRole',
    isReady: ({ context }) => context.status === 'ReadyRole',
    isDestination: ({ context, event }) =>
      event.type === 'HOST_AGENT_READY' && event.host === otherHost(context.host),
  },
  actions: {
    noteStatus: assign({
      status: ({ context, event }) => (event.type === 'STATUS' ? event.status : context.status),
    }),
    beginIncarnation: assign({
      status: 'RoleStateUnknown',
      incarnation: ({ context, event }) =>
        event.type === 'GUEST_STARTED' ? event.incarnation : context.incarnation,
    }),
    noteHost: assign({
      host: ({ context, event }) => (event.type === 'ARRIVED' ? event.host : context.host),
    }),
    noteStarted: sendTo(
      ({ system }) => system.get('placement'),
      ({ context }) => ({ type: 'INSTANCE_STARTED', host: context.host, service: 'shop' }),
    ),
    noteMove: sendTo(
      ({ system }) => system.get('placement'),
      ({ context, event }) => ({
        type: 'INSTANCE_MOVED',
        from: context.host,
        to: event.type === 'ARRIVED' ? event.host : context.host,
      }),
    ),
    prepareDestination: sendTo(({ system, context }) => system.get(otherHost(context.host)), {
      type: 'BUILD_ROOT_PARTITION',
    }),
    migrate: sendTo(({ system }) => system.get('coordinator'), { type: 'MIGRATE' }),
  },
}).createMachine({
  id: 'fabricController',
  context: { status: 'RoleStateUnknown', incarnation: 0, host: 'host1' },
  initial: 'settled',
  on: {
    STATUS: [
      { guard: 'isCurrentReady', actions: ['noteStatus', 'noteStarted'] },
      { guard: 'isCurrent', actions: 'noteStatus' },
    ],
    GUEST_STARTED: { actions: 'beginIncarnation' },
    ARRIVED: { actions: ['noteMove', 'noteHost'] },
  },
  states: {
    settled: { on: { MAINTAIN_HOST: { guard: 'isReady', target: 'preparing' } } },
    preparing: {
      entry: 'prepareDestination',
      on: {
        HOST_AGENT_READY: { guard: 'isDestination', target: 'settled', actions: 'migrate' },
        // An earlier migration has ended: the destination is the other host now.
        ARRIVED: { target: 'preparing', reenter: true, actions: ['noteMove', 'noteHost'] },
      },
    },
  },
});
