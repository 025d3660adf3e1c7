/**
 * Tiny systems on which model checkers have been wrong about what must happen eventually.
 *
 * After regression tests of TLC (stuttering, fairness of a disjunction, loops) and of Stateright (eventually, where
 * two ways join). What happens is always an event of the environment: so fairness alone decides.
 */
import { type AnySystem, defineSystem } from 'redhound';
import { assign, createMachine, setup } from 'xstate';

/** From 0 to 3, by "the same, or one more". */
const climber = setup({
  types: { context: {} as { x: number }, events: {} as { type: 'STEP'; by: number } },
}).createMachine({
  context: { x: 0 },
  on: {
    STEP: {
      guard: ({ context, event }) => context.x + event.by <= 3,
      actions: assign({ x: ({ context, event }) => context.x + event.by }),
    },
  },
});

export const climb = defineSystem({
  name: 'climb',
  agents: { climber },
  environment: [
    {
      agent: 'climber',
      event: [
        { type: 'STEP', by: 0 },
        { type: 'STEP', by: 1 },
      ],
      budget: 'any',
    },
  ],
});

/** 0, 1, 2 and round again, and a step at 0 that leads nowhere. */
export const round = defineSystem({
  name: 'round',
  agents: {
    x: createMachine({
      initial: 'zero',
      states: {
        zero: { on: { NEXT: 'one', STAY: 'zero' } },
        one: { on: { NEXT: 'two' } },
        two: { on: { NEXT: 'zero' } },
      },
    }),
  },
  environment: [{ agent: 'x', event: [{ type: 'NEXT' }, { type: 'STAY' }], budget: 'any' }],
});

/** x waits for an event that never comes, while something else goes on and off. */
export const stuckBesideToggle = defineSystem({
  name: 'stuck-beside-toggle',
  agents: {
    x: createMachine({ initial: 'zero', states: { zero: { on: { NEVER: 'one' } }, one: {} } }),
    toggle: createMachine({
      initial: 'off',
      states: { off: { on: { ACT: 'on' } }, on: { on: { REST: 'off' } } },
    }),
  },
  environment: [{ agent: 'toggle', event: [{ type: 'ACT' }, { type: 'REST' }], budget: 'any' }],
});

const timer = setup({
  types: { context: {} as { x: number }, events: {} as { type: 'COUNT' } },
}).createMachine({
  context: { x: 5 },
  on: {
    COUNT: {
      guard: ({ context }) => context.x > 0,
      actions: assign({ x: ({ context }) => context.x - 1 }),
    },
  },
});

/** From 5 to 0, and no further. */
export const countdown = defineSystem({
  name: 'countdown',
  agents: { timer },
  environment: [{ agent: 'timer', event: { type: 'COUNT' }, budget: 'any' }],
});

export const oneStep = defineSystem({
  name: 'one-step',
  agents: { x: createMachine({ initial: 'zero', states: { zero: { on: { NEXT: 'one' } }, one: {} } }) },
  environment: [{ agent: 'x', event: { type: 'NEXT' }, budget: 'any' }],
});

const odometer = setup({
  types: { context: {} as { v: number }, events: {} as { type: 'COUNT' } },
}).createMachine({
  context: { v: 0 },
  on: { COUNT: { actions: assign({ v: ({ context }) => (context.v + 1) % 101 }) } },
});

/** 0 to 100, and round again. */
export const wrap = defineSystem({
  name: 'wrap',
  agents: { odometer },
  environment: [{ agent: 'odometer', event: { type: 'COUNT' }, budget: 'any' }],
});

/** Two ways that join; what is wanted lies on one of them. */
export const join = defineSystem({
  name: 'join',
  agents: {
    path: createMachine({
      initial: 'a',
      states: {
        a: { on: { LEFT: 'p', RIGHT: 'q' } },
        p: { on: { ON: 'j' } },
        q: { on: { ON: 'j' } },
        j: { on: { ON: 'end' } },
        end: {},
      },
    }),
  },
  environment: [
    { agent: 'path', event: [{ type: 'LEFT' }, { type: 'RIGHT' }, { type: 'ON' }], budget: 'any' },
  ],
});

/** To and fro between a and b, with a way out at b. */
export const detour = defineSystem({
  name: 'detour',
  agents: {
    place: createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: { on: { BACK: 'a', LEAVE: 'c' } }, c: {} },
    }),
  },
  environment: [
    { agent: 'place', event: [{ type: 'GO' }, { type: 'BACK' }, { type: 'LEAVE' }], budget: 'any' },
  ],
});

export const traps: readonly AnySystem[] = [
  climb,
  round,
  stuckBesideToggle,
  countdown,
  oneStep,
  wrap,
  join,
  detour,
];
