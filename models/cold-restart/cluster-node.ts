/**
 * A Hyper-V host that starts a virtual machine from cold.
 *
 * Duty: to log its virtual HBAs in with the set it is told, and to run it when all are; if one is refused, to log out
 * what was accepted, and to say so.
 */
import { type AnyActorRef, and, assign, enqueueActions, sendTo, setup } from 'xstate';
import { type WwnSet, type Wwpn, wwpnsOf } from '../migration/wwn.ts';

export const clusterNode = setup({
  types: {
    context: {} as { readonly set: WwnSet; readonly unanswered: readonly Wwpn[]; readonly refused: boolean },
    events: {} as
      | { type: 'START'; set: WwnSet }
      | { type: 'LOGIN_ACCEPTED'; wwpn: Wwpn }
      | { type: 'LOGIN_REJECTED'; wwpn: Wwpn },
  },
  guards: {
    isAnswered: ({ context }) => context.unanswered.length === 0,
    isRefused: ({ context }) => context.refused,
  },
  actions: {
    takeSet: assign(({ context, event }) =>
      event.type === 'START' ? { set: event.set, unanswered: wwpnsOf(event.set), refused: false } : context,
    ),
    logIn: enqueueActions(({ context: { set }, enqueue, system }) => {
      const fabric: AnyActorRef = system.get('fabric');
      for (const wwpn of wwpnsOf(set)) enqueue.sendTo(fabric, { type: 'LOGIN', port: 'host2', wwpn });
    }),
    logOut: enqueueActions(({ context: { set }, enqueue, system }) => {
      const fabric: AnyActorRef = system.get('fabric');
      for (const wwpn of wwpnsOf(set)) enqueue.sendTo(fabric, { type: 'LOGOUT', port: 'host2', wwpn });
    }),
    noteAnswer: assign(({ context, event }) => ({
      unanswered: context.unanswered.filter((wwpn) => event.type === 'START' || wwpn !== event.wwpn),
      refused: context.refused || event.type === 'LOGIN_REJECTED',
    })),
    report: sendTo(
      ({ system }) => system.get('cluster'),
      (_, { type }: { type: 'STARTED' | 'REFUSED' }) => ({ type }),
    ),
  },
}).createMachine({
  id: 'clusterNode',
  context: { set: 'A', unanswered: [], refused: false },
  initial: 'free',
  states: {
    free: { on: { START: { target: 'loggingIn', actions: 'takeSet' } } },
    loggingIn: {
      entry: 'logIn',
      always: [
        {
          guard: and(['isAnswered', 'isRefused']),
          target: 'free',
          actions: ['logOut', { type: 'report', params: { type: 'REFUSED' } }],
        },
        {
          guard: 'isAnswered',
          target: 'running',
          actions: { type: 'report', params: { type: 'STARTED' } },
        },
      ],
      on: { LOGIN_ACCEPTED: { actions: 'noteAnswer' }, LOGIN_REJECTED: { actions: 'noteAnswer' } },
    },
    running: {},
  },
});
