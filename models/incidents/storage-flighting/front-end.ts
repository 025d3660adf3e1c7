/**
 * The Table or the Blob front ends of one region, which all have the same configuration.
 *
 * Duty: to serve, with the configuration that they read when it comes. The fault of 18 November 2014: Blob front ends
 * that run with a faulty change loop for ever, and what loops reads nothing: a configuration that comes then is stored, and
 * read at the next restart only. The monitoring of the region sees front ends that do not answer and reports them.
 */
import { assign, sendTo, setup } from 'xstate';

export type FrontEndName = 'region1Table' | 'region1Blob' | 'region2Table' | 'region2Blob';
export type FrontEndKind = 'Table' | 'Blob';
/** The old one, or one with a change that is sound or faulty. */
export type Configuration = 'old' | 'sound' | 'faulty';

export interface FrontEndInput {
  readonly kind: FrontEndKind;
}

interface FrontEndContext extends FrontEndInput {
  readonly stored: Configuration;
  /** The one that they run with. */
  readonly effective: Configuration;
}

export type FrontEndEvent = { type: 'CONFIGURE'; configuration: Configuration } | { type: 'RESTART' };

export const frontEnd = setup({
  types: { context: {} as FrontEndContext, input: {} as FrontEndInput, events: {} as FrontEndEvent },
  guards: {
    loops: ({ context }) => context.kind === 'Blob' && context.effective === 'faulty',
  },
  actions: {
    store: assign(({ context, event }) =>
      event.type === 'CONFIGURE' ? { stored: event.configuration } : context,
    ),
    read: assign({ effective: ({ context }) => context.stored }),
    reportOutage: sendTo(({ system }) => system.get('flightingTool'), { type: 'UNHEALTHY' }),
  },
}).createMachine({
  id: 'frontEnd',
  context: ({ input }) => ({ ...input, stored: 'old', effective: 'old' }),
  initial: 'serving',
  on: { RESTART: { target: '.serving', actions: 'read' } },
  states: {
    serving: {
      always: { guard: 'loops', target: 'looping', actions: 'reportOutage' },
      on: { CONFIGURE: { actions: ['store', 'read'] } },
    },
    looping: { on: { CONFIGURE: { actions: 'store' } } },
  },
});
