/** A trace as `check` writes one, for tests of what reads and shows traces. */
import type { Trace } from '../../src/trace/trace.ts';

export const sampleTrace: Trace = {
  format: 'redhound/trace',
  version: 1,
  tool: { name: 'redhound', version: '0.1.0' },
  suite: 'heartbeat',
  system: { name: 'two guests', hash: '0123456789abcdef' },
  property: {
    id: 'no-early-restart',
    statement: 'No guest is restarted before ten silent minutes.',
    declaredAt: '/home/user/project/properties/heartbeat.suite.ts:31:3',
  },
  mode: 'exhaustive',
  initial: { index: 0, stateHash: '00000000000000aa' },
  steps: [
    {
      label: 'deliver guest→hostAgent HEARTBEAT',
      time: 0,
      changed: [
        { path: 'guest→hostAgent', before: '[HEARTBEAT]', after: '[]' },
        { path: 'hostAgent.context.accepted', before: '0', after: '1' },
      ],
      stateHash: '00000000000000ab',
    },
    { label: 'tick', time: 540_000, changed: [], stateHash: '00000000000000ac' },
    {
      label: 'timer hostAgent silence',
      time: 540_000,
      changed: [{ path: 'hostAgent.value', before: 'watching', after: 'restarting' }],
      stateHash: '00000000000000ad',
    },
  ],
  violation: {
    message: 'RESTART was sent 9 min after the last accepted heartbeat; 10 min were claimed.',
    values: { "sent('hostAgent', 'RESTART')": 'true', 'time since': '540000' },
  },
};
