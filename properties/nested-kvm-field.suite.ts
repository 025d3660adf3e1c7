/**
 * The nested KVM suite of the field: what fails where the document’s assumptions are not met, and what holds even so.
 */
import { defineSuite } from 'redhound';
import { sendTo } from 'xstate';
import { vm } from '../models/nested-kvm/vm.ts';
import { type NestedKvmParameters, nestedKvm } from '../models/nested-kvm.ts';
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
  ],
});
