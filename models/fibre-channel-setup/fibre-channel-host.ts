/**
 * A Hyper-V host, as its Fibre Channel is set up: NPIV, a virtual SAN, and the range of its port names.
 *
 * Duty: a virtual SAN only on HBAs whose NPIV is enabled (FC-04, FC-09); to bind no adapter before it has one; and to
 * generate port names out of its range. When that is used up it answers 0, and success all the same (VF22).
 * Parameter: `range`, from the first name to the last.
 */
import { assign, not, sendTo, setup, stateIn } from 'xstate';

/** A port name as a number; 0 is none. */
export type PortName = number;

export interface FibreChannelHostInput {
  readonly range: readonly [first: PortName, last: PortName];
}

export const fibreChannelHost = setup({
  types: {
    context: {} as FibreChannelHostInput & { readonly next: PortName },
    input: {} as FibreChannelHostInput,
    events: {} as
      | { type: 'ENABLE_NPIV' }
      | { type: 'CREATE_VIRTUAL_SAN' }
      | { type: 'GENERATE_WWPN'; asker: string }
      | { type: 'BIND_ADAPTER'; asker: string },
  },
  guards: {
    npivIsEnabled: stateIn({ npiv: 'enabled' }),
    hasVirtualSan: stateIn({ virtualSan: 'present' }),
    isLeft: ({ context }) => context.next <= context.range[1],
  },
  actions: {
    answerNext: sendTo(
      ({ system, event }) => system.get('asker' in event ? event.asker : ''),
      ({ context }) => ({ type: 'WWPN', wwpn: context.next }),
    ),
    answerZero: sendTo(
      ({ system, event }) => system.get('asker' in event ? event.asker : ''),
      () => ({ type: 'WWPN', wwpn: 0 }),
    ),
    answerNoVirtualSan: sendTo(({ system, event }) => system.get('asker' in event ? event.asker : ''), {
      type: 'NO_VIRTUAL_SAN',
    }),
    answerBound: sendTo(({ system, event }) => system.get('asker' in event ? event.asker : ''), {
      type: 'BOUND',
    }),
    advance: assign({ next: ({ context }) => context.next + 1 }),
  },
}).createMachine({
  id: 'fibreChannelHost',
  context: ({ input }) => ({ ...input, next: input.range[0] }),
  type: 'parallel',
  on: {
    GENERATE_WWPN: [
      { guard: not('hasVirtualSan'), actions: 'answerNoVirtualSan' },
      { guard: 'isLeft', actions: ['answerNext', 'advance'] },
      { actions: 'answerZero' },
    ],
    BIND_ADAPTER: [{ guard: 'hasVirtualSan', actions: 'answerBound' }, { actions: 'answerNoVirtualSan' }],
  },
  states: {
    npiv: {
      initial: 'disabled',
      states: { disabled: { on: { ENABLE_NPIV: 'enabled' } }, enabled: {} },
    },
    virtualSan: {
      initial: 'none',
      states: {
        none: { on: { CREATE_VIRTUAL_SAN: { guard: 'npivIsEnabled', target: 'present' } } },
        present: {},
      },
    },
  },
});
