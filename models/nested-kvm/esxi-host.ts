/**
 * The VMware ESXi 5.1 host: it gives a virtual machine its virtual CPU.
 *
 * Duty: to show the guest the `vmx` flag if everything that it requires is there at a cold power-on, and not to change a
 * virtual CPU that is running. Its own part is the key vhv.enable in /etc/vmware/config (KVM-02).
 * Parameters: `cpu`, with VT-x and EPT or without; `requires`, by default what the document asks for, all of it. Which
 * of the two keys an ESXi version needs is disputed (C12): older accounts have one in the host's file, newer ones one
 * in the .vmx file.
 */
import { assign, sendTo, setup } from 'xstate';
import { selects, type VmSettings } from './vm-settings.ts';

export interface EsxiCpu {
  readonly vtx: boolean;
  readonly ept: boolean;
}

interface HostConfiguration {
  readonly cpu: EsxiCpu;
  /** vhv.enable in /etc/vmware/config. */
  readonly vhvEnable: boolean;
}

/** What may be required, one rule each. */
export const prerequisites = {
  'hardware version 9': (vm: VmSettings) => vm.hardwareVersion >= 9,
  'host key': (_: VmSettings, host: HostConfiguration) => host.vhvEnable,
  'Intel EPT': (vm: VmSettings) => vm.cpuMmu === 'Intel EPT',
  'CPUID mask': (vm: VmSettings) => selects(vm.cpuidLevel1Ecx, VMX_BIT),
  'vmx key': (vm: VmSettings) => vm.vhvEnable,
  'either key': (vm: VmSettings, host: HostConfiguration) => vm.vhvEnable || host.vhvEnable,
} as const;

export type Prerequisite = keyof typeof prerequisites;

/** The bit of CPUID level 1, ECX, that says VMX. */
const VMX_BIT = 5;

export interface EsxiHostInput {
  readonly cpu: EsxiCpu;
  readonly requires: readonly Prerequisite[];
}

export const esxiHost = setup({
  types: {
    context: {} as EsxiHostInput & HostConfiguration,
    input: {} as EsxiHostInput,
    events: {} as { type: 'EDIT_CONFIG' } | { type: 'START_VM'; settings: VmSettings },
  },
  guards: { isUnedited: ({ context }) => !context.vhvEnable },
  actions: {
    enableVhv: assign({ vhvEnable: true }),
    startVm: sendTo(
      ({ system }) => system.get('vm'),
      ({ context, event }) => ({
        type: 'STARTED',
        vmxFlag:
          event.type === 'START_VM' &&
          context.cpu.vtx &&
          context.cpu.ept &&
          context.requires.every((name) => prerequisites[name](event.settings, context)),
      }),
    ),
  },
}).createMachine({
  id: 'esxiHost',
  context: ({ input }) => ({ ...input, vhvEnable: false }),
  on: {
    EDIT_CONFIG: { guard: 'isUnedited', actions: 'enableVhv' },
    START_VM: { actions: 'startVm' },
  },
});
