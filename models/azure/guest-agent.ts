/**
 * WindowsAzureGuestAgent (service "Windows Azure Guest Agent"): brings the guest OS and the role to where they should be.
 *
 * Duty: to set firewall, access control lists, certificates, the SID of the role's user and the role configuration
 * (AZ-19, AZ-21); to start WaHostBootstrapper after that (AZ-22), and again whenever it ends, which is the only
 * recovery it performs; to report the role's status, and of which incarnation of the guest (AZ-20; P54); to answer the load balancer's probe while the role is Ready.
 * A planned stop first lets the load balancer take the instance out of rotation, then stops the role (P19).
 * It never installs or updates itself: WaAppAgent does, and hears from it when it has begun (AZ-13).
 * Parameters: `drain` 45 s from the last answer to a probe to OnStop, longer than the load balancer's 31 s (ours; the
 * public account gives the order only).
 */
import { seconds } from 'redhound';
import { assign, sendTo, setup } from 'xstate';
import type { StopCause } from './bootstrapper.ts';
import { type InstanceStatus, type RoleModel, type Setting, settings } from './role-model.ts';

interface GuestAgentContext {
  readonly role: RoleModel;
  /** What is set already. */
  readonly applied: number;
  readonly stopCause: StopCause;
  /** Of the guest OS that it runs in. */
  readonly incarnation: number;
}

export type GuestAgentEvent =
  /** The incarnation counts where guests are restarted. */
  | { type: 'START_SERVICE'; incarnation?: number }
  | { type: 'START_ROLE' }
  | { type: 'STOP_ROLE'; cause: StopCause }
  | { type: 'APPLIED'; setting: Setting }
  /** The bootstrapper says so when it changes: busy first. */
  | { type: 'ROLE_STATUS'; busy: boolean }
  | { type: 'BOOTSTRAPPER_EXITED' }
  | { type: 'PROBE' };

export const guestAgent = setup({
  types: {
    context: {} as GuestAgentContext,
    input: {} as { readonly role: RoleModel },
    events: {} as GuestAgentEvent,
  },
  delays: { drain: seconds(45) },
  guards: {
    isLastSetting: ({ context }) => context.applied === settings.length - 1,
  },
  actions: {
    beginConfiguration: assign({ applied: 0 }),
    noteIncarnation: assign({
      incarnation: ({ context, event }) =>
        event.type === 'START_SERVICE' ? (event.incarnation ?? context.incarnation) : context.incarnation,
    }),
    countSetting: assign({ applied: ({ context }) => context.applied + 1 }),
    applySetting: sendTo(
      ({ system }) => system.get('guestOs'),
      ({ context }) => ({ type: 'APPLY', setting: settings[context.applied] ?? 'firewall' }),
    ),
    startBootstrapper: sendTo(
      ({ system }) => system.get('bootstrapper'),
      ({ context }) => ({ type: 'START', role: context.role }),
    ),
    stopBootstrapper: sendTo(
      ({ system }) => system.get('bootstrapper'),
      ({ context }) => ({ type: 'STOP', cause: context.stopCause }),
    ),
    noteCause: assign({
      stopCause: ({ context, event }) => (event.type === 'STOP_ROLE' ? event.cause : context.stopCause),
    }),
    forgetCause: assign({ stopCause: 'platform' }),
    report: sendTo(
      ({ system }) => system.get('fabricController'),
      ({ context: { incarnation } }, { status }: { status: InstanceStatus }) => ({
        type: 'STATUS',
        status,
        incarnation,
      }),
    ),
    answerProbe: sendTo(({ system }) => system.get('loadBalancer'), { type: 'PROBE_OK' }),
    confirmStart: sendTo(({ system }) => system.get('waAppAgent'), { type: 'GUEST_AGENT_STARTED' }),
    confirmStop: sendTo(({ system }) => system.get('waAppAgent'), { type: 'ROLE_STOPPED' }),
  },
}).createMachine({
  id: 'guestAgent',
  context: ({ input }) => ({ role: input.role, applied: 0, stopCause: 'platform', incarnation: 0 }),
  initial: 'absent',
  states: {
    absent: {
      on: {
        START_SERVICE: {
          target: 'configuring',
          actions: ['beginConfiguration', 'noteIncarnation', 'confirmStart'],
        },
      },
    },
    configuring: {
      entry: { type: 'report', params: { status: 'StartingRole' } },
      initial: 'applying',
      states: {
        applying: {
          entry: 'applySetting',
          on: {
            APPLIED: [
              { guard: 'isLastSetting', target: '#guestAgent.started' },
              { target: 'applying', reenter: true, actions: 'countSetting' },
            ],
            STOP_ROLE: 'abandoning',
          },
        },
        abandoning: { on: { APPLIED: '#guestAgent.stopped' } },
      },
    },
    started: {
      entry: 'startBootstrapper',
      initial: 'starting',
      on: {
        BOOTSTRAPPER_EXITED: {
          target: 'started',
          reenter: true,
          actions: { type: 'report', params: { status: 'RestartingRole' } },
        },
        STOP_ROLE: { target: 'draining', actions: 'noteCause' },
      },
      states: {
        starting: {
          on: {
            ROLE_STATUS: { target: 'busy', actions: { type: 'report', params: { status: 'BusyRole' } } },
          },
        },
        busy: {
          on: {
            ROLE_STATUS: { target: 'ready', actions: { type: 'report', params: { status: 'ReadyRole' } } },
          },
        },
        ready: {
          on: {
            ROLE_STATUS: { target: 'busy', actions: { type: 'report', params: { status: 'BusyRole' } } },
            PROBE: { actions: 'answerProbe' },
          },
        },
      },
    },
    draining: {
      entry: { type: 'report', params: { status: 'StoppingRole' } },
      after: { drain: 'stopping' },
      on: { BOOTSTRAPPER_EXITED: 'stopped' },
    },
    stopping: {
      entry: 'stopBootstrapper',
      on: { BOOTSTRAPPER_EXITED: 'stopped' },
    },
    stopped: {
      entry: [{ type: 'report', params: { status: 'StoppedRole' } }, 'forgetCause', 'confirmStop'],
      on: {
        START_ROLE: { target: 'configuring', actions: 'beginConfiguration' },
        START_SERVICE: {
          target: 'configuring',
          actions: ['beginConfiguration', 'noteIncarnation', 'confirmStart'],
        },
      },
    },
  },
});
