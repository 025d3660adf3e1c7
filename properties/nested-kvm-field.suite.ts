/**
 * The nested KVM suite of the field: what fails where the document’s assumptions are not met, and what holds even so.
 */
import { defineSuite } from 'redhound';
import { assign, sendTo } from 'xstate';
import { ubuntuGuest } from '../models/nested-kvm/ubuntu-guest.ts';
import { vm } from '../models/nested-kvm/vm.ts';
import { type NestedKvmParameters, nestedKvm } from '../models/nested-kvm.ts';
import { changedMachine, doneTwice } from './changed-machine.ts';
import { fieldProperties } from './nested-kvm.ts';

const field: Partial<NestedKvmParameters> = {
  requires: ['hardware version 9', 'either key', 'Intel EPT', 'CPUID mask'],
  cpus: [
    { vtx: true, ept: true },
    { vtx: true, ept: false },
  ],
  webUiEdits: 1,
};

export default defineSuite({
  name: 'nested-kvm-field',
  description: 'One key may suffice, old CPUs never do, and an editor can take the key away again.',
  system: nestedKvm(field),
  properties: fieldProperties,
  search: { runs: 2_000, maxSteps: 120 },
  survivors: {
    'change-delay:guest#2': 'How long a boot takes is ours, and nothing else takes time.',
    'drop-guard:esxiHost:EDIT_CONFIG': 'To write the key once more changes nothing.',
    'drop-guard:vm:EDIT_IN_WEB_UI': 'An editor that drops a key which is not there changes nothing.',
  },
  variants: [
    {
      name: 'no-key-required',
      because: 'The host does without any key.',
      system: nestedKvm({ ...field, requires: ['hardware version 9', 'Intel EPT', 'CPUID mask'] }),
      breaks: ['no-kvm-without-any-key'],
      alsoBreaks: { 'once-enabled-always-enabled': 'Holds: there is no key whose loss could matter.' },
    },
    {
      name: 'hardware-cannot-be-upgraded',
      because: 'The upgrade of the hardware version is never offered.',
      system: nestedKvm({ ...field, vm: vm.provide({ guards: { isUpgradable: () => false } }) }),
      breaks: ['capable-cpus-can-come-back'],
      alsoBreaks: {
        'no-kvm-without-host-key': 'Vacuous: KVM never runs.',
        'no-kvm-without-vmx-key': 'Vacuous: KVM never runs.',
        'no-kvm-without-any-key': 'Vacuous: KVM never runs.',
        'once-enabled-always-enabled': 'Vacuous: KVM never runs.',
        'hardware-version-only-rises': 'Vacuous: nobody gets beyond version 8.',
      },
    },
    {
      name: 'flag-without-hardware',
      because: 'The virtual machine tells its guest of a flag whatever the host says.',
      system: nestedKvm({
        ...field,
        vm: vm.provide({
          actions: {
            bootGuest: sendTo(
              ({ system }) => system.get('guest'),
              () => ({ type: 'BOOT', vmxFlag: true }),
            ),
          },
        }),
      }),
      breaks: ['no-kvm-on-incapable-cpus', 'no-kvm-without-any-key'],
      alsoBreaks: {
        'once-enabled-always-enabled': 'Holds: the flag is always there.',
        'kvm-stays-possible': 'Holds: the flag is always there.',
      },
    },
    {
      name: 'delivered-with-the-guest-down',
      because: 'The virtual machine is on at first, and its guest is down.',
      system: nestedKvm({ ...field, guest: changedMachine(ubuntuGuest, { initial: 'down' }) }),
      breaks: ['starts-as-delivered'],
    },
    {
      name: 'boots-in-no-time',
      because: 'A boot is over at the instant at which it begins.',
      system: nestedKvm({ ...field, guest: ubuntuGuest.provide({ delays: { boot: 0 } }) }),
      breaks: ['restart-takes-a-boot'],
    },
    {
      name: 'installation-forgotten',
      because: 'What is installed is gone before the guest looks for it.',
      system: nestedKvm({ ...field, guest: ubuntuGuest.provide({ actions: { install: () => {} } }) }),
      breaks: ['installed-once-for-all', 'capable-cpus-can-come-back'],
      alsoBreaks: {
        'no-kvm-without-host-key': 'Vacuous: KVM never runs.',
        'no-kvm-without-vmx-key': 'Vacuous: KVM never runs.',
        'no-kvm-without-any-key': 'Vacuous: KVM never runs.',
        'once-enabled-always-enabled': 'Vacuous: KVM never runs.',
      },
    },
    {
      name: 'told-to-boot-twice',
      because: 'The virtual machine tells its guest to boot, and tells it again.',
      system: nestedKvm({
        ...field,
        vm: doneTwice(vm, 'bootGuest'),
      }),
      breaks: ['nothing-is-said-twice'],
    },
    {
      name: 'edited-while-on',
      because: 'The virtual machine takes upgrades and edits while it is on.',
      system: nestedKvm({ ...field, vm: vm.provide({ guards: { isOff: () => true } }) }),
      breaks: ['upgraded-and-edited-while-off'],
    },
    {
      name: 'upgrade-toggles',
      because: 'To upgrade the hardware version a second time takes it back to 8.',
      system: nestedKvm({
        ...field,
        vm: vm.provide({
          guards: { isUpgradable: () => true },
          actions: {
            upgradeHardware: assign(({ context }) => ({
              hardwareVersion: context.hardwareVersion === 8 ? (9 as const) : (8 as const),
            })),
          },
        }),
      }),
      breaks: ['hardware-version-only-rises'],
    },
  ],
});
