/**
 * Random systems without time and faults, in which moves of different agents often commute: pipelines, trees, circles.
 */
import fc from 'fast-check';
import { type AnyStateMachine, assign, createMachine, sendTo } from 'xstate';
import type { AnySystem, LinkOrder } from '../../src/system/system.ts';

const EVENTS = 2;

interface Transition {
  readonly on: number;
  readonly target: number;
  /** Whom it sends to, among those that the agent knows. */
  readonly sends: readonly { readonly to: number; readonly event: number }[];
  readonly counts: boolean;
  readonly fails: boolean;
}

export interface CommutingRecipe {
  readonly agents: readonly {
    readonly states: readonly (readonly Transition[])[];
    /** Which others it may send to, as offsets from its own number. */
    readonly knows: readonly number[];
    readonly events: number;
    readonly budget: number;
  }[];
  readonly links: readonly {
    readonly from: number;
    readonly to: number;
    readonly order: LinkOrder;
    readonly small: boolean;
  }[];
  readonly shared: boolean;
}

const transition: fc.Arbitrary<Transition> = fc.record({
  on: fc.nat(EVENTS - 1),
  target: fc.nat(3),
  sends: fc.array(fc.record({ to: fc.nat(2), event: fc.nat(EVENTS - 1) }), { maxLength: 2 }),
  counts: fc.boolean(),
  fails: fc.oneof({ weight: 40, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

export const commutingRecipe: fc.Arbitrary<CommutingRecipe> = fc.record({
  agents: fc.array(
    fc.record({
      states: fc.array(fc.array(transition, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 4 }),
      knows: fc.oneof(
        fc.constant([1]),
        fc.constant([]),
        fc.constant([]),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
      ),
      events: fc.nat(EVENTS),
      /** 0 is `any`. */
      budget: fc.nat(2),
    }),
    { minLength: 3, maxLength: 4 },
  ),
  links: fc.array(
    fc.record({
      from: fc.nat(3),
      to: fc.nat(3),
      order: fc.constantFrom<LinkOrder>('fifo', 'unordered', 'set', 'synchronous'),
      small: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  shared: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

export const namesOf = ({ agents }: CommutingRecipe): readonly string[] =>
  agents.map((_, index) => `a${index}`);

function machineOf(recipe: CommutingRecipe, agent: number): AnyStateMachine {
  const { states, knows } = recipe.agents[agent]!;
  const names = namesOf(recipe);
  const actionsOf = ({ sends, counts, fails }: Transition) => [
    ...(counts ? [assign({ n: ({ context }) => Math.min((context as { n: number }).n + 1, 3) })] : []),
    ...sends.flatMap(({ to, event }) => {
      if (knows.length === 0) return [];
      const name = names[(agent + knows[to % knows.length]!) % names.length]!;
      return name === names[agent]
        ? []
        : [sendTo(({ system }) => system.get(name), { type: `E${event}`, via: names[agent] } as never)];
    }),
    ...(fails
      ? [
          assign(() => {
            throw new Error('fails');
          }),
        ]
      : []),
  ];
  return createMachine({
    context: { n: 0 },
    initial: 's0',
    states: Object.fromEntries(
      states.map((transitions, index) => [
        `s${index}`,
        {
          on: Object.fromEntries(
            transitions.map((one) => [
              `E${one.on}`,
              { target: `s${one.target % states.length}`, actions: actionsOf(one) },
            ]),
          ),
        },
      ]),
    ),
  } as never) as AnyStateMachine;
}

export function buildCommuting(recipe: CommutingRecipe): AnySystem {
  const names = namesOf(recipe);
  const seen = new Set<string>();
  const named = recipe.links.flatMap(({ from, to, order, small }) => {
    const ends = { from: names[from % names.length]!, to: names[to % names.length]! };
    if (ends.from === ends.to || seen.has(`${ends.from} ${ends.to}`)) return [];
    seen.add(`${ends.from} ${ends.to}`);
    return [{ ...ends, order, override: true, ...(small && order !== 'synchronous' && DROPPING) }];
  });
  const events = Array.from({ length: EVENTS }, (_, index) => ({ type: `E${index}` }));
  return {
    name: 'commuting',
    agents: Object.fromEntries(names.map((name, index) => [name, machineOf(recipe, index)])),
    // Circles of messages would grow without end.
    links: [
      { from: '*', to: '*', capacity: 2, overflow: 'drop' },
      ...named.map((link) => ({ ...DROPPING, ...link })),
    ],
    environment: [
      ...(recipe.shared ? [{ agent: names.slice(0, 2), event: events[0]!, budget: { total: 2 } }] : []),
      ...names.flatMap((agent, index) => {
        const { events: count, budget } = recipe.agents[index]!;
        return count === 0
          ? []
          : [{ agent, event: events.slice(0, count), budget: budget === 0 ? 'any' : { atMost: budget } }];
      }),
    ] as never,
  };
}

const DROPPING = { capacity: 1, overflow: 'drop' } as const;
