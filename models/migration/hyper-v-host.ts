/**
 * A Hyper-V host with physical ports that support NPIV, and its copy of one virtual machine, if it has one. A host has
 * one such machine for each virtual machine.
 *
 * Duty: to do what the migration coordinator says and report back. As a destination it makes a virtual port for each
 * virtual HBA with the set it is told (M2), waits until all LUNs are visible there (M3), and takes the memory. It never
 * resumes a copy by itself (VF13). As a source it pauses, and resumes or releases when told.
 * Parameters: `npivPorts` that are free; `lunTimeout` 30 s until LUNs that do not appear are an error, asked for every
 * `poll` 15 s (VF19).
 */
import { seconds } from 'redhound';
import { type AnyActorRef, assign, enqueueActions, sendTo, setup } from 'xstate';
import { type HostName, type Party, type WwnSet, type Wwpn, wwpnsOf } from './wwn.ts';

export interface HostInput {
  readonly name: HostName;
  readonly party: Party;
  readonly npivPorts: number;
  readonly runsVm: boolean;
}

interface HostContext extends HostInput {
  /** The set that this host's virtual ports use, or used last. */
  readonly set: WwnSet;
  /** Port names whose login is not answered yet. */
  readonly unanswered: readonly Wwpn[];
}

export type HyperVHostEvent =
  | { type: 'PREPARE'; set: WwnSet }
  | { type: 'CHECK_LUNS' }
  | { type: 'FINAL_PAGES' }
  | { type: 'PAUSE' }
  | { type: 'RESUME' }
  | { type: 'RELEASE' }
  | { type: 'DISCARD' }
  | { type: 'LOGIN_ACCEPTED'; wwpn: Wwpn }
  | { type: 'LOGIN_REJECTED'; wwpn: Wwpn }
  | { type: 'LUNS'; visible: boolean; inParent?: boolean }
  | { type: 'LINK_DOWN' }
  | { type: 'DIE' };

/** What a host reports to the coordinator. */
export type Report =
  | 'ATTACHED'
  | 'LUNS_VISIBLE'
  | 'FAILED'
  | 'PAGES_RECEIVED'
  | 'PAUSED'
  | 'RESUMED'
  | 'RELEASED'
  | 'DISCARDED';

export const hyperVHost = setup({
  types: {
    context: {} as HostContext,
    input: {} as HostInput,
    events: {} as HyperVHostEvent,
  },
  delays: { lunTimeout: seconds(30), poll: seconds(15) },
  guards: {
    runsVm: ({ context }) => context.runsVm,
    hasPorts: ({ context }) => context.npivPorts >= context.party.virtualHbas.length,
    isLastAnswer: ({ context, event }) =>
      event.type === 'LOGIN_ACCEPTED' && context.unanswered.every((wwpn) => wwpn === event.wwpn),
    areVisible: ({ event }) => event.type === 'LUNS' && event.visible,
  },
  actions: {
    report: sendTo(
      ({ system, context }) => system.get(context.party.coordinator),
      (_, { type }: { type: Report }) => ({ type }),
    ),
    takeSet: assign(({ context, event }) =>
      event.type === 'PREPARE' ? { set: event.set, unanswered: wwpnsOf(event.set, context.party) } : context,
    ),
    noteAnswer: assign({
      unanswered: ({ context, event }) =>
        context.unanswered.filter((wwpn) => event.type !== 'LOGIN_ACCEPTED' || wwpn !== event.wwpn),
    }),
    forgetAnswers: assign({ unanswered: [] }),
    logIn: enqueueActions(({ context: { name, party, set }, enqueue, system }) => {
      const fabric: AnyActorRef = system.get('fabric');
      for (const wwpn of wwpnsOf(set, party))
        enqueue.sendTo(fabric, { type: 'LOGIN', port: name, asker: party[name], wwpn });
    }),
    logOut: enqueueActions(({ context: { name, party, set }, enqueue, system }) => {
      const fabric: AnyActorRef = system.get('fabric');
      for (const wwpn of wwpnsOf(set, party)) enqueue.sendTo(fabric, { type: 'LOGOUT', port: name, wwpn });
    }),
    queryLuns: sendTo(
      ({ system }) => system.get('fabric'),
      ({ context: { name, party, set } }) => ({
        type: 'QUERY_LUNS',
        port: name,
        asker: party[name],
        wwpns: wwpnsOf(set, party),
      }),
    ),
    loseLight: sendTo(
      ({ system }) => system.get('fabric'),
      ({ context }) => ({ type: 'PORT_DOWN', port: context.name }),
    ),
    pauseVm: sendTo(({ system, context }) => system.get(context.party.vm), { type: 'PAUSED' }),
    resumeVm: sendTo(
      ({ system, context }) => system.get(context.party.vm),
      ({ context: { name, set } }) => ({ type: 'RESUMED', host: name, set }),
    ),
    takeVmDown: sendTo(
      ({ system, context }) => system.get(context.party.vm),
      ({ context }) => ({ type: 'HOST_DIED', host: context.name }),
    ),
  },
}).createMachine({
  id: 'hyperVHost',
  context: ({ input }) => ({ ...input, set: 'A', unanswered: [] }),
  initial: 'starting',
  on: { DIE: { target: '.dead', actions: ['loseLight', 'takeVmDown'] } },
  states: {
    starting: { always: [{ guard: 'runsVm', target: 'running' }, { target: 'absent' }] },
    absent: {
      on: {
        PREPARE: [
          { guard: 'hasPorts', target: 'skeleton', actions: 'takeSet' },
          { actions: { type: 'report', params: { type: 'FAILED' } } },
        ],
        DISCARD: { actions: { type: 'report', params: { type: 'DISCARDED' } } },
      },
    },
    skeleton: {
      initial: 'attaching',
      on: {
        LINK_DOWN: '.failed',
        DISCARD: {
          target: 'absent',
          actions: ['logOut', 'forgetAnswers', { type: 'report', params: { type: 'DISCARDED' } }],
        },
      },
      states: {
        attaching: {
          entry: 'logIn',
          on: {
            LOGIN_ACCEPTED: [
              { guard: 'isLastAnswer', target: 'attached', actions: 'forgetAnswers' },
              { actions: 'noteAnswer' },
            ],
            LOGIN_REJECTED: 'failed',
          },
        },
        attached: {
          entry: { type: 'report', params: { type: 'ATTACHED' } },
          on: { CHECK_LUNS: 'checkingLuns' },
        },
        checkingLuns: {
          initial: 'asking',
          after: { lunTimeout: 'failed' },
          states: {
            asking: {
              entry: 'queryLuns',
              on: {
                LUNS: [{ guard: 'areVisible', target: '#hyperVHost.skeleton.ready' }, { target: 'waiting' }],
              },
            },
            waiting: { after: { poll: 'asking' } },
          },
        },
        ready: {
          entry: { type: 'report', params: { type: 'LUNS_VISIBLE' } },
          on: {
            FINAL_PAGES: { actions: { type: 'report', params: { type: 'PAGES_RECEIVED' } } },
            RESUME: {
              target: '#hyperVHost.running',
              actions: ['resumeVm', { type: 'report', params: { type: 'RESUMED' } }],
            },
          },
        },
        failed: {
          entry: ['logOut', 'forgetAnswers', { type: 'report', params: { type: 'FAILED' } }],
        },
      },
    },
    running: {
      on: {
        PAUSE: { target: 'paused', actions: ['pauseVm', { type: 'report', params: { type: 'PAUSED' } }] },
      },
    },
    paused: {
      on: {
        RESUME: { target: 'running', actions: ['resumeVm', { type: 'report', params: { type: 'RESUMED' } }] },
        RELEASE: { target: 'absent', actions: ['logOut', { type: 'report', params: { type: 'RELEASED' } }] },
      },
    },
    dead: { type: 'final' },
  },
});
