/**
 * Systems with a clock or with a place of no return, of which the answers are plain: what only goes on for ever, and
 * what can no longer be reached.
 */
import { defineSystem } from 'redhound';
import { createMachine, sendTo, setup } from 'xstate';

const player = (to: 'ping' | 'pong') =>
  setup({ types: { events: {} as { type: 'BALL' } } }).createMachine({
    ...(to === 'pong' && { entry: sendTo(({ system }) => system.get(to), { type: 'BALL' }) }),
    on: { BALL: { actions: sendTo(({ system }) => system.get(to), { type: 'BALL' }) } },
  });

/**
 * Two players pass a ball without a pause: within one instant where `latency` is 0. The bell would ring after a
 * second.
 */
export const rally = (latency: number) =>
  defineSystem({
    name: `rally-${latency}`,
    agents: {
      ping: player('pong'),
      pong: player('ping'),
      bell: createMachine({ initial: 'silent', states: { silent: { after: { 1000: 'rung' } }, rung: {} } }),
    },
    links: [
      { from: 'ping', to: 'pong', latency },
      { from: 'pong', to: 'ping', latency },
    ],
  });

/** A machine that works, rests, wears out for good, or breaks and is repaired. It may crash once. */
export const plant = defineSystem({
  name: 'plant',
  agents: {
    press: createMachine({
      initial: 'working',
      states: {
        working: { on: { REST: 'resting', WEAR: 'worn', BREAK: 'broken' } },
        resting: { on: { WORK: 'working' } },
        broken: { on: { REPAIR: 'working' } },
        worn: { on: { SCRAP: 'scrapped' } },
        scrapped: {},
        gilded: {},
      },
    }),
  },
  environment: [
    {
      agent: 'press',
      event: [
        { type: 'REST' },
        { type: 'WORK' },
        { type: 'WEAR' },
        { type: 'BREAK' },
        { type: 'REPAIR' },
        { type: 'SCRAP' },
      ],
      budget: 'any',
    },
  ],
  faults: [{ fault: 'crash', agents: ['press'], restart: true, budget: { atMost: 1 } }],
});
