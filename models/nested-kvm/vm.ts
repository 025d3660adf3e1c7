/**
 * The virtual machine as ESXi manages it: its settings and its power.
 *
 * Duty: to be upgraded, and its .vmx file edited, only while it is off (KVM-01, KVM-05; KV02). The other settings may be
 * changed at any time and wait for the next cold power-on (ours: the document changes them while the machine is off).
 * The hardware version only goes up (KV03). An editor that rewrites the .vmx file without the key takes it away (KV05).
 */
import { and, assign, sendTo, setup, stateIn } from 'xstate';
import { defaultSettings, NESTED_ECX, type VmSettings } from './vm-settings.ts';

export type VmEvent =
  | { type: 'UPGRADE_HARDWARE' }
  | { type: 'SELECT_EPT' }
  | { type: 'MASK_CPUID' }
  | { type: 'EDIT_VMX' }
  | { type: 'EDIT_IN_WEB_UI' }
  | { type: 'POWER_ON' }
  | { type: 'SHUT_DOWN' }
  | { type: 'STARTED'; vmxFlag: boolean }
  | { type: 'GUEST_IS_DOWN' };

export const vm = setup({
  types: { context: {} as VmSettings, events: {} as VmEvent },
  guards: {
    isOff: stateIn('off'),
    isUpgradable: ({ context }) => context.hardwareVersion === 8,
    isNotSelected: ({ context }) => context.cpuMmu === 'automatic',
    isNotMasked: ({ context }) => context.cpuidLevel1Ecx !== NESTED_ECX,
    hasNoKey: ({ context }) => !context.vhvEnable,
    hasKey: ({ context }) => context.vhvEnable,
  },
  actions: {
    upgradeHardware: assign({ hardwareVersion: 9 }),
    selectEpt: assign({ cpuMmu: 'Intel EPT' }),
    maskCpuid: assign({ cpuidLevel1Ecx: NESTED_ECX }),
    addKey: assign({ vhvEnable: true }),
    loseKey: assign({ vhvEnable: false }),
    askHost: sendTo(
      ({ system }) => system.get('esxiHost'),
      ({ context }) => ({ type: 'START_VM', settings: context }),
    ),
    bootGuest: sendTo(
      ({ system }) => system.get('guest'),
      ({ event }) => ({ type: 'BOOT', vmxFlag: event.type === 'STARTED' && event.vmxFlag }),
    ),
    shutGuestDown: sendTo(({ system }) => system.get('guest'), { type: 'SHUT_DOWN' }),
  },
}).createMachine({
  id: 'vm',
  context: defaultSettings,
  initial: 'on',
  on: {
    UPGRADE_HARDWARE: { guard: and(['isOff', 'isUpgradable']), actions: 'upgradeHardware' },
    EDIT_VMX: { guard: and(['isOff', 'hasNoKey']), actions: 'addKey' },
    SELECT_EPT: { guard: 'isNotSelected', actions: 'selectEpt' },
    MASK_CPUID: { guard: 'isNotMasked', actions: 'maskCpuid' },
    EDIT_IN_WEB_UI: { guard: 'hasKey', actions: 'loseKey' },
  },
  states: {
    off: { on: { POWER_ON: { target: 'starting', actions: 'askHost' } } },
    starting: { on: { STARTED: { target: 'on', actions: 'bootGuest' } } },
    on: { on: { SHUT_DOWN: { target: 'stopping', actions: 'shutGuestDown' } } },
    stopping: { on: { GUEST_IS_DOWN: 'off' } },
  },
});
