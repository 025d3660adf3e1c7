/**
 * A cluster of servers in West Europe: what its customers use, up to its capacity.
 *
 * Duty: to open connections for its customers through the network devices. When capacity is added the limit of the
 * safety valve should be raised first (`afterValidation: 'raise'`); as it was, it was left out (`nothing`).
 * Parameters: `CAPACITY` 2 connections, and 4 once capacity is added (a real cluster has thousands).
 */
import { assign, sendTo, setup } from 'xstate';

const CAPACITY = 2;
const GROWN_CAPACITY = 4;

export interface ClusterInput {
  readonly afterValidation: 'raise' | 'nothing';
}

interface ClusterContext extends ClusterInput {
  readonly capacity: number;
  readonly used: number;
}

export type ClusterEvent =
  | { type: 'USE' }
  | { type: 'RELEASE' }
  | { type: 'ADD_CAPACITY' }
  | { type: 'LIMIT_RAISED' }
  | { type: 'REFUSED' };

export const cluster = setup({
  types: { context: {} as ClusterContext, input: {} as ClusterInput, events: {} as ClusterEvent },
  guards: {
    hasRoom: ({ context }) => context.used < context.capacity,
    isUsed: ({ context }) => context.used > 0,
    raisesLimit: ({ context }) => context.afterValidation === 'raise',
  },
  actions: {
    open: sendTo(({ system }) => system.get('safetyValve'), { type: 'OPEN' }),
    close: sendTo(({ system }) => system.get('safetyValve'), { type: 'CLOSE' }),
    countUp: assign({ used: ({ context }) => context.used + 1 }),
    countDown: assign({ used: ({ context }) => context.used - 1 }),
    raiseLimit: sendTo(
      ({ system }) => system.get('safetyValve'),
      () => ({ type: 'RAISE', limit: GROWN_CAPACITY }),
    ),
    grow: assign({ capacity: GROWN_CAPACITY }),
  },
}).createMachine({
  id: 'cluster',
  context: ({ input }) => ({ ...input, capacity: CAPACITY, used: 0 }),
  initial: 'small',
  on: {
    USE: { guard: 'hasRoom', actions: ['countUp', 'open'] },
    RELEASE: { guard: 'isUsed', actions: ['countDown', 'close'] },
    REFUSED: { actions: 'countDown' },
  },
  states: {
    small: {
      on: {
        ADD_CAPACITY: [
          { guard: 'raisesLimit', target: 'validating', actions: 'raiseLimit' },
          { target: 'grown', actions: 'grow' },
        ],
      },
    },
    validating: { on: { LIMIT_RAISED: { target: 'grown', actions: 'grow' } } },
    grown: {},
  },
});
