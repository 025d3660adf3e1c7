/**
 * The Host Agent of a server, as the second rung of the ladder: it restarts the guest OS, and tells the fabric
 * controller when it thinks that the hardware is to blame.
 *
 * Duty: to boot the virtual machine that it is told to; to restart it after ten minutes without a heartbeat (AZ-17); to
 * re-initialise it where the guest agent has not connected 25 minutes after a boot (P29, P39). A virtual machine that
 * was re-initialised or is new is clean: no code of the customer has run in it. When a clean one has failed to connect
 * three times running, the Host Agent reports a hardware fault (P40), wrongly if the guest agent is to blame (P42). It
 * answers the fabric controller's question for its health, and reports itself after the server has booted.
 * Parameters: `silence` 10 min; `connect` 25 min; `ATTEMPTS` 3; `serverBoot` 10 min (published for today's servers: 10
 * to 15).
 */
import { minutes } from 'redhound';
import { assign, emit, sendTo, setup } from 'xstate';

export type HostName = 'host1' | 'host2';

const ATTEMPTS = 3;

export interface HostAgentInput {
  readonly name: HostName;
}

interface HostAgentContext extends HostAgentInput {
  readonly hardware: 'good' | 'faulty';
  readonly clean: boolean;
  /** Of a clean virtual machine: how often running it failed to connect. */
  readonly failures: number;
}

export type HostAgentEvent =
  | { type: 'PROBE' }
  | { type: 'START' }
  | { type: 'RESTART_SERVER' }
  | { type: 'POWER_OFF' }
  | { type: 'REPAIRED' }
  | { type: 'HEARTBEAT' }
  | { type: 'USER_REBOOT' }
  | { type: 'MEMORY_FAULT' }
  | { type: 'HANG' }
  | { type: 'DIE' };

export const hostAgent = setup({
  types: {
    context: {} as HostAgentContext,
    input: {} as HostAgentInput,
    events: {} as HostAgentEvent,
    emitted: {} as
      | { type: 'accepted' }
      | { type: 'restarted for silence' }
      | { type: 're-initialised' }
      | { type: 'restarted on request' },
  },
  delays: { silence: minutes(10), connect: minutes(25), serverBoot: minutes(10) },
  guards: {
    isLastAttempt: ({ context }) => context.clean && context.failures + 1 === ATTEMPTS,
    isSound: ({ context }) => context.hardware === 'good',
  },
  actions: {
    bootVm: sendTo(
      ({ system }) => system.get('roleInstance'),
      ({ context: { name, hardware } }) => ({ type: 'BOOT', host: name, hardware }),
    ),
    stopVm: sendTo(
      ({ system }) => system.get('roleInstance'),
      ({ context }) => ({ type: 'OFF', host: context.name }),
    ),
    reportHealth: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }, { hosts }: { hosts: boolean }) => ({ type: 'HEALTH', host: context.name, hosts }),
    ),
    reportHardwareFault: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }) => ({ type: 'HARDWARE_FAULT', host: context.name }),
    ),
    reportBoot: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context }) => ({ type: 'HOST_UP', host: context.name }),
    ),
    accept: emit({ type: 'accepted' }),
    noteSilence: emit({ type: 'restarted for silence' }),
    noteRequest: emit({ type: 'restarted on request' }),
    noteReinitialisation: emit({ type: 're-initialised' }),
    beginClean: assign({ clean: true, failures: 0 }),
    countFailure: assign({
      clean: true,
      failures: ({ context }) => (context.clean ? context.failures + 1 : 0),
    }),
    roleRuns: assign({ clean: false, failures: 0 }),
    fail: assign({ hardware: 'faulty' }),
    repair: assign({ hardware: 'good' }),
  },
}).createMachine({
  id: 'hostAgent',
  context: ({ input }) => ({ ...input, hardware: 'good', clean: true, failures: 0 }),
  initial: 'up',
  on: {
    DIE: { target: '.dead', actions: 'stopVm' },
    MEMORY_FAULT: { guard: 'isSound', actions: 'fail' },
  },
  states: {
    up: {
      initial: 'empty',
      on: {
        HANG: 'hung',
        RESTART_SERVER: { target: 'booting', actions: 'stopVm' },
        POWER_OFF: { target: 'off', actions: 'stopVm' },
      },
      states: {
        empty: {
          on: {
            PROBE: { actions: { type: 'reportHealth', params: { hosts: false } } },
            START: { target: 'connecting', actions: ['beginClean', 'bootVm'] },
          },
        },
        connecting: {
          after: {
            connect: [
              { guard: 'isLastAttempt', target: 'suspect' },
              {
                target: 'connecting',
                reenter: true,
                actions: ['countFailure', 'noteReinitialisation', 'bootVm'],
              },
            ],
          },
          on: {
            PROBE: { actions: { type: 'reportHealth', params: { hosts: true } } },
            HEARTBEAT: { target: 'watching', actions: ['accept', 'roleRuns'] },
          },
        },
        watching: {
          after: { silence: { target: 'connecting', actions: ['noteSilence', 'bootVm'] } },
          on: {
            PROBE: { actions: { type: 'reportHealth', params: { hosts: true } } },
            HEARTBEAT: { target: 'watching', reenter: true, actions: 'accept' },
            USER_REBOOT: { target: 'connecting', actions: ['noteRequest', 'bootVm'] },
          },
        },
        suspect: { entry: 'reportHardwareFault' },
      },
    },
    hung: {
      on: {
        RESTART_SERVER: { target: 'booting', actions: 'stopVm' },
      },
    },
    booting: { after: { serverBoot: { target: 'up', actions: 'reportBoot' } } },
    off: {
      on: {
        REPAIRED: { actions: 'repair' },
        RESTART_SERVER: 'booting',
      },
    },
    dead: { on: { REPAIRED: { target: 'off', actions: 'repair' } } },
  },
});
