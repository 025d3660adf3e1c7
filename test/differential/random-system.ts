/**
 * Random small systems: recipes that fast-check makes and shrinks, and the systems built from them.
 *
 * Nothing is filtered; budgets and capacities are small, so that most spaces have 20 to 2,000 states.
 */
import fc from 'fast-check';
import type {
  AnySystem,
  Budget,
  EnvironmentDeclaration,
  FaultDeclaration,
  LinkDeclaration,
} from '../../src/system/system.ts';
import {
  type ActionRecipe,
  type AlwaysRecipe,
  buildMachine,
  type Delay,
  type GuardRecipe,
  type LeafRecipe,
  type MachineRecipe,
  type StateRecipe,
  type TransitionRecipe,
} from './machine-recipe.ts';

export interface LinkRecipe {
  readonly from: number;
  readonly to: number;
  readonly order: 'fifo' | 'unordered' | 'set' | 'synchronous';
  readonly loss: number | 'any' | undefined;
  readonly duplication: number | undefined;
  readonly latency: readonly [number, number];
  readonly capacity: number;
  readonly overflow: 'block' | 'drop';
  readonly stays: boolean;
}

export interface EnvironmentRecipe {
  readonly events: readonly { readonly event: number; readonly v: number | undefined }[];
  /** 0 is `any`. */
  readonly budget: number;
}

export type FaultRecipe =
  | { readonly fault: 'crash'; readonly agent: number; readonly group: boolean; readonly restart: boolean }
  | { readonly fault: 'hang'; readonly agent: number; readonly overdue: boolean; readonly resume: boolean }
  | { readonly fault: 'drop' | 'duplicate' | 'delay'; readonly from: number; readonly to: number }
  | { readonly fault: 'partition'; readonly held: boolean; readonly heal: boolean };

export interface SystemRecipe {
  readonly machines: readonly MachineRecipe[];
  readonly events: number;
  readonly links: readonly LinkRecipe[];
  /** Whether the links not named lose messages. */
  readonly lossy: boolean;
  readonly environment: readonly EnvironmentRecipe[];
  readonly faults: readonly FaultRecipe[];
  readonly slow: readonly [number, number];
  readonly durable: boolean;
  readonly inputs: number;
  readonly fixedTick: boolean;
}

/** Milliseconds of a tick. */
export const TICK = 10;
const NAMES = ['a', 'b', 'c', 'd'] as const;

export function buildSystem(recipe: SystemRecipe): AnySystem {
  const names = NAMES.slice(0, recipe.machines.length);
  const at = (index: number): string => names[index % names.length];
  const agents = Object.fromEntries(
    recipe.machines.map((machine, index) => [
      names[index],
      {
        machine: buildMachine(machine, {
          name: names[index],
          peers: names.filter((name) => name !== names[index]),
          events: recipe.events,
          tick: TICK,
          isChild: false,
        }),
        delays: { slow: [recipe.slow[0] * TICK, (recipe.slow[0] + recipe.slow[1]) * TICK] as const },
        input: index === 0 && recipe.inputs > 1 ? { oneOf: [0, 1] } : 0,
        ...(recipe.durable && {
          durable: ['n'],
          restartInput: (_: unknown, { n }: { n?: number }) => n ?? 0,
        }),
      },
    ]),
  );
  return {
    name: 'random',
    agents: agents as never,
    links: linksOf(recipe, names),
    environment: recipe.environment.map((each, index) => environmentOf(each, recipe.events, at(index))),
    faults: faultsOf(recipe, names),
    clock: { jumps: false, ...(recipe.fixedTick && { tick: TICK }) },
  };
}

/** One declaration per pair that a recipe names first, and one for all the others. */
function linksOf({ links, lossy }: SystemRecipe, names: readonly string[]): LinkDeclaration[] {
  const seen = new Set<string>();
  const named = links.flatMap((link) => {
    const [from, to] = [names[link.from % names.length], names[link.to % names.length]];
    if (from === to || seen.has(`${from}${to}`)) return [];
    seen.add(`${from}${to}`);
    return [{ from, to, ...settingsOf(link), override: true }];
  });
  const others = names.map((from) => ({
    from,
    to: names.filter((to) => to !== from),
    capacity: 1,
    overflow: 'drop' as const,
    ...(lossy && { loss: 'any' as const }),
  }));
  const own = names.map((name) => ({ from: name, to: name, capacity: 1, overflow: 'drop' as const }));
  return [...others.filter(({ to }) => to.length > 0), ...own, ...named];
}

function settingsOf(link: LinkRecipe): Omit<LinkDeclaration, 'from' | 'to'> {
  const { order, loss, duplication, latency, capacity, overflow, stays } = link;
  if (order === 'synchronous') return { order };
  const budget: Budget | undefined = loss === 'any' || loss === undefined ? loss : { atMost: loss };
  if (order === 'set') return { order, ...(budget && { loss: budget }) };
  return {
    order,
    ...(budget && { loss: budget }),
    ...(duplication !== undefined && { duplication: { total: duplication } }),
    latency: [latency[0] * TICK, (latency[0] + latency[1]) * TICK],
    capacity,
    overflow,
    ignored: stays ? 'stays' : 'consumed',
  };
}

const environmentOf = (
  { events, budget }: EnvironmentRecipe,
  types: number,
  agent: string,
): EnvironmentDeclaration =>
  ({
    agent,
    event: events.map(({ event, v }) => ({ type: `E${event % types}`, ...(v !== undefined && { v }) })),
    budget: budget === 0 ? 'any' : { atMost: budget },
  }) as never;

/** At most one crash and one hang declaration per agent; what is unclear on synchronous links is left out. */
function faultsOf({ faults, links, lossy }: SystemRecipe, names: readonly string[]): FaultDeclaration[] {
  const at = (index: number): string => names[index % names.length];
  const once = { atMost: 1 } as const;
  const synchronous = links.some(({ order }) => order === 'synchronous');
  const taken = new Set<string>();
  // One link may have one budget for drops and one for duplicates.
  if (lossy || links.some(({ loss }) => loss !== undefined)) taken.add('drop');
  if (links.some(({ duplication }) => duplication !== undefined)) taken.add('duplicate');
  return faults.flatMap((each): FaultDeclaration[] => {
    switch (each.fault) {
      case 'crash': {
        const group = [...new Set(each.group ? [at(each.agent), at(each.agent + 1)] : [at(each.agent)])];
        if (group.some((name) => taken.has(`crash ${name}`))) return [];
        for (const name of group) taken.add(`crash ${name}`);
        return [{ fault: 'crash', agents: group, budget: once, restart: each.restart }];
      }
      case 'hang': {
        const name = at(each.agent);
        if (synchronous || taken.has(`hang ${name}`)) return [];
        taken.add(`hang ${name}`);
        const timers = each.overdue ? 'overdue' : 'frozen';
        return [{ fault: 'hang', agents: name, budget: once, timers, resume: each.resume }];
      }
      case 'partition':
        if (synchronous || names.length < 2 || taken.has('partition')) return [];
        taken.add('partition');
        return [
          {
            fault: 'partition',
            groups: [names.slice(0, 1), names.slice(1)],
            budget: once,
            messages: each.held ? 'held' : 'lost',
            heal: each.heal,
          },
        ];
      default: {
        const budget = { total: 1 };
        if (taken.has(each.fault)) return [];
        taken.add(each.fault);
        const ends = { from: at(each.from), to: names.filter((name) => name !== at(each.from)) };
        return each.fault === 'delay'
          ? [{ ...ends, fault: 'delay', by: TICK, budget }]
          : [{ ...ends, fault: each.fault, budget }];
      }
    }
  });
}

/** A choice of what is usual (first, and what shrinking ends at) and of what is seldom. */
const weighted = <T>(...choices: readonly (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
const seldom = <T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  weighted<T | undefined>([100 - percent, fc.constant(undefined)], [percent, arbitrary]);
const list = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number, minLength = 0): fc.Arbitrary<T[]> =>
  fc.array(arbitrary, { minLength, maxLength, size: 'max' });

const event = fc.nat(3);
const delay: fc.Arbitrary<Delay> = weighted<Delay>(
  [1, fc.constant(0)],
  [8, fc.integer({ min: 1, max: 2 })],
  [3, fc.constant('slow')],
);
const id = fc.constantFrom('t', 'u');

const simpleAction: fc.Arbitrary<ActionRecipe> = weighted<ActionRecipe>(
  [8, fc.constant({ do: 'inc' })],
  [2, fc.record({ do: fc.constant('set'), to: fc.nat(3) })],
  [2, fc.constant({ do: 'take' })],
  [2, fc.record({ do: fc.constant('emit'), event })],
);
const timing = { after: seldom(12, delay), id: seldom(50, id) };
const sendAction = fc.record({
  do: fc.constant('send'),
  peer: fc.nat(3),
  event,
  carries: fc.boolean(),
  ...timing,
});
/** Which machine does it: a child, or the root of an agent that has peers or none. */
type Role = 'child' | 'peer' | 'alone';

/**
 * References to children that are gone are kept in systems of one agent alone: what live agents say to each other at
 * once comes in another order than over links, which is rare enough in the systems that were drawn before.
 */
const actionFor = (role: Role, isChild = role === 'child'): fc.Arbitrary<ActionRecipe> =>
  weighted<ActionRecipe>(
    [40, simpleAction],
    [48, sendAction as fc.Arbitrary<ActionRecipe>],
    [
      8,
      fc.record({
        do: fc.constant('raise'),
        event,
        after: delay,
        id: seldom(60, id),
      }) as fc.Arbitrary<ActionRecipe>,
    ],
    [1, fc.record({ do: fc.constant('raise'), event })],
    [8, fc.record({ do: fc.constant('cancel'), id })],
    [4, fc.record({ do: fc.constant('self'), event })],
    [isChild ? 32 : 0, fc.record({ do: fc.constant('parent'), event })],
    [
      isChild ? 0 : 16,
      fc.record({ do: fc.constantFrom('spawn', 'spawn', 'halt'), slot: fc.constantFrom('a', 'b') }),
    ],
    [role === 'alone' ? 6 : 0, fc.constant({ do: 'strand' })],
    [
      role === 'alone' ? 10 : 0,
      fc.record({
        do: fc.constant('call'),
        slot: fc.constantFrom('a', 'b'),
        event,
        after: seldom(40, delay),
        id: seldom(30, id),
      }) as fc.Arbitrary<ActionRecipe>,
    ],
    [
      isChild ? 0 : 12,
      fc.record({ do: fc.constantFrom('spawnChild', 'spawnChild', 'stop'), kid: fc.nat(1) }),
    ],
    [1, fc.constant({ do: 'boom' })],
    [4, fc.record({ do: fc.constant('batch'), actions: list(simpleAction, 2, 1) })],
  );

const guard: fc.Arbitrary<GuardRecipe> = fc.record({
  is: weighted<GuardRecipe['is']>([60, fc.constantFrom('eq', 'ne')], [1, fc.constant('boom')]),
  n: fc.nat(3),
});

const transitionFor = (role: Role): fc.Arbitrary<TransitionRecipe> =>
  fc.record({
    on: event,
    guard: seldom(35, guard),
    target: weighted<number | undefined>([3, fc.nat(11)], [1, fc.constant(undefined)]),
    actions: list(actionFor(role), 2, 1),
    reenter: weighted([9, fc.constant(false)], [1, fc.constant(true)]),
  });

const always: fc.Arbitrary<AlwaysRecipe> = fc.record({
  guard: fc.record({ is: fc.constant('eq'), n: fc.nat(3) }),
  target: fc.nat(11),
  actions: list(simpleAction, 1),
});

const leafFor = (role: Role, maxOn: number, isChild = role === 'child'): fc.Arbitrary<LeafRecipe> =>
  fc.record({
    on: list(transitionFor(role), maxOn, Math.min(1, maxOn - 1)),
    entry: weighted([3, fc.constant([] as ActionRecipe[])], [1, list(actionFor(role), 1)]),
    exit: weighted([7, fc.constant([] as ActionRecipe[])], [1, list(actionFor(role), 1)]),
    after: weighted<LeafRecipe['after']>(
      [isChild ? 12 : 9, fc.constant([])],
      [2, list(fc.record({ delay, target: fc.nat(11), guard: seldom(20, guard) }), 1, 1)],
    ),
    invoke: weighted<LeafRecipe['invoke']>(
      [16, fc.constant(undefined)],
      [1, fc.constant('promise')],
      [isChild ? 0 : 3, fc.constant('machine')],
    ),
  });

/** How much a machine may have: the more agents a system has, the less. */
interface Size {
  readonly role: Role;
  readonly states: readonly [number, number];
  readonly modulus: number;
}

const stateFor = ({ role }: Size, isChild = role === 'child'): fc.Arbitrary<StateRecipe> =>
  fc
    .record({
      shape: weighted<StateRecipe['shape']>(
        [isChild ? 160 : 80, fc.constant('atomic')],
        [16, fc.constant('compound')],
        [isChild ? 0 : 24, fc.constant('parallel')],
        [isChild ? 0 : 8, fc.constant('nested')],
        [isChild ? 40 : 5, fc.constant('final')],
      ),
      history: fc.constantFrom('none', 'shallow', 'deep'),
      leaf: leafFor(role, 3),
      leaves: list(leafFor(role, 2), 4, 1),
      always: list(always, 2, 1),
    })
    .map(({ leaf, leaves, always, ...state }) => {
      const simple = state.shape === 'atomic' || state.shape === 'final';
      return simple
        ? { ...leaf, ...state, history: 'none', leaves: [], always: [] }
        : { ...leaf, ...state, leaves, always: state.shape === 'compound' ? [] : always };
    });

const CHILD: Size = { role: 'child', states: [2, 3], modulus: 2 };
const SIZES: readonly Size[] = [
  { role: 'alone', states: [5, 6], modulus: 4 },
  { role: 'peer', states: [2, 2], modulus: 2 },
  { role: 'peer', states: [1, 2], modulus: 2 },
  { role: 'peer', states: [1, 2], modulus: 2 },
];

const machineFor = (size: Size): fc.Arbitrary<MachineRecipe> =>
  fc.record({
    modulus: fc.integer({ min: 2, max: size.modulus }),
    start: fc.nat(3),
    states: list(stateFor(size), size.states[1], size.states[0]),
    kid:
      size.role === 'child'
        ? fc.constant(undefined)
        : seldom(size.states[1] > 2 ? 85 : 35, machineFor(CHILD)),
  });

const link: fc.Arbitrary<LinkRecipe> = fc.record({
  from: fc.nat(3),
  to: fc.nat(3),
  order: weighted<LinkRecipe['order']>(
    [6, fc.constant('fifo')],
    [3, fc.constant('unordered')],
    [2, fc.constant('set')],
    [2, fc.constant('synchronous')],
  ),
  loss: weighted<LinkRecipe['loss']>(
    [2, fc.constant(undefined)],
    [2, fc.constant(1)],
    [4, fc.constant('any')],
  ),
  duplication: seldom(20, fc.constant(1)),
  latency: weighted<readonly [number, number]>(
    [8, fc.constant([0, 0] as const)],
    [1, fc.tuple(fc.nat(1), fc.nat(1))],
    [1, fc.constant([0, Number.POSITIVE_INFINITY] as const)],
    [1, fc.constant([1, Number.POSITIVE_INFINITY] as const)],
  ),
  capacity: weighted([4, fc.constant(1)], [1, fc.constant(2)]),
  overflow: weighted<'block' | 'drop'>([3, fc.constant('drop')], [1, fc.constant('block')]),
  stays: weighted([4, fc.constant(false)], [1, fc.constant(true)]),
});

/** One agent alone has few interleavings: counted budgets give it more states. */
const environmentFor = (agents: number): fc.Arbitrary<EnvironmentRecipe> =>
  fc.record({
    events: list(fc.record({ event, v: seldom(15, fc.nat(3)) }), 3, 2),
    budget: weighted(
      [agents === 1 ? 1 : 5, fc.constant(0)],
      [2, fc.integer({ min: 1, max: agents === 1 ? 3 : 1 })],
    ),
  });

const fault: fc.Arbitrary<FaultRecipe> = fc.oneof(
  fc.record({
    fault: fc.constant('crash' as const),
    agent: fc.nat(3),
    group: weighted([3, fc.constant(false)], [1, fc.constant(true)]),
    restart: fc.boolean(),
  }),
  fc.record({
    fault: fc.constant('hang' as const),
    agent: fc.nat(3),
    overdue: fc.boolean(),
    resume: weighted([1, fc.constant(false)], [3, fc.constant(true)]),
  }),
  fc.record({ fault: fc.constantFrom('drop', 'duplicate', 'delay'), from: fc.nat(3), to: fc.nat(3) }),
  fc.record({ fault: fc.constant('partition' as const), held: fc.boolean(), heal: fc.boolean() }),
);

/** Small systems of so many agents. */
export const systemOf = (agents: number): fc.Arbitrary<SystemRecipe> =>
  fc.record({
    machines: list(machineFor(SIZES[agents - 1]), agents, agents),
    events: fc.integer({ min: 2, max: 3 }),
    links: list(link, 4, 2),
    lossy: fc.boolean(),
    environment: list(environmentFor(agents), 2, 2),
    faults: weighted<readonly FaultRecipe[]>([1, fc.constant([])], [2, list(fault, agents === 1 ? 2 : 1, 1)]),
    slow: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.nat(agents === 1 ? 2 : 0)),
    durable: fc.boolean(),
    inputs: weighted([agents === 1 ? 2 : 9, fc.constant(1)], [1, fc.constant(2)]),
    fixedTick: fc.boolean(),
  });

/** Small systems of one to four agents. */
export const systemRecipe: fc.Arbitrary<SystemRecipe> = weighted(
  [6, systemOf(1)],
  [9, systemOf(2)],
  [1, systemOf(3)],
  [1, systemOf(4)],
);

/** The same agents, with nothing that live actors have not: links are synchronous, no loss, no faults, no windows. */
export function buildLiveSystem(recipe: SystemRecipe): AnySystem {
  const { agents } = buildSystem({ ...recipe, inputs: 1, durable: false, slow: [2, 0] });
  const names = Object.keys(agents);
  const events = Array.from({ length: recipe.events }, (_, index) => ({ type: `E${index}` }));
  const others = (name: string): string[] => names.filter((other) => other !== name);
  return {
    name: 'live',
    agents,
    links: names.length === 1 ? [] : names.map((from) => ({ from, to: others(from), order: 'synchronous' })),
    environment: names.map((agent) => ({ agent, event: events, budget: 'any' }) as never),
    clock: { jumps: false, tick: TICK },
  };
}
