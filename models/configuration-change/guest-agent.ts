/**
 * WindowsAzureGuestAgent, as the one who brings a changed configuration to a role.
 *
 * Duty: where only settings changed, to raise Changing in the role, which takes the change online or asks to be recycled
 * for it, and then Changed; where a certificate changed, to take the instance offline, install it (AZ-19), and start the
 * role again, without asking (P24). A configuration that comes meanwhile is next: what the role takes is what it was
 * asked about, and it is asked again about the newer one. A role that ends by itself is started again with the newest.
 */
import { assign, emit, sendTo, setup } from 'xstate';
import { type Configuration, firstConfiguration, type Setting } from './configuration.ts';

interface GuestAgentContext {
  readonly wanted: Configuration;
  readonly applied: Configuration;
  /** What the role is being asked about. */
  readonly asked?: Setting | undefined;
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
    noteQuestion: assign({ asked: ({ context }) => context.wanted.setting }),
    applySetting: assign({
      applied: ({ context: { applied, asked } }) =>
        asked === undefined ? applied : { ...applied, setting: asked },
    }),
    dropQuestion: assign({ asked: undefined }),
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
      entry: ['noteQuestion', 'raiseChanging'],
      on: {
        CHANGING_RETURNED: [
          { guard: 'wantsRecycling', target: 'stopping', actions: 'dropQuestion' },
          { target: 'settled', actions: ['applySetting', 'dropQuestion', 'noteOnline', 'raiseChanged'] },
        ],
        EXITED: { target: 'offline', actions: 'dropQuestion' },
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
