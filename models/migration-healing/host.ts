/**
 * A host with its Host Agent, that has the virtual machine, sends it to another host, or receives it.
 *
 * Duty: to answer the fabric controller's question with what it has (AZ-09); to start the virtual machine that it is told
 * to; to move it away by live migration (FC-02): the copy on the destination runs only when the source has said so, and a
 * destination that hears nothing of the source any more throws its copy away. A host that fails, or whose power is cut,
 * loses what it has.
 * Parameters: `preCopy` 5 to 10 min for M1 to M5, `release` 5 min for M7, far longer than real ones, to be as long as the
 * rounds of the fabric controller; `patience` 15 min of a destination.
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

export const hostNames = ['host1', 'host2', 'host3'] as const;
export type HostName = (typeof hostNames)[number];

/** What a host says that it has. */
export type Holding = 'nothing' | 'the VM' | 'a VM on its way out' | 'a copy on its way in';

export interface HostInput {
  readonly name: HostName;
  readonly isHome: boolean;
}

interface HostContext extends HostInput {
  /** The other end of a migration. */
  readonly peer: HostName;
}

export type HostEvent =
  | { type: 'PROBE' }
  | { type: 'START' }
  | { type: 'MIGRATE'; to: HostName }
  | { type: 'PREPARE'; from: HostName }
  | { type: 'PREPARED' }
  | { type: 'COMMIT' }
  | { type: 'TAKEN' }
  | { type: 'POWER_OFF' }
  | { type: 'FAIL' };

export const host = setup({
  types: { context: {} as HostContext, input: {} as HostInput, events: {} as HostEvent },
  delays: { preCopy: minutes(5), release: minutes(5), patience: minutes(15) },
  guards: { isHome: ({ context }) => context.isHome },
  actions: {
    report: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }, { holding }: { holding: Holding }) => ({ type: 'HEALTH', host: context.name, holding }),
    ),
    takePeer: assign(({ event }) =>
      event.type === 'MIGRATE' ? { peer: event.to } : event.type === 'PREPARE' ? { peer: event.from } : {},
    ),
    prepare: sendTo(
      ({ system, context }) => system.get(context.peer),
      ({ context }) => ({ type: 'PREPARE', from: context.name }),
    ),
    confirm: sendTo(({ system, context }) => system.get(context.peer), { type: 'PREPARED' }),
    commit: sendTo(({ system, context }) => system.get(context.peer), { type: 'COMMIT' }),
    tellTaken: sendTo(({ system, context }) => system.get(context.peer), { type: 'TAKEN' }),
    forgetPeer: assign({ peer: ({ context }) => context.name }),
  },
}).createMachine({
  id: 'host',
  context: ({ input }) => ({ ...input, peer: input.name }),
  initial: 'starting',
  on: { FAIL: '.down', POWER_OFF: '.down' },
  states: {
    starting: { always: [{ guard: 'isHome', target: 'running' }, { target: 'empty' }] },
    empty: {
      entry: 'forgetPeer',
      on: {
        PROBE: { actions: { type: 'report', params: { holding: 'nothing' } } },
        START: 'running',
        PREPARE: { target: 'receiving', actions: 'takePeer' },
      },
    },
    running: {
      entry: 'forgetPeer',
      on: {
        PROBE: { actions: { type: 'report', params: { holding: 'the VM' } } },
        MIGRATE: { target: 'sending', actions: ['takePeer', 'prepare'] },
      },
    },
    /** M1 to M5. A destination that is not there says nothing, and the migration is given up. */
    sending: {
      initial: 'asking',
      on: { PROBE: { actions: { type: 'report', params: { holding: 'a VM on its way out' } } } },
      states: {
        asking: { on: { PREPARED: 'copying' }, after: { preCopy: '#host.running' } },
        copying: { after: { preCopy: 'committing' } },
        committing: {
          entry: 'commit',
          on: { TAKEN: '#host.releasing' },
          after: { preCopy: '#host.running' },
        },
      },
    },
    /** M7: the VM runs elsewhere, the ports are being deleted. */
    releasing: {
      on: { PROBE: { actions: { type: 'report', params: { holding: 'nothing' } } } },
      after: { release: 'empty' },
    },
    receiving: {
      entry: 'confirm',
      on: {
        PROBE: { actions: { type: 'report', params: { holding: 'a copy on its way in' } } },
        COMMIT: { target: 'running', actions: 'tellTaken' },
      },
      after: { patience: 'empty' },
    },
    down: { entry: 'forgetPeer' },
  },
});
