/**
 * A server on the leap day: its Host Agent with the virtual machines it runs, and its networking plug-in.
 *
 * Duty: to create virtual machines, to re-initialise them when it is updated itself, to report a suspected hardware fault or a failed guest agent to the fabric
 * controller, to be emptied, and to take over a package with a new plug-in, which interrupts the network of all its
 * virtual machines. The cluster is in the middle of a rollout: servers run an old Host Agent, with which a plug-in made
 * for the new one does not work (P50).
 * Parameters: `install` 25 min, one tick of this model.
 */
import { minutes } from 'redhound';
import { assign, enqueueActions, sendTo, setup } from 'xstate';
import { guest, type VmName } from './guest.ts';
import type { Day, ValidityRule } from './transfer-certificate.ts';

export type ServerName = 'server1' | 'server2' | 'server3' | 'server4';
export type Version = 'old' | 'new';

export interface ServerInput {
  readonly name: ServerName;
  /** The virtual machine that ran here before the day began. */
  readonly runs: VmName;
  readonly today: Day;
  readonly failFast: boolean;
}

interface ServerContext extends ServerInput {
  readonly vms: Readonly<Partial<Record<VmName, 'starting' | 'running'>>>;
  readonly hostAgent: Version;
  readonly plugIn: Version;
}

export type ServerEvent =
  | { type: 'CREATE_VM'; vm: VmName; rule: ValidityRule }
  | { type: 'REINITIALISE_VMS'; rule: ValidityRule }
  | { type: 'EVACUATE' }
  | { type: 'REPLACE_GUEST_AGENTS' }
  | { type: 'INSTALL'; hostAgent: Version; plugIn: Version }
  | { type: 'GUEST_CONNECTED'; vm: VmName }
  | { type: 'GUEST_AGENT_FAILED'; vm: VmName }
  | { type: 'HARDWARE_SUSPECTED' };

const inputFor = ({ today, failFast }: ServerContext, vm: VmName, rule: ValidityRule) => ({
  vm,
  today,
  rule,
  failFast,
  hasCertificate: false,
});

export const server = setup({
  types: { context: {} as ServerContext, input: {} as ServerInput, events: {} as ServerEvent },
  actors: { guest },
  delays: { install: minutes(25) },
  guards: { fits: ({ context }) => context.plugIn === context.hostAgent },
  actions: {
    goOn: enqueueActions(({ context, enqueue }) => {
      const input = { ...inputFor(context, context.runs, 'year plus one'), hasCertificate: true };
      enqueue.spawnChild('guest', { id: context.runs, input });
    }),
    create: enqueueActions(({ context, enqueue, event }) => {
      if (event.type !== 'CREATE_VM') return;
      enqueue.assign({ vms: { ...context.vms, [event.vm]: 'starting' } });
      enqueue.spawnChild('guest', { id: event.vm, input: inputFor(context, event.vm, event.rule) });
    }),
    /** As an update of the Host Agent does: they start anew, with a new guest agent. */
    reinitialise: enqueueActions(({ context, enqueue, event }) => {
      if (event.type !== 'REINITIALISE_VMS') return;
      for (const vm of Object.keys(context.vms) as VmName[]) {
        enqueue.stopChild(vm);
        enqueue.assign(({ context }) => ({ vms: { ...context.vms, [vm]: 'starting' as const } }));
        enqueue.spawnChild('guest', { id: vm, input: inputFor(context, vm, event.rule) });
      }
    }),
    stopAll: enqueueActions(({ context, enqueue }) => {
      for (const vm of Object.keys(context.vms)) enqueue.stopChild(vm);
      enqueue.assign({ vms: {} });
    }),
    /** Of all virtual machines that do not run; they are created anew. */
    replaceAgents: enqueueActions(({ context, enqueue }) => {
      for (const vm of Object.keys(context.vms) as VmName[]) {
        if (context.vms[vm] === 'running') continue;
        enqueue.stopChild(vm);
        enqueue.spawnChild('guest', { id: vm, input: inputFor(context, vm, 'by calendar') });
      }
    }),
    noteConnection: assign(({ context, event }) =>
      event.type === 'GUEST_CONNECTED' ? { vms: { ...context.vms, [event.vm]: 'running' as const } } : {},
    ),
    takeOver: assign(({ event }) =>
      event.type === 'INSTALL' ? { hostAgent: event.hostAgent, plugIn: event.plugIn } : {},
    ),
    report: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }, { type }: { type: 'HARDWARE_FAULT' | 'INSTALLED' | 'NETWORK_LOST' }) => ({
        type,
        server: context.name,
      }),
    ),
    reportAgentFault: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ event }) => ({ type: 'GUEST_AGENT_FAULT', vm: event.type === 'GUEST_AGENT_FAILED' ? event.vm : '' }),
    ),
  },
}).createMachine({
  id: 'server',
  context: ({ input }) => ({ ...input, vms: { [input.runs]: 'running' }, hostAgent: 'old', plugIn: 'old' }),
  entry: 'goOn',
  on: {
    CREATE_VM: { actions: 'create' },
    REINITIALISE_VMS: { actions: 'reinitialise' },
    EVACUATE: { actions: 'stopAll' },
    REPLACE_GUEST_AGENTS: { actions: 'replaceAgents' },
    GUEST_CONNECTED: { actions: 'noteConnection' },
    GUEST_AGENT_FAILED: { actions: 'reportAgentFault' },
    HARDWARE_SUSPECTED: { actions: { type: 'report', params: { type: 'HARDWARE_FAULT' } } },
    INSTALL: { target: '.installing', actions: 'takeOver' },
  },
  initial: 'connected',
  states: {
    connected: {},
    installing: {
      after: {
        install: [
          {
            guard: 'fits',
            target: 'connected',
            actions: { type: 'report', params: { type: 'INSTALLED' } },
          },
          { target: 'cutOff', actions: { type: 'report', params: { type: 'NETWORK_LOST' } } },
        ],
      },
    },
    cutOff: {},
  },
});
