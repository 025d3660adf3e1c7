/**
 * What is claimed about the document’s own steps to nested KVM, taken in its order.
 */
import { minutes, propertiesOf } from 'redhound';
import { nestedKvmStepByStep } from '../models/nested-kvm.ts';

const { F, G, agent, always, and, claim, condition, first, handled, implies, never, not, whenever } =
  propertiesOf(nestedKvmStepByStep());

const kvmReady = agent('guest').matches({ up: 'kvmReady' });

const parties = ['administrator', 'esxiHost', 'vm', 'guest'] as const;

export const properties = [
  claim('steps-lead-to-kvm', {
    statement: 'Fourteen minutes after the first of eight steps, two minutes each, KVM runs.',
    because: 'A procedure that is followed to the letter should do what it is for.',
    source: 'KVM-01 to KVM-06; KV06',
    formula: whenever(handled('administrator', 'BEGIN')).leadsTo(kvmReady).within(minutes(14)),
  }),
  claim('kvm-is-never-refused', {
    statement: 'Who follows the steps never reads that the CPU does not support KVM.',
    because: 'When the guest says so, one of the earlier steps is missing, and nothing tells which.',
    source: 'KVM-01 to KVM-05; KV04',
    formula: never(agent('guest').matches({ up: 'kvmUnavailable' })),
  }),
  claim('upgrade-then-start-then-kvm', {
    statement: 'KVM runs only after the upgrade and, after that, a start of the virtual machine.',
    because: 'What is set takes effect at a cold start.',
    source: 'KVM-01; KV01',
    formula: first(handled('vm', 'UPGRADE_HARDWARE'), handled('vm', 'POWER_ON')).precedes(kvmReady),
  }),
  claim('starts-as-delivered', {
    statement: 'At first the virtual machine is on, and its guest is up, without qemu-kvm.',
    because: 'The document begins with a machine that runs, and has it shut down before anything else.',
    source: 'KVM-01, KVM-06',
    formula: and(agent('vm').matches('on'), agent('guest').matches({ up: 'withoutQemuKvm' })),
  }),
  claim('one-thing-at-a-time', {
    statement: 'Nobody says anything to anybody who has not yet heard what was said before.',
    because:
      'A step that is told twice is refused the second time, and nothing tells which of the two counted.',
    source: 'KVM-01 to KVM-06',
    formula: always(
      condition('one message at most on each way', ({ link }) =>
        parties.every((from) => parties.every((to) => link(from, to).inFlight() <= 1)),
      ),
    ),
  }),
  claim('boot-takes-a-while', {
    statement: 'A guest that is told to boot is not up at the same instant.',
    because: 'Who installs something meanwhile talks to nobody.',
    source: 'KVM-06',
    formula: G(implies(handled('guest', 'BOOT'), not(F(agent('guest').matches('up'), 0)))),
  }),
];
