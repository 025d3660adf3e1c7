/**
 * The suite of the steps to nested KVM: what happens if one of them is left out, or taken at the wrong time.
 */
import { defineSuite } from 'redhound';
import { type Step, stepsOfTheDocument } from '../models/nested-kvm/administrator.ts';
import { ubuntuGuest } from '../models/nested-kvm/ubuntu-guest.ts';
import { vm } from '../models/nested-kvm/vm.ts';
import { nestedKvmStepByStep, requiredByTheDocument } from '../models/nested-kvm.ts';
import { changedMachine, doneTwice } from './changed-machine.ts';
import { properties } from './nested-kvm-steps.ts';

const without = (missing: Step) =>
  nestedKvmStepByStep({ steps: stepsOfTheDocument.filter((step) => step !== missing) });

const vacuous = { 'upgrade-then-start-then-kvm': 'Vacuous: KVM never runs.' };
const neverBoots = { ...vacuous, 'boot-takes-a-while': 'Vacuous: the guest is never told to boot.' };

/** One of the settings is left out. */
const settingLeftOut = (name: string, missing: Step) => ({
  name,
  because: `The administrator forgets to ${missing}.`,
  system: without(missing),
  breaks: ['steps-lead-to-kvm', 'kvm-is-never-refused'],
  alsoBreaks: vacuous,
});

export default defineSuite({
  name: 'nested-kvm-steps',
  description: 'The document’s steps, in its order, make KVM run; each of them is needed.',
  system: nestedKvmStepByStep(),
  properties,
  search: { runs: 1_000, maxSteps: 60 },
  variants: [
    settingLeftOut('without-the-upgrade', 'upgrade its hardware version'),
    settingLeftOut('without-the-host-key', 'edit /etc/vmware/config'),
    settingLeftOut('without-ept', 'select Intel EPT'),
    settingLeftOut('without-the-cpuid-mask', 'mask CPUID'),
    settingLeftOut('without-the-vmx-key', 'edit the .vmx file'),
    {
      name: 'not-shut-down',
      because: 'The virtual machine is not shut down: upgrade and .vmx file are refused.',
      system: without('shut the virtual machine down'),
      breaks: ['steps-lead-to-kvm', 'kvm-is-never-refused'],
      alsoBreaks: neverBoots,
    },
    {
      name: 'not-powered-on',
      because: 'The virtual machine is never powered on again.',
      system: without('power the virtual machine on'),
      breaks: ['steps-lead-to-kvm'],
      alsoBreaks: neverBoots,
    },
    {
      name: 'without-qemu-kvm',
      because: 'qemu-kvm is not installed.',
      system: without('install qemu-kvm'),
      breaks: ['steps-lead-to-kvm'],
      alsoBreaks: vacuous,
    },
    {
      name: 'powered-on-too-early',
      because: 'The virtual machine is powered on before its .vmx file is edited.',
      system: nestedKvmStepByStep({
        steps: [
          ...stepsOfTheDocument.slice(0, 5),
          'power the virtual machine on',
          'edit the .vmx file',
          'install qemu-kvm',
        ],
      }),
      breaks: ['steps-lead-to-kvm', 'kvm-is-never-refused'],
      alsoBreaks: vacuous,
    },
    {
      name: 'upgrade-not-needed',
      because: 'The host starts a virtual machine of version 8 with the flag, and nobody upgrades it.',
      system: nestedKvmStepByStep({
        requires: requiredByTheDocument.filter((name) => name !== 'hardware version 9'),
        steps: stepsOfTheDocument.filter((step) => step !== 'upgrade its hardware version'),
      }),
      breaks: ['upgrade-then-start-then-kvm'],
    },
    {
      name: 'told-to-boot-twice',
      because: 'The virtual machine tells its guest to boot, and tells it again.',
      system: nestedKvmStepByStep({ vm: doneTwice(vm, 'bootGuest') }),
      breaks: ['one-thing-at-a-time'],
    },
    {
      name: 'boots-in-no-time',
      because: 'A boot is over at the instant at which it begins.',
      system: nestedKvmStepByStep({ guest: ubuntuGuest.provide({ delays: { boot: 0 } }) }),
      breaks: ['boot-takes-a-while'],
    },
    {
      name: 'delivered-with-the-guest-down',
      because: 'The virtual machine is on at first, and its guest is down.',
      system: nestedKvmStepByStep({ guest: changedMachine(ubuntuGuest, { initial: 'down' }) }),
      breaks: ['starts-as-delivered'],
    },
  ],
});
