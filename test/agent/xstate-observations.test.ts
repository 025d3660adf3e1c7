/**
 * What was observed of XState 5, and what the semantics says of it: each a test of the engine, on ordinary machines.
 */

import { type AnySystem, defineSystem, type ModelError } from 'redhound';
import { describe, expect, test } from 'vitest';
import {
  assign,
  cancel,
  createActor,
  createMachine,
  fromCallback,
  fromPromise,
  fromTransition,
  raise,
  sendParent,
  sendTo,
  setup,
  spawnChild,
  stopChild,
} from 'xstate';
import { compose } from '../../src/product/compose.ts';
import { noAgentFails } from '../../src/property/property.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import { reachableStates } from '../../src/search/reachable-states.ts';

/** A system of one machine that the environment may send each of `types` any number of times. */
const alone = (machine: ReturnType<typeof createMachine>, ...types: readonly string[]): AnySystem => ({
  name: 'alone',
  agents: { m: machine },
  environment: types.map((type) => ({ agent: 'm', event: { type }, budget: 'any' as const })),
});

const valuesOf = (system: AnySystem, agent = 'm'): readonly string[] =>
  [...new Set(reachableStates(system).map((state) => JSON.stringify(state.agents[agent]!.value)))].sort();

const contextsOf = (system: AnySystem, agent = 'm'): readonly unknown[] =>
  reachableStates(system).map((state) => state.agents[agent]!.context);

const errorOf = (system: AnySystem): ModelError => {
  try {
    reachableStates(system);
  } catch (error) {
    return error as ModelError;
  }
  throw new Error('nothing was refused');
};

describe('local states', () => {
  test('entry order is hidden in XState’s value, decides `always`, and is part of the state', () => {
    const region = (own: string) => ({
      initial: 'a',
      states: {
        a: {
          on: {
            GO: {
              guard: ({ context }: { context: { first: string } }) => context.first === own,
              target: 'b',
            },
            BOTH: 'b',
          },
        },
        b: {
          always: {
            guard: ({ context }: { context: { on: boolean } }) => context.on,
            actions: assign({ on: false, winner: own }),
          },
        },
      },
    });
    const machine = createMachine({
      context: { first: 'none', on: false, winner: 'none' },
      type: 'parallel',
      states: { x: region('x') as never, y: region('y') as never },
      on: {
        X: { guard: ({ context }) => context.first === 'none', actions: assign({ first: 'x' }) },
        Y: { guard: ({ context }) => context.first === 'none', actions: assign({ first: 'y' }) },
        FORGET: { actions: assign({ first: 'gone' }) },
        ON: { guard: ({ context }) => context.first === 'gone', actions: assign({ on: true }) },
      },
    });
    // x first and then y, or the other way round: equal in value and context, and `ON` has different winners.
    const winners = contextsOf(alone(machine as never, 'X', 'Y', 'GO', 'BOTH', 'FORGET', 'ON')).map(
      (context) => (context as { winner: string }).winner,
    );
    expect(new Set(winners)).toEqual(new Set(['none', 'x', 'y']));
  });

  test('history decides the future and is part of the state', () => {
    const machine = createMachine({
      initial: 'on',
      states: {
        on: {
          initial: 'low',
          states: { low: { on: { UP: 'high' } }, high: {}, last: { type: 'history' } },
          on: { OFF: 'off' },
        },
        off: { on: { ON: 'on.last' } },
      },
    });
    expect(reachableStates(alone(machine, 'UP', 'OFF', 'ON'))).toHaveLength(7);
  });

  test('Map and Set contexts are told apart, which JSON.stringify does not', () => {
    const machine = createMachine({
      context: { seen: new Set<string>() },
      on: {
        A: { actions: assign({ seen: ({ context }) => new Set([...context.seen, 'a']) }) },
        B: { actions: assign({ seen: ({ context }) => new Set([...context.seen, 'b']) }) },
      },
    });
    expect(reachableStates(alone(machine as never, 'A', 'B'))).toHaveLength(4);
  });

  test('key order, −0 and sharing make no difference; an absent key and undefined do', () => {
    const set = (context: () => object) => ({ actions: assign(context as never) });
    const machine = createMachine({
      context: {},
      on: {
        A: set(() => ({ v: { a: 1, b: 0 } })),
        B: set(() => ({ v: { b: -0, a: 1 } })),
        C: set(() => ({ v: { a: 1, b: 0, c: undefined } })),
      },
    });
    expect(reachableStates(alone(machine as never, 'A', 'B', 'C'))).toHaveLength(3);
  });

  test('what is not plain data is refused with agent and path', () => {
    for (const [what, value] of [
      ['a function', () => 0],
      ['an instance of Date', new Date(0)],
      ['an instance of Uint8Array', new Uint8Array(1)],
      ['a symbol', Symbol('s')],
      ['an array with fields of its own', /x/.exec('x')],
      ['an instance of Stack', new (class Stack extends Array {})()],
      ['an instance of Bag', new (class Bag extends Map {})()],
      ['a collection with fields of its own', Object.assign(new Set(), { size2: 0 })],
    ] as const) {
      const error = errorOf(alone(createMachine({ context: { deep: { value } } }) as never));
      expect(error.code).toBe('CONTEXT_NOT_PLAIN');
      expect(error.message).toContain(`agent 'm'`);
      expect(error.message).toContain(`context.deep.value is ${what}`);
    }
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(errorOf(alone(createMachine({ context: () => ({ cycle }) }) as never)).message).toContain(
      'part of a cycle',
    );
  });
});

describe('steps are functions of the state', () => {
  test('a context that is changed in place is refused', () => {
    const machine = createMachine({
      context: { list: [] as number[] },
      on: {
        PUSH: {
          actions: assign(({ context }) => {
            context.list.push(1);
            return context;
          }),
        },
      },
    });
    const error = errorOf(alone(machine as never, 'PUSH'));
    expect(error.code).toBe('CONTEXT_MUTATED');
    expect(error.message).toMatch(/agent 'm'.*event 'PUSH'/);
  });

  test('a mistake in a named action is reported with state, event, action and line', () => {
    const machine = setup({
      types: { context: {} as { list: number[] } },
      actions: {
        add: assign(({ context }) => {
          context.list.push(1);
          return context;
        }),
      },
    }).createMachine({
      context: { list: [] },
      initial: 'a',
      states: { a: { on: { GO: { actions: 'add' } } } },
    });
    expect(errorOf(alone(machine as never, 'GO')).message).toMatch(
      /agent 'm', state 'a', event 'GO', action 'add': .*at xstate-observations\.test\.ts:\d+/,
    );
  });

  test('a mutated Map is found although it cannot be frozen', () => {
    const machine = createMachine({
      context: { seen: new Map<string, number>() },
      on: { ADD: { actions: ({ context }) => void context.seen.set('a', 1) } },
    });
    expect(errorOf(alone(machine as never, 'ADD')).code).toBe('CONTEXT_MUTATED');
  });

  /** A machine that loads a Set; what it does with it is `take`. */
  const loading = (take: (found: Set<string>) => Set<string>): AnySystem => {
    const machine = setup({
      types: { context: {} as { found: Set<string> } },
      actors: { load: fromPromise(async () => new Set<string>()) },
    }).createMachine({
      context: { found: new Set() },
      invoke: {
        src: 'load',
        id: 'load',
        onDone: { actions: assign({ found: ({ event }) => take(event.output) }) },
      },
    });
    return defineSystem({
      name: 'loading',
      agents: { m: { machine, outcomes: { load: [{ done: new Set(['a']) }] } } },
    });
  };

  test('an outcome may have a Set, which is taken as it is', () => {
    expect(contextsOf(loading((found) => found))).toEqual([{ found: new Set() }, { found: new Set(['a']) }]);
  });

  test('a Set of an outcome that is mutated is found', () => {
    expect(errorOf(loading((found) => found.add('b'))).code).toBe('CONTEXT_MUTATED');
  });

  test.each([
    ['Math.random()', () => Math.random()],
    ['Date.now()', () => Date.now()],
    ['new Date()', () => new Date().getTime()],
    ['performance.now()', () => performance.now()],
    ['crypto.randomUUID()', () => crypto.randomUUID().length],
    ['setTimeout()', () => Number(setTimeout(() => {}, 0))],
  ])('%s is refused in guards, assigns and actions', (what, read) => {
    const guard = createMachine({
      initial: 'a',
      states: { a: { on: { GO: { guard: () => read() > 0, target: 'b' } } }, b: {} },
    });
    const assigning = createMachine({
      context: { at: 0 },
      on: { GO: { actions: assign({ at: () => read() }) } },
    });
    const acting = createMachine({
      on: {
        GO: {
          actions: [
            function look() {
              read();
            },
          ],
        },
      },
    });
    for (const machine of [guard, assigning, acting]) {
      const error = errorOf(alone(machine as never, 'GO'));
      expect(error.code).toBe('IMPURE_STEP');
      expect(error.message).toContain(what);
      expect(error.message).toMatch(/agent 'm'.*event 'GO'/);
    }
    expect(errorOf(alone(acting as never, 'GO')).message).toContain(`action 'look'`);
    expect(typeof Math.random()).toBe('number');
    expect(Date.now()).toBeGreaterThan(0);
  });

  test('a computed date is no clock', () => {
    const machine = createMachine({ context: () => ({ year: new Date(0).getUTCFullYear() }) });
    expect(contextsOf(alone(machine as never))).toEqual([{ year: 1970 }]);
  });

  test('a step that depends on something outside the state is found by computing it twice', () => {
    let calls = 0;
    const machine = createMachine({
      context: { n: 0, junk: {} as object },
      on: {
        A: { actions: assign({ junk: () => ({ a: 1, b: 2 }) }) },
        B: { actions: assign({ junk: () => ({ b: 2, a: 1 }) }) },
        ...Object.fromEntries(
          Array.from({ length: 14 }, (_, i) => [`C${i}`, { actions: assign({ n: () => calls++ % 1000 }) }]),
        ),
      },
    });
    const types = ['A', 'B', ...Array.from({ length: 14 }, (_, i) => `C${i}`)];
    const product = compose(alone(machine as never, ...types));
    expect(() => searchExhaustively(product, [], { maxStates: 50 })).toThrow(/NOT_A_FUNCTION_OF_STATE/);
  });

  test.each([
    [
      'send',
      (system: { get(name: string): { send(event: object): void } }) => system.get('m').send({ type: 'GO' }),
    ],
    [
      'subscribe',
      (system: { get(name: string): { subscribe(f: () => void): void } }) =>
        system.get('m').subscribe(() => {}),
    ],
    ['getAll', (system: { getAll(): unknown }) => void system.getAll()],
  ])('the imperative call %s is refused by name', (what, call) => {
    const machine = createMachine({ on: { GO: { actions: ({ system }) => call(system as never) } } });
    const error = errorOf(alone(machine, 'GO'));
    expect(error.code).toBe('IMPERATIVE_CALL');
    expect(error.message).toContain(`${what}() was called`);
  });

  test('a machine may read its own and its children’s snapshots, and no other’s', () => {
    const other = createMachine({ initial: 'x', states: { x: {} } });
    const reading = createMachine({
      context: ({ input }) => ({ peer: (input as { peer: unknown }).peer }),
      on: {
        GO: { guard: ({ context }) => (context.peer as { getSnapshot(): unknown }).getSnapshot() === 1 },
      },
    });
    const system = {
      name: 's',
      agents: {
        other,
        m: { machine: reading, input: ({ ref }: { ref(name: string): unknown }) => ({ peer: ref('other') }) },
      },
      environment: [{ agent: 'm', event: { type: 'GO' }, budget: 'any' as const }],
    };
    expect(errorOf(system as never).code).toBe('IMPERATIVE_CALL');
  });

  test('system.get of an unknown name is refused, where XState would send to the machine itself', () => {
    const machine = createMachine({
      on: { GO: { actions: sendTo(({ system }) => system.get('nobody'), { type: 'HI' }) } },
    });
    const error = errorOf(alone(machine, 'GO'));
    expect(error.code).toBe('AGENT_UNKNOWN');
    expect(error.message).toContain(`system.get('nobody')`);
  });

  test('sendTo a peer by string, and sendParent in an agent, are refused with the supported way', () => {
    const byString = createMachine({ on: { GO: { actions: sendTo('m', { type: 'HI' }) } } });
    expect(errorOf(alone(byString, 'GO')).message).toContain(`sendTo(({ system }) => system.get('m'), …)`);
    const toParent = createMachine({ on: { GO: { actions: sendParent({ type: 'HI' }) } } });
    expect(errorOf(alone(toParent, 'GO')).message).toContain('has no parent');
  });
});

describe('peers', () => {
  test('sendTo through system.get and through a reference from input reaches the other agent', () => {
    const receiver = createMachine({
      initial: 'idle',
      states: { idle: { on: { HI: 'greeted' } }, greeted: {} },
    });
    const byName = createMachine({ entry: sendTo(({ system }) => system.get('receiver'), { type: 'HI' }) });
    const byReference = createMachine({
      context: ({ input }) => ({ peer: (input as { peer: never }).peer }),
      entry: sendTo(({ context }) => context.peer, { type: 'HI' }),
    });
    const named = { name: 's', agents: { sender: byName, receiver } };
    const referred = {
      name: 's',
      agents: {
        sender: {
          machine: byReference,
          input: ({ ref }: { ref(name: string): unknown }) => ({ peer: ref('receiver') }),
        },
        receiver,
      },
    };
    for (const system of [named, referred]) {
      expect(valuesOf(system as never, 'receiver')).toEqual(['"greeted"', '"idle"']);
    }
  });
});

describe('ends and errors', () => {
  test('a machine that is done takes nothing, though transition() would still send', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { on: { END: 'b' } }, b: { type: 'final' } },
      on: { GO: { actions: sendTo(({ system }) => system.get('other'), { type: 'HI' }) } },
    });
    const other = createMachine({
      context: { n: 0 },
      on: { HI: { guard: ({ context }) => context.n < 1, actions: assign({ n: 1 }) } },
    });
    const teller = createMachine({
      initial: 'x',
      states: {
        x: {
          on: { TELL: { target: 'y', actions: sendTo(({ system }) => system.get('m'), { type: 'GO' }) } },
        },
        y: {},
      },
    });
    const system = {
      name: 's',
      agents: { m: machine, other, teller },
      environment: [
        { agent: 'm', event: { type: 'END' }, budget: { atMost: 1 } },
        { agent: 'teller', event: { type: 'TELL' }, budget: { atMost: 1 } },
      ],
    };
    const told = reachableStates(system as never).filter(
      (state) => (state.agents['other']!.context as { n: number }).n === 1 || 'm→other' in state.links,
    );
    // Only where GO was handled before END.
    expect(told.length).toBeGreaterThan(0);
    const done = reachableStates(system as never).filter((state) => state.agents['m']!.status === 'done');
    expect(done.length).toBeGreaterThan(0);
    for (const { agents } of done) expect(agents['m']!.timers).toEqual([]);
  });

  test.each([
    [
      'guard',
      {
        guard: () => {
          throw new Error('no');
        },
        target: 'b',
      },
    ],
    [
      'assign',
      {
        target: 'b',
        actions: assign(() => {
          throw new Error('no');
        }),
      },
    ],
    [
      'action',
      {
        target: 'b',
        actions: () => {
          throw new Error('no');
        },
      },
    ],
  ])(
    'a %s that throws ends the agent in error, its effects dropped and its value kept',
    (_what, transition) => {
      const machine = createMachine({
        initial: 'a',
        states: { a: { on: { GO: transition as never } }, b: {} },
      });
      const states = reachableStates(alone(machine, 'GO'));
      expect(states.map((state) => [state.agents['m']!.status, state.agents['m']!.value])).toEqual([
        ['active', 'a'],
        ['error', 'a'],
      ]);
      const result = searchExhaustively(compose(alone(machine, 'GO')), [noAgentFails]);
      expect(result.findings.get('no-agent-fails')).toBe('violated');
      expect(result.counterexamples.get('no-agent-fails')!.moves).toHaveLength(1);
    },
  );

  test('an `always` loop ends in error and not in a hang', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: { always: 'c' }, c: { always: 'b' } },
    });
    const states = reachableStates(alone(machine, 'GO'));
    expect(states.map((state) => state.agents['m']!.status)).toEqual(['active', 'error']);
  });
});

describe('timers', () => {
  const timed = (actions: unknown, more: object = {}) =>
    createMachine({
      context: { fired: 0 },
      on: {
        GO: { actions: actions as never },
        T: { actions: assign({ fired: ({ context }) => context.fired + 1 }) },
        ...more,
      },
    } as never);
  const timersIn = (machine: ReturnType<typeof timed>, ...types: readonly string[]) =>
    reachableStates({
      ...alone(machine as never),
      environment: types.map((type) => ({ agent: 'm', event: { type }, budget: { atMost: 1 } })),
    }).map((state) => [
      state.agents['m']!.timers.length,
      (state.agents['m']!.context as { fired: number }).fired,
    ]);

  test('the same send id twice: both are pending, both fire', () => {
    const twice = timed([
      raise({ type: 'T' }, { delay: 5, id: 't' }),
      raise({ type: 'T' }, { delay: 5, id: 't' }),
    ]);
    const seen = timersIn(twice, 'GO');
    expect(seen).toContainEqual([2, 0]);
    expect(seen).toContainEqual([0, 2]);
  });

  test('cancel finds the one scheduled last, and only until one of the id has fired', () => {
    const machine = timed(
      [raise({ type: 'T' }, { delay: 5, id: 't' }), raise({ type: 'T' }, { delay: 10, id: 't' })],
      { STOP: { actions: cancel('t') } },
    );
    const seen = timersIn(machine, 'GO', 'STOP');
    expect(seen).toContainEqual([1, 0]);
    expect(seen).toContainEqual([0, 2]);
  });

  test('delay 0 is due at once, and a move of its own', () => {
    const states = reachableStates({
      ...alone(timed(raise({ type: 'T' }, { delay: 0 })) as never),
      environment: [{ agent: 'm', event: { type: 'GO' }, budget: { atMost: 1 } }],
    });
    expect(states).toHaveLength(3);
  });

  test('a delay that is no number ≥ 0 is refused, where XState fires at once', () => {
    for (const delay of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const machine = timed(raise({ type: 'T' }, { delay: () => delay }));
      const system = { ...alone(machine as never, 'GO'), clock: { tick: 1 } };
      expect(errorOf(system).code).toBe('DELAY_INVALID');
    }
  });

  test('a delay that is no multiple of the tick, and one that only a function knows, are refused', () => {
    const odd = { ...alone(timed(raise({ type: 'T' }, { delay: 5 })) as never, 'GO'), clock: { tick: 2 } };
    expect(errorOf(odd).message).toContain('no multiple of the tick');
    const computed = setup({ delays: { later: () => 5 } }).createMachine({
      initial: 'a',
      states: { a: { after: { later: 'b' } }, b: {} },
    });
    expect(errorOf(alone(computed as never)).message).toContain(
      `the delay 'later' is computed by a function`,
    );
    expect(
      reachableStates({
        name: 's',
        agents: { m: { machine: computed, delays: { later: [5, 10] } } },
      } as never),
    ).toHaveLength(4);
  });

  test('a delay that the system sets takes the place of the machine’s, in the tick too', () => {
    const machine = setup({ delays: { later: 7 } }).createMachine({
      initial: 'a',
      states: { a: { after: { later: 'b' } }, b: { after: { 10: 'c' } }, c: {} },
    });
    const tickOf = (delays: object) =>
      compose({ name: 's', agents: { m: { machine, delays } } } as never).model.clock.tick;
    expect(tickOf({})).toBe(1);
    expect(tickOf({ later: [20, 30] })).toBe(10);
  });

  test('things due at one instant happen in every order, also within one machine', () => {
    const machine = createMachine({
      context: { order: '' },
      entry: [raise({ type: 'A' }, { delay: 5 }), raise({ type: 'B' }, { delay: 5 })],
      on: {
        A: { actions: assign({ order: ({ context }) => `${context.order}a` }) },
        B: { actions: assign({ order: ({ context }) => `${context.order}b` }) },
      },
    });
    const orders = contextsOf(alone(machine as never)).map((context) => (context as { order: string }).order);
    expect(new Set(orders)).toEqual(new Set(['', 'a', 'b', 'ab', 'ba']));
  });
});

describe('families', () => {
  const kid = createMachine({
    initial: 'young',
    states: {
      young: { on: { GROW: 'old' }, after: { 10: 'old' } },
      old: { entry: sendParent({ type: 'GROWN' }), type: 'final' },
    },
  });

  test.each([
    [
      'spawn in assign',
      createMachine({
        context: ({ spawn }) => ({ ref: spawn(kid, { id: 'kid' }) }),
        on: { GROWN: '.after' },
        initial: 'before',
        states: { before: {}, after: {} },
      }),
    ],
    [
      'spawnChild',
      createMachine({
        entry: spawnChild(kid, { id: 'kid' }),
        on: { GROWN: '.after' },
        initial: 'before',
        states: { before: {}, after: {} },
      }),
    ],
    [
      'invoke',
      createMachine({
        invoke: { src: kid, id: 'kid' },
        on: { GROWN: '.after' },
        initial: 'before',
        states: { before: {}, after: {} },
      }),
    ],
  ])(
    'a child by %s lives, has timers of its own, and reports to its parent in the same move',
    (_how, machine) => {
      const states = reachableStates({ ...alone(machine as never), clock: { tick: 10 } });
      expect(states.map((state) => state.agents['m']!.value)).toEqual(
        expect.arrayContaining(['before', 'after']),
      );
      expect(Object.keys(states[0]!.agents['m']!.children)).toEqual(['kid']);
      expect(states[0]!.agents['m']!.timers.map((timer) => timer.name)).toEqual(['kid 10']);
    },
  );

  test('children without id get the smallest free index', () => {
    const machine = createMachine({
      context: { refs: [] as unknown[] },
      on: {
        MORE: {
          guard: ({ context }) => context.refs.length < 2,
          actions: assign({ refs: ({ context, spawn }) => [...context.refs, spawn(kid)] }),
        },
      },
    });
    const states = reachableStates({ ...alone(machine as never, 'MORE'), clock: { tick: 10 } });
    const names = states.map((state) => Object.keys(state.agents['m']!.children).join());
    expect(new Set(names)).toEqual(new Set(['', 'x:0', 'x:0,x:1']));
  });

  describe('a child that is gone, and one that comes after it under the same name', () => {
    const answering = createMachine({ on: { PING: { actions: sendParent({ type: 'PONG' }) } } });
    const whenPonged = {
      actions: assign({ pongs: ({ context }) => (context as { pongs: number }).pongs + 1 }),
    };
    const old = ({ context }: { context: unknown }): never => (context as { old: never }).old;

    test.each([
      ['without id', undefined],
      ['with an id', 'kid'],
    ])('%s, references mean the one that is gone, and nobody hears', (_, id) => {
      const naming = id === undefined ? {} : { id };
      const machine = createMachine({
        context: { old: undefined, fresh: undefined, pongs: 0 },
        initial: 'a',
        on: { PONG: whenPonged },
        states: {
          a: {
            on: { GO: { target: 'b', actions: assign({ old: ({ spawn }) => spawn(answering, naming) }) } },
          },
          b: { on: { GO: { target: 'c', actions: stopChild(old) } } },
          c: {
            on: { GO: { target: 'd', actions: assign({ fresh: ({ spawn }) => spawn(answering, naming) }) } },
          },
          d: { on: { GO: { target: 'e', actions: sendTo(old, { type: 'PING' } as never) } } },
          e: {
            on: {
              GO: {
                target: 'f',
                guard: ({ context }: { context: { old: unknown; fresh: unknown } }) =>
                  context.old !== context.fresh,
                actions: stopChild(old),
              },
            },
          },
          f: {},
        },
      } as never);
      const live = createActor(machine).start();
      for (let i = 0; i < 5; i++) live.send({ type: 'GO' });
      expect(live.getSnapshot()).toMatchObject({ value: 'f', context: { pongs: 0 } });
      const last = reachableStates(alone(machine, 'GO')).filter(({ agents }) => agents['m']!.value === 'f');
      expect(last).toHaveLength(1);
      expect(last[0]!.agents['m']!.context).toMatchObject({ pongs: 0 });
      expect(last[0]!.agents['m']!.children).toHaveProperty([id ?? 'x:0']);
    });

    test('what was sent to the first with a delay arrives nowhere', () => {
      const machine = createMachine({
        context: { pongs: 0 },
        initial: 'a',
        on: { PONG: whenPonged },
        states: {
          a: {
            entry: [spawnChild(answering, { id: 'kid' }), sendTo('kid', { type: 'PING' }, { delay: 1000 })],
            on: { GO: 'b' },
          },
          b: { entry: [stopChild('kid'), spawnChild(answering, { id: 'kid' })] },
        },
      } as never);
      const states = reachableStates(alone(machine, 'GO')).filter(({ agents }) => agents['m']!.value === 'b');
      const outcomes = states.map(({ agents }) => [
        (agents['m']!.context as { pongs: number }).pongs,
        agents['m']!.timers.length,
      ]);
      // It fires all the same. One pong is of the first, before GO.
      expect(new Set(outcomes.map(String))).toEqual(new Set(['0,1', '0,0', '1,0']));
    });
  });

  test('ids of children may have slashes, and end where their parent hears of it', () => {
    const brief = createMachine({ initial: 'x', states: { x: { always: 'y' }, y: { type: 'final' } } });
    for (const [id, own] of [
      [undefined, 'fabric/boss'],
      ['hosts/1%', 'boss'],
    ] as const) {
      const machine = createMachine({
        id: own,
        initial: 'a',
        states: { a: { invoke: { src: brief, id, onDone: 'b' } }, b: {} },
      } as never);
      expect(createActor(machine).start().getSnapshot().value).toBe('b');
      expect(valuesOf(alone(machine))).toEqual(['"b"']);
    }
  });

  test('a child that throws before it begins is in error, and its parent hears of it', () => {
    const broken = fromTransition(
      (state: object) => state,
      () => {
        throw new Error('no');
      },
    );
    const machine = createMachine({
      initial: 'a',
      states: { a: { invoke: { id: 'kid', src: broken, onError: 'b' } }, b: {} },
    });
    expect(createActor(machine).start().getSnapshot().value).toBe('b');
    expect(valuesOf(alone(machine as never))).toEqual(['"b"']);
  });

  test('whatever is thrown ends the agent', () => {
    for (const thrown of [{ code: 1n }, Object.create(null), undefined]) {
      const machine = createMachine({
        on: {
          GO: {
            actions: () => {
              throw thrown;
            },
          },
        },
      });
      const statuses = reachableStates(alone(machine, 'GO')).map(({ agents }) => agents['m']!.status);
      expect(statuses).toEqual(['active', 'error']);
    }
  });

  test('a child that is stopped is gone with its timers', () => {
    const machine = createMachine({
      initial: 'with',
      states: {
        with: {
          entry: spawnChild(kid, { id: 'kid' }),
          on: { STOP: { target: 'without', actions: stopChild('kid') } },
        },
        without: {},
      },
    });
    const without = reachableStates(alone(machine as never, 'STOP')).filter(
      (state) => state.agents['m']!.value === 'without',
    );
    expect(without).toHaveLength(1);
    expect(without[0]!.agents['m']).toMatchObject({ children: {}, timers: [] });
  });

  test('a promise is an outcome that the environment chooses: done or error by default', () => {
    const machine = setup({ actors: { load: fromPromise(async () => 1) } }).createMachine({
      initial: 'loading',
      states: {
        loading: { invoke: { src: 'load', id: 'load', onDone: 'loaded', onError: 'failed' } },
        loaded: {},
        failed: {},
      },
    });
    expect(valuesOf(alone(machine as never))).toEqual(['"failed"', '"loaded"', '"loading"']);
  });

  test('declared outcomes replace the default ones; a window makes them due', () => {
    const machine = setup({ actors: { load: fromPromise(async () => 1) } }).createMachine({
      context: { got: 0 },
      initial: 'loading',
      states: {
        loading: {
          invoke: {
            src: 'load',
            id: 'load',
            onDone: { target: 'loaded', actions: assign({ got: ({ event }) => event.output }) },
          },
          after: { 20: 'late' },
        },
        loaded: {},
        late: {},
      },
    });
    const outcomes = { load: [{ done: 7, window: [5, 10] as const }] };
    const system = { name: 's', agents: { m: { machine, outcomes } } } as never;
    expect(valuesOf(system)).toEqual(['"loaded"', '"loading"']);
    expect(contextsOf(system)).toContainEqual({ got: 7 });
  });

  test('a callback may send events to its parent, and is never run', () => {
    const machine = setup({
      actors: {
        watch: fromCallback(() => {
          throw new Error('it ran');
        }),
      },
    }).createMachine({
      invoke: { src: 'watch', id: 'watch' },
      initial: 'a',
      states: { a: { on: { SEEN: 'b' } }, b: {} },
    });
    const system = {
      name: 's',
      agents: { m: { machine, outcomes: { watch: [{ event: { type: 'SEEN' } }] } } },
    } as never;
    expect(valuesOf(system)).toEqual(['"a"', '"b"']);
  });

  test('parent and child that answer each other for ever are a model error', () => {
    const echo = createMachine({ on: { PING: { actions: sendParent({ type: 'PONG' }) } } });
    const machine = createMachine({
      invoke: { src: echo, id: 'echo' },
      on: {
        GO: { actions: sendTo('echo', { type: 'PING' }) },
        PONG: { actions: sendTo('echo', { type: 'PING' }) },
      },
    });
    expect(errorOf(alone(machine as never, 'GO')).code).toBe('FAMILY_LIVELOCK');
  });

  test('onSnapshot is refused', () => {
    const machine = createMachine({ invoke: { src: kid, id: 'kid', onSnapshot: {} } });
    expect(errorOf(alone(machine as never)).code).toBe('MACHINE_UNSUPPORTED');
  });
});

describe('synchronous links', () => {
  test('agents that answer each other for ever are a model error', () => {
    const echo = (peer: string) =>
      createMachine({ on: { HI: { actions: sendTo(({ system }) => system.get(peer), { type: 'HI' }) } } });
    const system = defineSystem({
      name: 's',
      agents: { a: echo('b'), b: echo('a') },
      links: [{ from: '*', to: '*', order: 'synchronous' }],
      environment: [{ agent: 'a', event: { type: 'HI' }, budget: 'any' }],
    });
    expect(errorOf(system).code).toBe('SYNCHRONOUS_CYCLE');
  });
});
