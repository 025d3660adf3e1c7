/**
 * The fabric controller as healer of a virtual machine that may be on the move.
 *
 * Duty: to have the virtual machine moved when asked, and to heal it when its host is lost (AZ-09). A host that is silent
 * for `PATIENCE` rounds is fenced: its power is cut. Where a migration was under way the virtual machine may be on either
 * host, so that the other one is asked first: does it run there, then that is its home; does it not, it is started
 * elsewhere; is that one silent too, it is fenced as well (VF17).
 * Parameters: `round` 5 min; `PATIENCE` 2 rounds (ours); `knowsMigrations`, whether the record of the fabric controller has
 * migrations in it.
 */
import { minutes } from 'redhound';
import { type AnyActorRef, and, assign, enqueueActions, sendTo, setup } from 'xstate';
import { type Holding, type HostName, hostNames } from './host.ts';

const PATIENCE = 2;

export interface HealerInput {
  readonly knowsMigrations: boolean;
}

interface HealerContext extends HealerInput {
  /** The host that it takes for that of the virtual machine. */
  readonly home: HostName;
  /** Where a migration was to bring it that has not ended. */
  readonly movesTo: HostName | null;
  /** Rounds in which a host did not answer, running. */
  readonly silent: Readonly<Record<HostName, number>>;
  readonly fenced: readonly HostName[];
  /** The answers of this round. */
  readonly answers: Readonly<Partial<Record<HostName, Holding>>>;
}

export type HealerEvent =
  | { type: 'MOVE'; to: HostName }
  | { type: 'HEALTH'; host: HostName; holding: Holding };

const has = ({ answers }: HealerContext, name: HostName | null) =>
  name !== null && answers[name] === 'the VM';

const isGone = ({ fenced, answers }: HealerContext, name: HostName | null) =>
  name === null || fenced.includes(name) || answers[name] === 'nothing';

const lostHost = ({ home, movesTo, silent, fenced }: HealerContext): HostName | undefined =>
  [home, movesTo].find(
    (name): name is HostName => name !== null && !fenced.includes(name) && silent[name] >= PATIENCE,
  );

const spareHost = ({ home, movesTo, fenced, answers }: HealerContext): HostName | undefined =>
  hostNames.find(
    (name) => name !== home && name !== movesTo && !fenced.includes(name) && answers[name] === 'nothing',
  ) ?? hostNames.find((name) => !fenced.includes(name) && answers[name] === 'nothing');

export const fabricController = setup({
  types: { context: {} as HealerContext, input: {} as HealerInput, events: {} as HealerEvent },
  delays: { round: minutes(5) },
  guards: {
    knowsMigrations: ({ context }) => context.knowsMigrations,
    isSettled: ({ context }) => context.movesTo === null,
    goesElsewhere: ({ context, event }) => event.type === 'MOVE' && event.to !== context.home,
    hasLostHost: ({ context }) => lostHost(context) !== undefined,
    runsAtTarget: ({ context }) => has(context, context.movesTo),
    runsAtHome: ({ context }) => has(context, context.home),
    runsNowhere: ({ context }) =>
      isGone(context, context.home) && isGone(context, context.movesTo) && spareHost(context) !== undefined,
  },
  actions: {
    ask: enqueueActions(({ context, enqueue, system }) => {
      enqueue.assign({ answers: {} });
      for (const name of hostNames) {
        if (!context.fenced.includes(name))
          enqueue.sendTo(system.get(name) as AnyActorRef, { type: 'PROBE' });
      }
    }),
    noteAnswer: assign(({ context, event }) =>
      event.type === 'HEALTH'
        ? {
            answers: { ...context.answers, [event.host]: event.holding },
            silent: { ...context.silent, [event.host]: 0 },
          }
        : {},
    ),
    countSilence: assign(({ context: { answers, fenced, silent } }) => ({
      silent: Object.fromEntries(
        hostNames.map((name) => [
          name,
          fenced.includes(name) || answers[name] !== undefined ? 0 : Math.min(silent[name] + 1, PATIENCE),
        ]),
      ) as Record<HostName, number>,
    })),
    order: enqueueActions(({ context, enqueue, event, system }) => {
      if (event.type === 'MOVE')
        enqueue.sendTo(system.get(context.home) as AnyActorRef, { type: 'MIGRATE', to: event.to });
    }),
    noteMove: assign(({ event }) => (event.type === 'MOVE' ? { movesTo: event.to } : {})),
    moveHome: assign(({ context }) => ({ home: context.movesTo ?? context.home, movesTo: null })),
    forgetMove: assign({ movesTo: null }),
    fence: sendTo(
      ({ system }) => system.get('powerUnit'),
      ({ context }) => ({ type: 'CUT', host: lostHost(context) }),
    ),
    noteFence: assign({ fenced: ({ context }) => [...context.fenced, lostHost(context)!].sort() }),
    start: enqueueActions(({ context, enqueue, system }) => {
      const spare = spareHost(context);
      if (spare === undefined) return;
      enqueue.assign({ home: spare, movesTo: null });
      enqueue.sendTo(system.get(spare) as AnyActorRef, { type: 'START' });
    }),
  },
}).createMachine({
  id: 'fabricController',
  context: ({ input }) => ({
    ...input,
    home: 'host1',
    movesTo: null,
    silent: { host1: 0, host2: 0, host3: 0 },
    fenced: [],
    answers: {},
  }),
  initial: 'asking',
  states: {
    asking: {
      entry: 'ask',
      after: { round: 'judging' },
      on: {
        HEALTH: { actions: 'noteAnswer' },
        MOVE: [
          {
            guard: and(['goesElsewhere', 'isSettled', 'knowsMigrations']),
            target: 'asking',
            reenter: true,
            actions: ['noteMove', 'order'],
          },
          { guard: and(['goesElsewhere', 'isSettled']), actions: 'order' },
        ],
      },
    },
    judging: {
      entry: 'countSilence',
      always: [
        { guard: 'hasLostHost', actions: ['fence', 'noteFence'] },
        { guard: 'runsAtTarget', target: 'asking', actions: 'moveHome' },
        { guard: 'runsAtHome', target: 'asking', actions: 'forgetMove' },
        { guard: 'runsNowhere', target: 'asking', actions: 'start' },
        { target: 'asking' },
      ],
    },
  },
});
