/**
 * The nested KVM suite: steps in any order, as the document sees it, and at least one broken variant for each claim.
 */
import { defineSuite } from 'redhound';
import { assign, sendTo } from 'xstate';
import type { Prerequisite } from '../models/nested-kvm/esxi-host.ts';
import { ubuntuGuest } from '../models/nested-kvm/ubuntu-guest.ts';
import { vm } from '../models/nested-kvm/vm.ts';
import { NESTED_ECX } from '../models/nested-kvm/vm-settings.ts';
import { nestedKvm, requiredByTheDocument } from '../models/nested-kvm.ts';
import { changedMachine, doneTwice } from './changed-machine.ts';
import { properties } from './nested-kvm.ts';

/** A host that does without one prerequisite. */
const withoutRequiring = (missing: Prerequisite) =>
  nestedKvm({ requires: requiredByTheDocument.filter((name) => name !== missing) });

/** A guest whose config is another one. */
const guestWith = (config: object) => changedMachine(ubuntuGuest, config);

const vacuous = 'Vacuous: KVM never runs.';
const notPrepared = 'It runs where not everything was set.';

export default defineSuite({
  name: 'nested-kvm',
  description:
    'KVM runs in a virtual machine on ESXi exactly where everything was set before its last start.',
  system: nestedKvm(),
  properties,
  search: { runs: 10_000, maxSteps: 120 },
  survivors: {
    'change-delay:guest#2': 'How long a boot takes is ours, and nothing else takes time.',
    'drop-guard:esxiHost:EDIT_CONFIG': 'To write the key once more changes nothing.',
    'drop-guard:vm:SELECT_EPT': 'To select it once more changes nothing.',
    'drop-guard:vm:MASK_CPUID': 'To set the mask once more changes nothing.',
  },
  variants: [
    {
      name: 'delivered-with-the-guest-down',
      because: 'The virtual machine is on at first, and its guest is down.',
      system: nestedKvm({ guest: guestWith({ initial: 'down' }) }),
      breaks: ['starts-as-delivered'],
    },
    {
      name: 'restart-without-boot',
      because: 'A guest that is restarted is up at once.',
      system: nestedKvm({
        guest: guestWith({
          states: {
            ...ubuntuGuest.config.states,
            up: { ...ubuntuGuest.config.states!['up'], on: { RESTART: { target: 'up', reenter: true } } },
          },
        }),
      }),
      breaks: ['restart-takes-a-boot'],
    },
    {
      name: 'boots-in-no-time',
      because: 'A boot is over at the instant at which it begins.',
      system: nestedKvm({ guest: ubuntuGuest.provide({ delays: { boot: 0 } }) }),
      breaks: ['restart-takes-a-boot'],
      alsoBreaks: { 'persistence-leads-to-kvm': 'One restart after the other, and time does not go on.' },
    },
    {
      name: 'installation-forgotten',
      because: 'What is installed is gone before the guest looks for it.',
      system: nestedKvm({ guest: ubuntuGuest.provide({ actions: { install: () => {} } }) }),
      breaks: ['installed-once-for-all', 'kvm-stays-possible', 'kvm-is-possible', 'persistence-leads-to-kvm'],
      alsoBreaks: {
        'no-kvm-without-upgrade': vacuous,
        'no-kvm-without-ept': vacuous,
        'no-kvm-without-cpuid-mask': vacuous,
        'no-kvm-without-host-key': vacuous,
        'no-kvm-without-vmx-key': vacuous,
        'no-kvm-without-qemu-kvm': vacuous,
        'once-enabled-always-enabled': vacuous,
      },
    },
    {
      name: 'told-to-boot-twice',
      because: 'The virtual machine tells its guest to boot, and tells it again.',
      system: nestedKvm({ vm: doneTwice(vm, 'bootGuest') }),
      breaks: ['nothing-is-said-twice'],
    },
    {
      name: 'upgrade-not-required',
      because: 'The host starts virtual machines of hardware version 8 with the flag.',
      system: withoutRequiring('hardware version 9'),
      breaks: ['no-kvm-without-upgrade', 'kvm-rests-on-a-cold-start'],
    },
    {
      name: 'host-key-not-required',
      because: 'The host does without the key in /etc/vmware/config.',
      system: withoutRequiring('host key'),
      breaks: ['no-kvm-without-host-key', 'kvm-rests-on-a-cold-start'],
    },
    {
      name: 'ept-not-required',
      because: 'The host does without Intel EPT.',
      system: withoutRequiring('Intel EPT'),
      breaks: ['no-kvm-without-ept', 'kvm-rests-on-a-cold-start'],
    },
    {
      name: 'cpuid-mask-not-required',
      because: 'The host does without the CPUID mask.',
      system: withoutRequiring('CPUID mask'),
      breaks: ['no-kvm-without-cpuid-mask', 'kvm-rests-on-a-cold-start'],
    },
    {
      name: 'vmx-key-not-required',
      because: 'The host does without the key in the .vmx file.',
      system: withoutRequiring('vmx key'),
      breaks: ['no-kvm-without-vmx-key', 'kvm-rests-on-a-cold-start'],
    },
    {
      name: 'takes-effect-after-the-start',
      because:
        'What is changed after the virtual machine was started counts as well, as soon as its guest boots.',
      system: nestedKvm({
        vm: vm.provide({
          actions: {
            bootGuest: sendTo(
              ({ system }) => system.get('guest'),
              ({ context, event }) => ({
                type: 'BOOT',
                vmxFlag:
                  (event.type === 'STARTED' && event.vmxFlag) ||
                  (context.cpuMmu === 'Intel EPT' && context.cpuidLevel1Ecx === NESTED_ECX),
              }),
            ),
          },
        }),
      }),
      breaks: ['kvm-rests-on-a-cold-start'],
      alsoBreaks: {
        'no-kvm-without-upgrade': notPrepared,
        'no-kvm-without-host-key': notPrepared,
        'no-kvm-without-vmx-key': notPrepared,
      },
    },
    {
      name: 'edited-while-on',
      because: 'The virtual machine takes upgrades and edits while it is on.',
      system: nestedKvm({ vm: vm.provide({ guards: { isOff: () => true } }) }),
      breaks: ['upgraded-and-edited-while-off'],
    },
    {
      name: 'upgrade-toggles',
      because: 'To upgrade the hardware version a second time takes it back to 8.',
      system: nestedKvm({
        vm: vm.provide({
          guards: { isUpgradable: () => true },
          actions: {
            upgradeHardware: assign(({ context }) => ({
              hardwareVersion: context.hardwareVersion === 8 ? (9 as const) : (8 as const),
            })),
          },
        }),
      }),
      breaks: ['hardware-version-only-rises', 'once-enabled-always-enabled', 'persistence-leads-to-kvm'],
    },
    {
      name: 'kvm-without-qemu',
      because: 'The guest takes qemu-kvm for installed from the beginning.',
      system: nestedKvm({ guest: ubuntuGuest.provide({ guards: { hasNoQemuKvm: () => false } }) }),
      breaks: ['no-kvm-without-qemu-kvm'],
      alsoBreaks: {
        'starts-as-delivered': 'It is there from the beginning.',
        'installed-once-for-all': 'Vacuous: nobody installs it.',
      },
    },
    {
      name: 'edited-in-the-web-interface',
      because: 'Somebody edits the virtual machine where the key is dropped.',
      system: nestedKvm({ webUiEdits: 1 }),
      breaks: ['once-enabled-always-enabled'],
    },
    {
      name: 'cpu-without-ept',
      because: 'The host has a CPU from before EPT.',
      system: nestedKvm({ cpus: [{ vtx: true, ept: false }] }),
      breaks: ['kvm-stays-possible', 'kvm-is-possible', 'persistence-leads-to-kvm'],
      alsoBreaks: {
        'no-kvm-without-upgrade': vacuous,
        'no-kvm-without-ept': vacuous,
        'no-kvm-without-cpuid-mask': vacuous,
        'no-kvm-without-host-key': vacuous,
        'no-kvm-without-vmx-key': vacuous,
        'no-kvm-without-qemu-kvm': vacuous,
        'once-enabled-always-enabled': vacuous,
      },
    },
  ],
});
