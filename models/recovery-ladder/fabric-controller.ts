/**
 * The fabric controller as the last rungs of the ladder: it restarts a server, and moves the role instance to another.
 *
 * Duty: to ask the Host Agent of the server in charge for its health once a round (AZ-09). Silent for `PATIENCE`
 * rounds, the server is restarted; not back in time, it is powered off and set to HI ("Human Investigate"), and the
 * role instance is started on a server that is not. So it is at once where a Host Agent reports a hardware fault. Where
 * no server is left, a human has to reset one.
 * Parameters: `round` 5 min; `PATIENCE` 2 rounds and one restart before escalation (no figures are published);
 * `serverReturn` 15 min for a server to come back (published for today's servers: 10 to 15).
 */
import { minutes } from 'redhound';
import { assign, enqueueActions, sendTo, setup } from 'xstate';
import type { HostName } from './host-agent.ts';

const PATIENCE = 2;

interface LadderContext {
  /** The server that the role instance is on. */
  readonly home: HostName;
  readonly inHi: readonly HostName[];
  /** Rounds in which the server did not answer, running. */
  readonly silent: number;
}

export type FabricControllerEvent =
  | { type: 'HEALTH'; host: HostName; hosts: boolean }
  | { type: 'HOST_UP'; host: HostName }
  | { type: 'HARDWARE_FAULT'; host: HostName }
  | { type: 'HUMAN_RESET'; host: HostName };

const everyHost = ['host1', 'host2'] as const;

export const spareHost = ({ inHi }: LadderContext): HostName | undefined =>
  everyHost.find((name) => !inHi.includes(name));

export const fabricController = setup({
  types: { context: {} as LadderContext, events: {} as FabricControllerEvent },
  delays: { round: minutes(5), serverReturn: minutes(15) },
  guards: {
    patienceIsOver: ({ context }) => context.silent + 1 >= PATIENCE,
    hasSpareHost: ({ context }) => spareHost(context) !== undefined,
    lacksInstance: ({ event }) => event.type === 'HEALTH' && !event.hosts,
    isHome: ({ context, event }) => event.type === 'HOST_UP' && event.host === context.home,
    isInHi: ({ context, event }) => event.type === 'HUMAN_RESET' && context.inHi.includes(event.host),
  },
  actions: {
    ask: sendTo(({ system, context }) => system.get(context.home), { type: 'PROBE' }),
    startInstance: sendTo(({ system, context }) => system.get(context.home), { type: 'START' }),
    restartServer: sendTo(({ system, context }) => system.get(context.home), { type: 'RESTART_SERVER' }),
    powerOff: sendTo(({ system, context }) => system.get(context.home), { type: 'POWER_OFF' }),
    countSilence: assign({ silent: ({ context }) => context.silent + 1 }),
    forgetSilence: assign({ silent: 0 }),
    investigate: assign({
      inHi: ({ context: { home, inHi } }) => everyHost.filter((name) => name === home || inHi.includes(name)),
      silent: 0,
    }),
    moveToSpare: assign({ home: ({ context }) => spareHost(context)! }),
    putBackIntoService: enqueueActions(({ context, enqueue, event, system }) => {
      if (event.type !== 'HUMAN_RESET') return;
      enqueue.assign({ inHi: context.inHi.filter((name) => name !== event.host) });
      enqueue.sendTo(system.get(event.host), { type: 'REPAIRED' });
      enqueue.sendTo(system.get(event.host), { type: 'RESTART_SERVER' });
    }),
    takeAsHome: assign(({ context, event }) => ({
      home: event.type === 'HUMAN_RESET' ? event.host : context.home,
    })),
  },
}).createMachine({
  id: 'fabricController',
  context: { home: 'host1', inHi: [], silent: 0 },
  initial: 'deploying',
  on: { HUMAN_RESET: { guard: 'isInHi', actions: 'putBackIntoService' } },
  states: {
    deploying: { entry: 'startInstance', always: 'watching' },
    watching: {
      initial: 'asking',
      on: { HARDWARE_FAULT: 'healing' },
      states: {
        asking: {
          entry: 'ask',
          on: {
            HEALTH: [
              { guard: 'lacksInstance', target: 'answered', actions: 'startInstance' },
              { target: 'answered' },
            ],
          },
          after: {
            round: [
              { guard: 'patienceIsOver', target: '#fabricController.restartingServer' },
              { target: 'asking', reenter: true, actions: 'countSilence' },
            ],
          },
        },
        answered: { entry: 'forgetSilence', after: { round: 'asking' } },
      },
    },
    restartingServer: {
      entry: ['forgetSilence', 'restartServer'],
      on: { HOST_UP: { guard: 'isHome', target: 'deploying' } },
      after: { serverReturn: 'healing' },
    },
    healing: {
      entry: ['powerOff', 'investigate'],
      always: [
        { guard: 'hasSpareHost', target: 'deploying', actions: 'moveToSpare' },
        { target: 'waitingForHuman' },
      ],
    },
    waitingForHuman: {
      on: {
        HUMAN_RESET: {
          guard: 'isInHi',
          target: 'awaitingServer',
          actions: ['takeAsHome', 'putBackIntoService'],
        },
      },
    },
    awaitingServer: {
      on: { HOST_UP: { guard: 'isHome', target: 'deploying' } },
      after: { serverReturn: 'healing' },
    },
  },
});
