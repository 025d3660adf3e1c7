/**
 * What is claimed about KVM in a virtual machine on ESXi, whoever changes what, and in whatever order.
 */
import { type Fairness, type Property, propertiesOf, type View } from 'redhound';
import { NESTED_ECX } from '../models/nested-kvm/vm-settings.ts';
import { nestedKvm } from '../models/nested-kvm.ts';

const {
  F,
  G,
  S,
  agent,
  always,
  alwaysPossible,
  and,
  claim,
  condition,
  eventually,
  fair,
  first,
  handled,
  implies,
  never,
  not,
  or,
  sometimes,
} = propertiesOf(nestedKvm());

type Letter = View<ReturnType<typeof nestedKvm>['agents']>;

const kvmReady = agent('guest').matches({ up: 'kvmReady' });
const kvmUnavailable = agent('guest').matches({ up: 'kvmUnavailable' });
const guestIsUp = agent('guest').matches('up');
const isOff = agent('vm').matches('off');

/** The host starts the virtual machine, with everything set that the document sets. */
const isStartedPrepared = and(
  handled(
    'esxiHost',
    'START_VM',
    ({ settings }) =>
      settings.hardwareVersion >= 9 &&
      settings.cpuMmu === 'Intel EPT' &&
      settings.cpuidLevel1Ecx === NESTED_ECX &&
      settings.vhvEnable,
  ),
  ({ agent }: Letter) => agent('esxiHost').context.vhvEnable,
);
const hasHardwareVersion = (version: 8 | 9) => (view: Letter) =>
  view.agent('vm').context.hardwareVersion === version;
const cpuIsIncapable = ({ agent }: Letter) => {
  const { cpu } = agent('esxiHost').context;
  return !cpu.vtx || !cpu.ept;
};

const restsOnColdStart = claim('kvm-rests-on-a-cold-start', {
  statement: 'Where KVM runs, everything was set when the virtual machine was last powered on.',
  because:
    'A running machine keeps the virtual CPU that it was started with; a change waits for the next start.',
  source: 'KVM-01 to KVM-05; KV01',
  formula: always(implies(kvmReady, S(not(isOff), isStartedPrepared))),
});

const offWhenEdited = claim('upgraded-and-edited-while-off', {
  statement: 'Hardware version and .vmx file are changed only while the virtual machine is off.',
  because: 'A running machine writes its own .vmx file, over what somebody wrote into it.',
  source: 'KVM-01, KVM-05; KV02',
  formula: never(and(or(handled('vm', 'UPGRADE_HARDWARE'), handled('vm', 'EDIT_VMX')), not(isOff))),
});

const versionOnlyRises = claim('hardware-version-only-rises', {
  statement: 'A virtual machine of hardware version 9 never has version 8 again.',
  because: 'An upgrade cannot be undone.',
  source: 'KVM-01; KV03',
  formula: never(hasHardwareVersion(8)).after(hasHardwareVersion(9)),
});

const upgradeIsNecessary = claim('no-kvm-without-upgrade', {
  statement: 'Without the upgrade of its hardware version the virtual machine never runs KVM.',
  because: 'It is the step that costs a shutdown; nobody should take it in vain, nor leave it out.',
  source: 'KVM-01; KV04',
  formula: first(handled('vm', 'UPGRADE_HARDWARE')).precedes(kvmReady),
});
const eptIsNecessary = claim('no-kvm-without-ept', {
  statement: 'Without Intel EPT for CPU and MMU the virtual machine never runs KVM.',
  source: 'KVM-03; KV04',
  formula: first(handled('vm', 'SELECT_EPT')).precedes(kvmReady),
});
const maskIsNecessary = claim('no-kvm-without-cpuid-mask', {
  statement: 'Without the H in the CPUID mask the virtual machine never runs KVM.',
  source: 'KVM-04; KV04',
  formula: first(handled('vm', 'MASK_CPUID')).precedes(kvmReady),
});

/** The claims about the two keys, with which ESXi versions differ. */
const keysAreNecessary = (doubt: Pick<Property, 'missing'> & Partial<Pick<Property, 'expected'>> = {}) => [
  claim('no-kvm-without-host-key', {
    statement: 'Without vhv.enable in /etc/vmware/config the virtual machine never runs KVM.',
    because: 'The document has it set on the host, and in the .vmx file too.',
    source: 'KVM-02; KV04',
    ...doubt,
    formula: first(handled('esxiHost', 'EDIT_CONFIG')).precedes(kvmReady),
  }),
  claim('no-kvm-without-vmx-key', {
    statement: 'Without vhv.enable in its .vmx file the virtual machine never runs KVM.',
    because: 'The document has it set on the host, and in the .vmx file too.',
    source: 'KVM-05; KV04',
    ...doubt,
    formula: first(handled('vm', 'EDIT_VMX')).precedes(kvmReady),
  }),
];

const qemuIsNecessary = claim('no-kvm-without-qemu-kvm', {
  statement: 'KVM does not run before qemu-kvm is installed.',
  source: 'KVM-06',
  formula: first(handled('guest', 'INSTALL_QEMU_KVM')).precedes(kvmReady),
});

const staysEnabled = (doubt: Pick<Property, 'missing'> & Partial<Pick<Property, 'expected'>> = {}) =>
  claim('once-enabled-always-enabled', {
    statement: 'A virtual machine that has run KVM runs it again after each restart and each power-on.',
    because: 'Who relies on the machines inside must be able to restart the one that holds them.',
    source: 'KVM-02, KVM-05; KV05',
    ...doubt,
    formula: never(kvmUnavailable).after(kvmReady),
  });

const staysPossible = (doubt: Pick<Property, 'missing'> & Partial<Pick<Property, 'expected'>> = {}) =>
  claim('kvm-stays-possible', {
    statement: 'Whatever was done and left undone, the virtual machine can still be brought to run KVM.',
    because: 'No order of the steps is a dead end.',
    source: 'KVM-06; KV06',
    ...doubt,
    formula: alwaysPossible(kvmReady),
  });

const startsAsDelivered = claim('starts-as-delivered', {
  statement: 'At first the virtual machine is on, and its guest is up, without qemu-kvm.',
  because: 'The document begins with a machine that runs, and has it shut down before anything else.',
  source: 'KVM-01, KVM-06',
  formula: and(agent('vm').matches('on'), agent('guest').matches({ up: 'withoutQemuKvm' })),
});

const restartTakesBoot = claim('restart-takes-a-boot', {
  statement: 'A guest that is restarted from inside boots, and is not up at the same instant.',
  because: 'A module that the kernel did not load is loaded then, or never.',
  source: 'KVM-06',
  formula: G(
    implies(handled('guest', 'RESTART'), and(agent('guest').matches('booting'), not(F(guestIsUp, 0)))),
  ),
});

const installedOnceForAll = claim('installed-once-for-all', {
  statement: 'Once qemu-kvm is installed, a guest that is up either runs KVM or says that it cannot.',
  because: 'kvm-ok has an answer in each case, and nothing removes the package.',
  source: 'KVM-06',
  formula: always(or(not(guestIsUp), kvmReady, kvmUnavailable)).after(handled('guest', 'INSTALL_QEMU_KVM')),
});

const saidOnce = claim('nothing-is-said-twice', {
  statement: 'The guest is never told to boot, nor reported to be down, twice at a time.',
  because: 'A second order, or a second report, would be believed later on.',
  source: 'ours',
  formula: always(
    condition(
      'no order and no report is under way twice',
      ({ link }) =>
        link('vm', 'guest').inFlight('BOOT') <= 1 && link('guest', 'vm').inFlight('GUEST_IS_DOWN') <= 1,
    ),
  ),
});

const noStepNeglected: Fairness = {
  strong: [
    fair.environment('esxiHost', 'EDIT_CONFIG'),
    fair.environment('vm', 'UPGRADE_HARDWARE'),
    fair.environment('vm', 'SELECT_EPT'),
    fair.environment('vm', 'MASK_CPUID'),
    fair.environment('vm', 'EDIT_VMX'),
    fair.environment('vm', 'SHUT_DOWN'),
    fair.environment('vm', 'POWER_ON'),
    fair.environment('guest', 'INSTALL_QEMU_KVM'),
  ],
};

/** Of the document’s own setting: both keys needed, a capable CPU, nobody at the web interface. */
export const properties = [
  startsAsDelivered,
  restartTakesBoot,
  installedOnceForAll,
  saidOnce,
  restsOnColdStart,
  offWhenEdited,
  versionOnlyRises,
  upgradeIsNecessary,
  eptIsNecessary,
  maskIsNecessary,
  ...keysAreNecessary(),
  qemuIsNecessary,
  staysEnabled(),
  staysPossible(),
  claim('kvm-is-possible', {
    statement: 'Some steps in some order lead from the virtual machine as it was made to KVM.',
    because: 'The document says so.',
    source: 'KVM-06; KV06',
    formula: sometimes(kvmReady),
  }),
  claim('persistence-leads-to-kvm', {
    statement:
      'Whoever neglects none of the steps for ever, and lets the guest boot again and again, gets KVM to run.',
    because: 'The steps do not undo each other, in whatever order.',
    source: 'KVM-01 to KVM-06; KV06',
    formula: implies(G(F(guestIsUp)), F(kvmReady)),
    fairness: noStepNeglected,
  }),
  claim('persistence-alone-leads-to-kvm', {
    statement: 'Whoever neglects none of the steps for ever gets KVM to run.',
    because: 'Steps can be taken too early: a machine that is shut down during each boot never gets far.',
    source: 'KVM-01 to KVM-06; KV06',
    expected: 'violated',
    missing: 'the guest is let boot again and again',
    formula: eventually(kvmReady),
    fairness: noStepNeglected,
  }),
];

const oneKeySuffices = {
  expected: 'violated',
  missing: 'the ESXi version needs both keys (C12): older ones read the host’s, newer ones the .vmx file’s',
} as const;

/** Of the field: either key suffices, some CPUs have no EPT, and somebody edits in the web interface. */
export const fieldProperties = [
  startsAsDelivered,
  restartTakesBoot,
  installedOnceForAll,
  saidOnce,
  offWhenEdited,
  versionOnlyRises,
  ...keysAreNecessary(oneKeySuffices),
  staysEnabled({
    expected: 'violated',
    missing:
      'nobody edits the virtual machine in the web interface, which drops vhv.enable from the .vmx file',
  }),
  staysPossible({ expected: 'violated', missing: 'the CPU of the host has VT-x and EPT' }),
  claim('no-kvm-without-any-key', {
    statement: 'With neither of the two keys the virtual machine never runs KVM.',
    because: 'The versions differ in where the key stands, not in that there is one.',
    source: 'KVM-02, KVM-05; KV04',
    formula: first(or(handled('esxiHost', 'EDIT_CONFIG'), handled('vm', 'EDIT_VMX'))).precedes(kvmReady),
  }),
  claim('capable-cpus-can-come-back', {
    statement: 'On a CPU with VT-x and EPT the virtual machine can always be brought to run KVM again.',
    because: 'An edit in the web interface costs a power cycle, not the machine.',
    source: 'KV05, KV06',
    formula: alwaysPossible(or(kvmReady, cpuIsIncapable)),
  }),
  claim('no-kvm-on-incapable-cpus', {
    statement: 'On a CPU without VT-x or without EPT the virtual machine never runs KVM.',
    because: 'No setting replaces hardware.',
    source: 'KVM-03; KV06',
    formula: always(not(kvmReady)).given(cpuIsIncapable),
  }),
];
