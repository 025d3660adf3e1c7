/**
 * Random systems of interchangeable agents around a hub, as recipes; and what a state of one is called when the agents
 * have changed places, told from its description alone.
 *
 * The agents know themselves in all the ways that machines do: by a number from their input, by references that
 * travel in events and stay in contexts, and as bits of a set that the hub keeps.
 */
import fc from 'fast-check';
import { type AnyActorRef, type AnyStateMachine, assign, createMachine, enqueueActions } from 'xstate';
import type { StateDescription } from '../../src/product/state-description.ts';
import type { AnySystem, FaultDeclaration, LinkOrder } from '../../src/system/system.ts';

const EVENTS = 3;
const TICK = 10;

type Doing = 'count' | 'hub' | 'others' | 'reply' | 'remember' | 'forget' | 'callBack' | 'mark';

interface Transition {
  readonly on: number;
  readonly target: number;
  readonly does: Doing;
  readonly event: number;
  readonly unless: number;
}

interface Machine {
  readonly states: number;
  readonly transitions: readonly (readonly Transition[])[];
  readonly after: number | undefined;
}

export interface SymmetricRecipe {
  readonly replicas: number;
  readonly replica: Machine;
  readonly hub: Machine;
  readonly order: LinkOrder;
  readonly loss: 'none' | 'each' | 'total' | 'any';
  readonly environment: {
    readonly events: readonly number[];
    readonly shared: boolean;
    readonly hub: number;
  };
  readonly fault: 'none' | 'crash' | 'restart' | 'hang' | 'partition';
}

export const symmetricMachine: fc.Arbitrary<Machine> = fc.record({
  states: fc.integer({ min: 2, max: 3 }),
  transitions: fc.array(
    fc.array(
      fc.record({
        on: fc.nat(EVENTS - 1),
        target: fc.nat(2),
        does: fc.constantFrom<Doing>(
          'count',
          'hub',
          'hub',
          'others',
          'reply',
          'reply',
          'remember',
          'forget',
          'callBack',
          'mark',
        ),
        event: fc.nat(EVENTS - 1),
        unless: fc.nat(2),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { minLength: 3, maxLength: 3 },
  ),
  after: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(2) }),
});

export const symmetricRecipe: fc.Arbitrary<SymmetricRecipe> = fc.record({
  replicas: fc.oneof({ weight: 2, arbitrary: fc.constant(2) }, { weight: 3, arbitrary: fc.constant(3) }),
  replica: symmetricMachine,
  hub: symmetricMachine,
  order: fc.constantFrom('fifo', 'unordered', 'set', 'synchronous'),
  loss: fc.constantFrom('none', 'each', 'total', 'any'),
  environment: fc.record({
    events: fc.array(fc.nat(EVENTS - 1), { minLength: 1, maxLength: 2 }),
    shared: fc.boolean(),
    hub: fc.nat(EVENTS - 1),
  }),
  fault: fc.constantFrom('none', 'none', 'crash', 'restart', 'hang', 'partition'),
});

export const replicasOf = ({ replicas }: SymmetricRecipe): readonly string[] =>
  Array.from({ length: replicas }, (_, index) => `r${index}`);

interface Context {
  readonly n: number;
  readonly index: number;
  readonly mask: number;
  readonly friend: AnyActorRef | null;
}

/** What is sent: who sends it, by reference and by number. */
interface Message {
  readonly type: string;
  readonly from?: AnyActorRef;
  readonly index?: number;
}

function build(recipe: Machine, others: readonly string[]): AnyStateMachine {
  const action = ({ does, event }: Transition) =>
    enqueueActions(({ context, event: cause, enqueue, system, self }) => {
      const { index, friend } = context as Context;
      const { from = null, index: sender } = cause as Message;
      const message: Message = { type: `E${event}`, from: self, index };
      switch (does) {
        case 'count':
          return enqueue(assign({ n: ({ context: { n } }) => ((n as number) + 1) % 2 }));
        case 'mark':
          // What the environment sends is of nobody.
          if (sender === undefined) return;
          return enqueue(assign({ mask: ({ context: { mask } }) => (mask as number) | (1 << sender) }));
        case 'remember':
          return enqueue(assign({ friend: from }));
        case 'forget':
          return enqueue(assign({ friend: null }));
        case 'hub':
          return enqueue.sendTo(system.get('hub'), message);
        case 'others':
          for (const name of others) if (system.get(name) !== self) enqueue.sendTo(system.get(name), message);
          return;
        case 'reply':
          return from === null ? undefined : enqueue.sendTo(from, message);
        case 'callBack':
          return friend === null ? undefined : enqueue.sendTo(friend, message);
      }
    });
  const states = Array.from({ length: recipe.states }, (_, index) => [
    `s${index}`,
    {
      on: Object.fromEntries(
        Array.from({ length: EVENTS }, (_event, event) => [
          `E${event}`,
          recipe.transitions[index]!.filter(({ on }) => on === event).map((transition) => ({
            target: `s${transition.target % recipe.states}`,
            guard: ({ context }: { context: Context }) => context.n !== transition.unless,
            actions: action(transition),
          })),
        ]),
      ),
      ...(index === 1 &&
        recipe.after !== undefined && { after: { [TICK]: `s${recipe.after % recipe.states}` } }),
    },
  ]);
  return createMachine({
    context: ({ input }: { input: { index: number } }) => ({
      n: 0,
      index: input.index,
      mask: 0,
      friend: null,
    }),
    initial: 's0',
    states: Object.fromEntries(states),
  } as never) as AnyStateMachine;
}

/** @param odd gives the last replica a machine of its own, so that it is not interchangeable */
export function buildSymmetric(recipe: SymmetricRecipe, odd?: Machine): AnySystem {
  const names = replicasOf(recipe);
  const agents = Object.fromEntries([
    ['hub', { machine: build(recipe.hub, names), input: { index: names.length } }],
    ...names.map((name, index) => [
      name,
      {
        machine: build(index === names.length - 1 && odd !== undefined ? odd : recipe.replica, names),
        input: { index },
      },
    ]),
  ]);
  const { loss, environment, order } = recipe;
  return {
    name: 'symmetric',
    agents: agents as never,
    links: [
      {
        from: '*',
        to: '*',
        order,
        capacity: 1,
        overflow: 'drop',
        ...(loss !== 'none' &&
          order !== 'synchronous' && {
            loss: loss === 'any' ? 'any' : loss === 'each' ? { atMost: 1 } : { total: 1 },
          }),
      },
    ],
    environment: [
      {
        agent: names,
        event: [...new Set(environment.events)].map((event) => ({ type: `E${event}` })) as never,
        budget: environment.shared ? { total: 2 } : { atMost: 1 },
      },
      { agent: 'hub', event: { type: `E${environment.hub}` }, budget: { atMost: 1 } },
    ],
    faults: faultsOf(recipe, names),
    symmetry: [names],
    clock: { jumps: false, tick: TICK },
  };
}

function faultsOf({ fault }: SymmetricRecipe, names: readonly string[]): readonly FaultDeclaration[] {
  const agents = names.map((name) => [name]);
  switch (fault) {
    case 'none':
      return [];
    case 'hang':
      return [{ fault, agents, budget: { total: 1 } }];
    case 'partition':
      return [{ fault, groups: [['hub'], names], budget: { atMost: 1 } }];
    default:
      return [{ fault: 'crash', agents, budget: { atMost: 1 }, restart: fault === 'restart' }];
  }
}

/** The least text that a state has under any order of the replicas: the same exactly for states of one orbit. */
export function orbitText(description: StateDescription, recipe: SymmetricRecipe): string {
  const texts = permutations(recipe.replicas).map((order) => renamedText(description, recipe, order));
  return texts.sort()[0]!;
}

/** @param order by replica whose name it gets */
function renamedText(
  description: StateDescription,
  recipe: SymmetricRecipe,
  order: readonly number[],
): string {
  const place = (index: number): number => order[index] ?? index;
  // Names that share a budget stand in a row, in no order that matters.
  const named = (text: string): string =>
    text
      .replaceAll(/\br(\d)\b/g, (_, index) => `r${place(Number(index))}`)
      .replaceAll(/r\d([|+]r\d)+/g, (row) => row.split(/[|+]/).sort().join());
  const renamed = (value: unknown, key = ''): unknown => {
    if (typeof value === 'number' && key === 'index') return place(value);
    if (typeof value === 'number' && key === 'mask') {
      const bits = Array.from({ length: 8 }, (_, bit) => ((value >> bit) & 1) << place(bit));
      return bits.reduce((sum, bit) => sum | bit, 0);
    }
    if (typeof value === 'string') return named(value);
    if (typeof value !== 'object' || value === null) return value;
    if ('sessionId' in value) return named(`@${value.sessionId}`);
    if (Array.isArray(value)) return value.map((item) => renamed(item));
    const fields = Object.entries(value).map(
      ([field, item]) => [named(field), renamed(item, field)] as const,
    );
    return fields.sort(([a], [b]) => (a < b ? -1 : 1));
  };
  const links = Object.entries(description.links).map(([link, messages]) => {
    const texts = messages.map((message) => JSON.stringify(renamed(message)));
    return [named(link), recipe.order === 'fifo' ? texts : texts.sort()] as const;
  });
  return JSON.stringify([
    renamed(description.agents),
    links.sort(([a], [b]) => (a < b ? -1 : 1)),
    renamed(description.used),
  ]);
}

function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, at) => rest.toSpliced(at, 0, count - 1)),
  );
}
