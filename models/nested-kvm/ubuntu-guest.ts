/**
 * The guest: Ubuntu 13.10, 64 bit, installed already (KVM-06), and on it qemu-kvm.
 *
 * Duty: to boot, to run KVM if qemu-kvm is installed and the virtual CPU shows `vmx` (what `kvm-ok` asks for), and to go
 * down when told. A restart from inside keeps the virtual CPU that the machine was powered on with.
 * Parameter: `boot` 1 min (ours).
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

interface GuestContext {
  /** Whether /proc/cpuinfo has the flag. */
  readonly vmxFlag: boolean;
  readonly hasQemuKvm: boolean;
}

export const ubuntuGuest = setup({
  types: {
    context: {} as GuestContext,
    events: {} as
      | { type: 'BOOT'; vmxFlag: boolean }
      | { type: 'SHUT_DOWN' }
      | { type: 'RESTART' }
      | { type: 'INSTALL_QEMU_KVM' },
  },
  delays: { boot: minutes(1) },
  guards: {
    hasVmxFlag: ({ context }) => context.vmxFlag,
    hasNoQemuKvm: ({ context }) => !context.hasQemuKvm,
  },
  actions: {
    readCpu: assign(({ context, event }) => (event.type === 'BOOT' ? { vmxFlag: event.vmxFlag } : context)),
    install: assign({ hasQemuKvm: true }),
    reportDown: sendTo(({ system }) => system.get('vm'), { type: 'GUEST_IS_DOWN' }),
  },
}).createMachine({
  id: 'ubuntuGuest',
  context: { vmxFlag: false, hasQemuKvm: false },
  initial: 'up',
  on: { SHUT_DOWN: { target: '.down', actions: 'reportDown' } },
  states: {
    down: { on: { BOOT: { target: 'booting', actions: 'readCpu' } } },
    booting: { after: { boot: 'up' } },
    up: {
      initial: 'starting',
      on: { RESTART: 'booting' },
      states: {
        starting: {
          always: [
            { guard: 'hasNoQemuKvm', target: 'withoutQemuKvm' },
            { guard: 'hasVmxFlag', target: 'kvmReady' },
            { target: 'kvmUnavailable' },
          ],
        },
        withoutQemuKvm: { on: { INSTALL_QEMU_KVM: { target: 'starting', actions: 'install' } } },
        /** kvm_intel is loaded. */
        kvmReady: {},
        /** kvm_intel says: "no hardware support". */
        kvmUnavailable: {},
      },
    },
  },
});
