/**
 * Heartbeats as one writes them without this library: the machines of `bench/heartbeats.ts`, with messages handed
 * out through the action `send`, and the minutes to boot taken in turn as a machine starts to boot.
 */
import { setup } from 'xstate';
import type { ActorsOf, NaiveAgent } from './actors.ts';
import { HandClock } from './hand-clock.ts';
import type { Simulation } from './simulation.ts';

const MINUTE = 60_000;
const MOST_HANGS = 3;

const guest = setup({
  types: { events: {} as { type: 'HANG' } | { type: 'RESTART' } },
  delays: {
    boot: () => {
      boots += 1;
      return MINUTE * (1 + (boots % 2));
    },
    minute: MINUTE,
  },
  actions: { send: (_, _message: { type: string }) => {} },
}).createMachine({
  initial: 'booting',
  states: {
    booting: { after: { boot: 'up' } },
    up: {
      entry: { type: 'send', params: { type: 'HEARTBEAT' } },
      after: { minute: { target: 'up', reenter: true } },
      on: { HANG: 'hung' },
    },
    hung: { on: { RESTART: 'booting' } },
  },
});
let boots = 0;

const hostAgent = setup({
  types: { events: {} as { type: 'HEARTBEAT' } },
  delays: { silence: 10 * MINUTE },
  actions: { send: (_, _message: { type: string }) => {} },
}).createMachine({
  initial: 'watching',
  states: {
    watching: {
      after: {
        silence: {
          target: 'watching',
          reenter: true,
          actions: { type: 'send', params: { type: 'RESTART' } },
        },
      },
      on: { HEARTBEAT: { target: 'watching', reenter: true } },
    },
  },
});

/** Guest 0, its host agent, guest 1, its host agent, … */
const agentsOf = (guests: number): readonly NaiveAgent[] =>
  Array.from({ length: guests }, () => [
    { machine: guest, input: {} },
    { machine: hostAgent, input: {} },
  ]).flat();

type Label =
  | { readonly kind: 'deliver' | 'timer' | 'hang'; readonly agent: number }
  | { readonly kind: 'tick' };

/** One run: messages wait in a queue per receiver, timers on a clock that a tick moves. */
export function heartbeatSimulation(guests: number, actorsOf: ActorsOf): () => Simulation<Label> {
  const agents = agentsOf(guests);
  const actorsOfRun = actorsOf(agents);
  const labels: readonly Label[] = [
    ...agents.flatMap((_, agent): Label[] => [
      { kind: 'deliver', agent },
      { kind: 'timer', agent },
      ...(agent % 2 === 0 ? [{ kind: 'hang', agent } as const] : []),
    ]),
    { kind: 'tick' },
  ];
  return () => {
    const clock = new HandClock();
    const actors = actorsOfRun(clock);
    const queues = agents.map((): { type: string }[] => []);
    actors.onSend = (from, message) => queues[from % 2 === 0 ? from + 1 : from - 1]!.push(message);
    actors.start();
    let hangs = 0;
    return {
      labels,
      isEnabled(label) {
        switch (label.kind) {
          case 'deliver':
            return queues[label.agent]!.length > 0;
          case 'timer':
            return clock.isDue(label.agent);
          case 'hang':
            return hangs < MOST_HANGS && actors.can(label.agent, { type: 'HANG' });
          case 'tick':
            return !clock.isDue() && queues.every((queue) => queue.length === 0);
        }
      },
      take(label) {
        switch (label.kind) {
          case 'deliver':
            return actors.send(label.agent, queues[label.agent]!.shift()!);
          case 'timer':
            return clock.fire(label.agent);
          case 'hang':
            hangs += 1;
            return actors.send(label.agent, { type: 'HANG' });
          case 'tick':
            return clock.advance(MINUTE);
        }
      },
    };
  };
}
