/**
 * WindowsAzureGuestAgent, as the one who brings a changed configuration to a role.
 *
 * Duty: where only settings changed, to raise Changing in the role, which takes the change online or asks to be recycled
 * for it, and then Changed; where a certificate changed, to take the instance offline, install it (AZ-19), and start the
 * role again, without asking (P24). A configuration that comes meanwhile is next. A role that ends by itself is started
 * again with the newest one.
 */
import { assign, emit, sendTo, setup } from 'xstate';
import { type Configuration, firstConfiguration } from './configuration.ts';

interface GuestAgentContext {
  readonly wanted: Configuration;
  readonly applied: Configuration;
}

export type GuestAgentEvent =
  | { type: 'CONFIGURE'; configuration: Configuration }
  /** From the role. */
  | { type: 'STARTED' }
  | { type: 'EXITED' }
  | { type: 'CHANGING_RETURNED'; cancel: boolean };

export const guestAgent = setup({
  types: {
    context: {} as GuestAgentContext,
    events: {} as GuestAgentEvent,
    emitted: {} as { type: 'certificate installed' } | { type: 'applied online' },
  },
  guards: {
    hasNewCertificate: ({ context: { wanted, applied } }) => wanted.certificate !== applied.certificate,
    hasNewSetting: ({ context: { wanted, applied } }) => wanted.setting !== applied.setting,
    wantsRecycling: ({ event }) => event.type === 'CHANGING_RETURNED' && event.cancel,
  },
  actions: {
    takeConfiguration: assign(({ event }) =>
      event.type === 'CONFIGURE' ? { wanted: event.configuration } : {},
    ),
    raiseChanging: sendTo(
      ({ system }) => system.get('role'),
      ({ context: { wanted, applied } }) => ({
        type: 'CHANGING',
        setting: wanted.setting !== applied.setting,
        certificate: wanted.certificate !== applied.certificate,
      }),
    ),
    applySetting: assign({
      applied: ({ context: { wanted, applied } }) => ({ ...applied, setting: wanted.setting }),
    }),
    noteOnline: emit({ type: 'applied online' }),
    raiseChanged: sendTo(({ system }) => system.get('role'), { type: 'CHANGED' }),
    stopRole: sendTo(({ system }) => system.get('role'), { type: 'STOP' }),
    installCertificate: emit({ type: 'certificate installed' }),
    applyAll: assign({ applied: ({ context }) => context.wanted }),
    startRole: sendTo(({ system }) => system.get('role'), { type: 'START' }),
  },
}).createMachine({
  id: 'guestAgent',
  context: { wanted: firstConfiguration, applied: firstConfiguration },
  initial: 'starting',
  on: { CONFIGURE: { actions: 'takeConfiguration' } },
  states: {
    starting: {
      entry: 'startRole',
      on: { STARTED: 'settled', EXITED: 'offline' },
    },
    settled: {
      always: [
        { guard: 'hasNewCertificate', target: 'stopping' },
        { guard: 'hasNewSetting', target: 'asking' },
      ],
      on: { EXITED: 'offline' },
    },
    asking: {
      entry: 'raiseChanging',
      on: {
        CHANGING_RETURNED: [
          { guard: 'wantsRecycling', target: 'stopping' },
          { target: 'settled', actions: ['applySetting', 'noteOnline', 'raiseChanged'] },
        ],
        EXITED: 'offline',
      },
    },
    stopping: { entry: 'stopRole', on: { EXITED: 'offline' } },
    offline: {
      always: [
        { guard: 'hasNewCertificate', target: 'starting', actions: ['installCertificate', 'applyAll'] },
        { target: 'starting', actions: 'applyAll' },
      ],
    },
  },
});
