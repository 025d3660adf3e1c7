/**
 * Parameters that make no system are refused, in words that say what to do.
 */
import { expect, test } from 'vitest';
import { coldRestart } from '../../models/cold-restart.ts';
import { fibreChannelSetup } from '../../models/fibre-channel-setup.ts';
import { frozenPhase } from '../../models/frozen-phase.ts';
import { migration } from '../../models/migration.ts';
import { migrationOfTwo } from '../../models/migration-two-vms.ts';
import { nestedKvm, nestedKvmStepByStep } from '../../models/nested-kvm.ts';

test.each([
  ['no fabric', () => migration({ fabrics: [] }), /`fabrics` has no alternatives\. Give at least one/],
  ['no host', () => migration({ npivPorts: [] }), /`npivPorts` has no alternatives/],
  ['ports below zero', () => migrationOfTwo({ virtualPorts: -1 }), /`virtualPorts` is -1\. Give/],
  ['no virtual HBA', () => migrationOfTwo({ secondVirtualHbas: [] }), /has 0 names\. .* one to four/],
  ['no step', () => nestedKvmStepByStep({ steps: [] }), /`steps` is empty\. Give/],
  ['an unknown step', () => nestedKvmStepByStep({ steps: ['pray' as never] }), /unknown 'pray'\. Choose/],
  ['an unknown prerequisite', () => nestedKvm({ requires: ['luck' as never] }), /unknown 'luck'\. Choose/],
  ['an unknown policy', () => coldRestart({ afterRefusal: 'give up' as never }), /'give up'\. Choose/],
  [
    'an empty range',
    () =>
      fibreChannelSetup({
        ranges: [
          [0, 4],
          [5, 8],
        ],
      }),
    /has \[0, 4\]\. Give/,
  ],
  ['a probe that takes no time', () => frozenPhase({ probe: [0, 0] }), /is \[0, 0\] ms\. Give/],
])('%s', (_, make, message) => expect(make).toThrow(message));
