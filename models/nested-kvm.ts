/**
 * A virtual machine on an ESXi 5.1 host that is to run KVM itself: any steps in any order, or those of a document.
 *
 * Left out: that the host reads its file only when a service restarts, what a virtual machine inside would do, and every
 * setting that nested KVM does not depend on.
 */
import { agent, defineSystem, oneOf } from 'redhound';
import { administrator, type Step, steps, stepsOfTheDocument } from './nested-kvm/administrator.ts';
import { type EsxiCpu, esxiHost, type Prerequisite, prerequisites } from './nested-kvm/esxi-host.ts';
import { ubuntuGuest } from './nested-kvm/ubuntu-guest.ts';
import { vm } from './nested-kvm/vm.ts';

export interface NestedKvmParameters {
  readonly vm: typeof vm;
  readonly guest: typeof ubuntuGuest;
  /** Alternatives, of which each run has one. */
  readonly cpus: readonly EsxiCpu[];
  /** What the ESXi version requires beside such a CPU (C12). */
  readonly requires: readonly Prerequisite[];
  /** How often somebody edits the virtual machine in the web interface. */
  readonly webUiEdits: number;
}

const capableCpu: EsxiCpu = { vtx: true, ept: true };

/** Everything that the document has done. */
export const requiredByTheDocument: readonly Prerequisite[] = [
  'hardware version 9',
  'host key',
  'Intel EPT',
  'CPUID mask',
  'vmx key',
];

const agentsOf = (changed: Partial<NestedKvmParameters>) => {
  const { cpus = [capableCpu], requires = requiredByTheDocument } = changed;
  refuseUnknown('requires', requires, prerequisites);
  return {
    esxiHost: agent(esxiHost, { input: oneOf(...cpus.map((cpu) => ({ cpu, requires }))) }),
    vm: changed.vm ?? vm,
    guest: changed.guest ?? ubuntuGuest,
  };
};

/** Whoever may edit, power on, shut down and install does so at any time, in any order, any number of times. */
export const nestedKvm = (changed: Partial<NestedKvmParameters> = {}) =>
  defineSystem({
    name: 'nested-kvm',
    agents: agentsOf(changed),
    environment: [
      { agent: 'esxiHost', event: { type: 'EDIT_CONFIG' }, budget: 'any' },
      { agent: 'vm', event: { type: 'UPGRADE_HARDWARE' }, budget: 'any' },
      { agent: 'vm', event: { type: 'SELECT_EPT' }, budget: 'any' },
      { agent: 'vm', event: { type: 'MASK_CPUID' }, budget: 'any' },
      { agent: 'vm', event: { type: 'EDIT_VMX' }, budget: 'any' },
      { agent: 'vm', event: { type: 'EDIT_IN_WEB_UI' }, budget: { atMost: changed.webUiEdits ?? 0 } },
      { agent: 'vm', event: { type: 'POWER_ON' }, budget: 'any' },
      { agent: 'vm', event: { type: 'SHUT_DOWN' }, budget: 'any' },
      { agent: 'guest', event: { type: 'RESTART' }, budget: 'any' },
      { agent: 'guest', event: { type: 'INSTALL_QEMU_KVM' }, budget: 'any' },
    ],
  });

/** An administrator begins at some time and takes the given steps, one after the other. Nobody else interferes. */
export const nestedKvmStepByStep = ({
  steps: taken = stepsOfTheDocument,
  ...changed
}: Partial<NestedKvmParameters> & { readonly steps?: readonly Step[] } = {}) => {
  refuseUnknown('steps', taken, steps);
  if (taken.length === 0) {
    throw new Error(
      'models/nested-kvm.ts: `steps` is empty. Give the administrator at least one step, or use nestedKvm().',
    );
  }
  return defineSystem({
    name: 'nested-kvm-steps',
    agents: { ...agentsOf(changed), administrator: agent(administrator, { input: { steps: taken } }) },
    environment: [{ agent: 'administrator', event: { type: 'BEGIN' }, budget: 'any' }],
  });
};

function refuseUnknown(parameter: string, names: readonly string[], known: object): void {
  const unknown = names.find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new Error(
    `models/nested-kvm.ts: \`${parameter}\` has the unknown '${unknown}'. Choose among: ${Object.keys(known).join(', ')}.`,
  );
}
