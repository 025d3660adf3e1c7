/**
 * The administrator who follows the document, step by step.
 *
 * Duty: to do the steps in the order given, one each `step`, without looking whether each was accepted; and to give the
 * guest time to boot before the last (KVM-01 to KVM-06).
 * Parameters: `steps`, by default those of the document in its order; `step` 2 min (ours), longer than a boot.
 */
import { minutes } from 'redhound';
import { assign, sendTo, setup } from 'xstate';

/** To whom each step is told, and what. */
export const steps = {
  'shut the virtual machine down': { agent: 'vm', event: { type: 'SHUT_DOWN' } },
  'upgrade its hardware version': { agent: 'vm', event: { type: 'UPGRADE_HARDWARE' } },
  'edit /etc/vmware/config': { agent: 'esxiHost', event: { type: 'EDIT_CONFIG' } },
  'select Intel EPT': { agent: 'vm', event: { type: 'SELECT_EPT' } },
  'mask CPUID': { agent: 'vm', event: { type: 'MASK_CPUID' } },
  'edit the .vmx file': { agent: 'vm', event: { type: 'EDIT_VMX' } },
  'power the virtual machine on': { agent: 'vm', event: { type: 'POWER_ON' } },
  'install qemu-kvm': { agent: 'guest', event: { type: 'INSTALL_QEMU_KVM' } },
} as const;

export type Step = keyof typeof steps;
export const stepsOfTheDocument = Object.keys(steps) as readonly Step[];

export const administrator = setup({
  types: {
    context: {} as { readonly left: readonly Step[] },
    input: {} as { readonly steps: readonly Step[] },
    events: {} as { type: 'BEGIN' },
  },
  delays: { step: minutes(2) },
  guards: { isDone: ({ context }) => context.left.length === 0 },
  actions: {
    takeStep: sendTo(
      ({ system, context }) => system.get(steps[context.left[0]!].agent),
      ({ context }) => steps[context.left[0]!].event,
    ),
    tickOff: assign({ left: ({ context }) => context.left.slice(1) }),
  },
}).createMachine({
  id: 'administrator',
  context: ({ input }) => ({ left: input.steps }),
  initial: 'reading',
  states: {
    reading: { on: { BEGIN: 'working' } },
    working: {
      entry: ['takeStep', 'tickOff'],
      after: {
        step: [
          { guard: 'isDone', target: 'done' },
          { target: 'working', reenter: true },
        ],
      },
    },
    done: { type: 'final' },
  },
});
