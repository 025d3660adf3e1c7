/**
 * The migration coordinator: takes the virtual machine from one host to the other and back, phase by phase.
 *
 * Duty: M1 setup and M2 attach with the other set, M3 LUN check, M4 pre-copy, M5 blackout, M6 commit, M7 release, in
 * that order, so that the destination is connected before the source lets go (FC-07). Until M6 everything can be
 * undone: cancelled by the operator, failed by the destination, or by a host that does not answer. From the moment
 * that a destination is told to resume there is no way back except that it says it has failed (VF11). Only a
 * committed migration changes the active set (VF01).
 * Parameters: `step` 60 s for an answer, longer than a host waits for LUNs; `pass` 30 s for one pass over the memory;
 * `PASSES` 2 of them (the real limit is 5).
 */
import { seconds } from 'redhound';
import { assign, cancel, raise, sendTo, setup } from 'xstate';
import type { Report } from './hyper-v-host.ts';
import { type HostName, otherHost, otherSet, type Party, type WwnSet } from './wwn.ts';

const PASSES = 2;

interface CoordinatorContext {
  readonly party: Party;
  readonly home: HostName;
  readonly activeSet: WwnSet;
  /** How the last migration ended. */
  readonly outcome: 'none' | 'committed' | 'aborted';
  readonly passes: number;
}

export type CoordinatorEvent =
  | { type: 'MIGRATE' }
  | { type: 'CANCEL' }
  | { type: 'NO_ANSWER' }
  | { type: Report };

export const migrationCoordinator = setup({
  types: {
    context: {} as CoordinatorContext,
    input: {} as { readonly party: Party },
    events: {} as CoordinatorEvent,
  },
  delays: { step: seconds(60), pass: seconds(30) },
  guards: { isLastPass: ({ context }) => context.passes === PASSES },
  actions: {
    expectAnswer: raise({ type: 'NO_ANSWER' }, { id: 'step', delay: 'step' }),
    stopWaiting: cancel('step'),
    prepareDestination: sendTo(
      ({ system, context }) => system.get(context.party[otherHost(context.home)]),
      ({ context }) => ({ type: 'PREPARE', set: otherSet(context.activeSet) }),
    ),
    tellHome: sendTo(
      ({ system, context }) => system.get(context.party[context.home]),
      (_, { type }: { type: 'PAUSE' | 'RESUME' }) => ({ type }),
    ),
    tellOther: sendTo(
      ({ system, context }) => system.get(context.party[otherHost(context.home)]),
      (_, { type }: { type: 'CHECK_LUNS' | 'FINAL_PAGES' | 'RESUME' | 'DISCARD' | 'RELEASE' }) => ({ type }),
    ),
    giveVmUp: sendTo(({ system, context }) => system.get(context.party.vm), { type: 'GIVEN_UP' }),
    beginPasses: assign({ passes: 1 }),
    nextPass: assign({ passes: ({ context }) => context.passes + 1 }),
    endPasses: assign({ passes: 0 }),
    commit: assign(({ context }) => ({
      home: otherHost(context.home),
      activeSet: otherSet(context.activeSet),
      outcome: 'committed' as const,
    })),
    abort: assign({ outcome: 'aborted' }),
  },
}).createMachine({
  id: 'coordinator',
  context: ({ input }) => ({ ...input, home: 'host1', activeSet: 'A', outcome: 'none', passes: 0 }),
  initial: 'idle',
  states: {
    /** M0 */
    idle: { on: { MIGRATE: 'attaching' } },
    /** M1 and M2 */
    attaching: {
      entry: ['expectAnswer', 'prepareDestination'],
      exit: 'stopWaiting',
      on: { ATTACHED: 'checkingLuns', FAILED: 'discarding', CANCEL: 'discarding', NO_ANSWER: 'discarding' },
    },
    /** M3 */
    checkingLuns: {
      entry: ['expectAnswer', { type: 'tellOther', params: { type: 'CHECK_LUNS' } }],
      exit: 'stopWaiting',
      on: { LUNS_VISIBLE: 'copying', FAILED: 'discarding', CANCEL: 'discarding', NO_ANSWER: 'discarding' },
    },
    /** M4 */
    copying: {
      entry: 'beginPasses',
      exit: 'endPasses',
      initial: 'pass',
      on: { FAILED: 'discarding', CANCEL: 'discarding' },
      states: {
        pass: {
          after: {
            pass: [
              { guard: 'isLastPass', target: '#coordinator.blackout' },
              { target: 'pass', reenter: true, actions: 'nextPass' },
            ],
          },
        },
      },
    },
    /** M5 */
    blackout: {
      initial: 'pausing',
      states: {
        pausing: {
          entry: ['expectAnswer', { type: 'tellHome', params: { type: 'PAUSE' } }],
          exit: 'stopWaiting',
          on: { PAUSED: 'handingOver', NO_ANSWER: '#coordinator.abandoning' },
        },
        handingOver: {
          entry: ['expectAnswer', { type: 'tellOther', params: { type: 'FINAL_PAGES' } }],
          exit: 'stopWaiting',
          on: {
            PAGES_RECEIVED: '#coordinator.committing',
            FAILED: '#coordinator.resumingSource',
            NO_ANSWER: '#coordinator.resumingSource',
          },
        },
      },
    },
    /** M6 */
    committing: {
      entry: ['expectAnswer', { type: 'tellOther', params: { type: 'RESUME' } }],
      exit: 'stopWaiting',
      on: {
        RESUMED: { target: 'releasing', actions: 'commit' },
        FAILED: 'resumingSource',
        NO_ANSWER: { target: 'lost', actions: 'giveVmUp' },
      },
    },
    /** M7; home is the destination now, and the other host the source */
    releasing: {
      entry: ['expectAnswer', { type: 'tellOther', params: { type: 'RELEASE' } }],
      exit: 'stopWaiting',
      on: { RELEASED: 'idle', NO_ANSWER: 'idle' },
    },
    resumingSource: {
      entry: ['expectAnswer', { type: 'tellHome', params: { type: 'RESUME' } }],
      exit: 'stopWaiting',
      on: { RESUMED: 'discarding', NO_ANSWER: 'abandoning' },
    },
    discarding: {
      entry: ['expectAnswer', 'abort', { type: 'tellOther', params: { type: 'DISCARD' } }],
      exit: 'stopWaiting',
      on: { DISCARDED: 'idle', NO_ANSWER: 'idle' },
    },
    /** The source died with the virtual machine. */
    abandoning: {
      entry: ['giveVmUp', 'expectAnswer', { type: 'tellOther', params: { type: 'DISCARD' } }],
      exit: 'stopWaiting',
      on: { DISCARDED: 'lost', NO_ANSWER: 'lost' },
    },
    lost: { type: 'final' },
  },
});
