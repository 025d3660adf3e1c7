/**
 * Heartbeats of several guests on a minute clock: the timed model of the benchmark.
 *
 * A guest boots in one to two minutes and then sends a heartbeat each minute until it hangs; its host agent restarts
 * it after ten silent minutes. At most three hangs, whoever hangs.
 */
import { agent, defineSystem, minutes } from 'redhound';
import { sendTo, setup } from 'xstate';
import { instancesOf } from '../test/oracles/instances-of.ts';

const guest = setup({
  types: {
    context: {} as { index: number },
    input: {} as { index: number },
    events: {} as { type: 'HANG' } | { type: 'RESTART' },
  },
  delays: { boot: minutes(1), minute: minutes(1) },
}).createMachine({
  context: ({ input }) => ({ index: input.index }),
  initial: 'booting',
  states: {
    booting: { after: { boot: 'up' } },
    up: {
      entry: sendTo(({ system, context }) => system.get(`host${context.index}`), { type: 'HEARTBEAT' }),
      after: { minute: { target: 'up', reenter: true } },
      on: { HANG: 'hung' },
    },
    hung: { on: { RESTART: 'booting' } },
  },
});

const hostAgent = setup({
  types: {
    context: {} as { index: number },
    input: {} as { index: number },
    events: {} as { type: 'HEARTBEAT' },
  },
  delays: { silence: minutes(10) },
}).createMachine({
  context: ({ input }) => ({ index: input.index }),
  initial: 'watching',
  states: {
    watching: {
      after: {
        silence: {
          target: 'watching',
          reenter: true,
          actions: sendTo(({ system, context }) => system.get(`guest${context.index}`), { type: 'RESTART' }),
        },
      },
      on: { HEARTBEAT: { target: 'watching', reenter: true } },
    },
  },
});

export function heartbeats(count: number) {
  const guests = instancesOf('guest', count, (index) =>
    agent(guest, { input: { index }, delays: { boot: [minutes(1), minutes(2)] } }),
  );
  const hosts = instancesOf('host', count, (index) => agent(hostAgent, { input: { index } }));
  return defineSystem({
    name: `heartbeats-${count}`,
    agents: { ...guests.agents, ...hosts.agents } as typeof guests.agents & typeof hosts.agents,
    environment: [{ agent: guests.names, event: { type: 'HANG' }, budget: { total: 3 } }],
    clock: { tick: minutes(1), jumps: false },
  });
}
