/**
 * What each operator makes of small machines, written down by hand, and what XState's own actors do with the mutants.
 */

import { describe, expect, test } from 'vitest';
import {
  type AnyStateMachine,
  assign,
  createActor,
  type EventObject,
  SimulatedClock,
  setup,
  stateIn,
} from 'xstate';
import { mutantsOf } from './mutants-of.ts';

/** The state values of a live actor after the start and after each event; a number is a time to wait. */
function valuesOf(
  machine: AnyStateMachine,
  ...events: readonly (EventObject | number)[]
): readonly unknown[] {
  const clock = new SimulatedClock();
  const actor = createActor(machine, { clock });
  actor.start();
  const values = [actor.getSnapshot().value as unknown];
  for (const event of events) {
    if (typeof event === 'number') clock.increment(event);
    else actor.send(event);
    values.push(actor.getSnapshot().value);
  }
  return values;
}

/** The context of a live actor after some events. */
function contextOf(machine: AnyStateMachine, ...events: readonly EventObject[]): unknown {
  const actor = createActor(machine);
  actor.start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot().context;
}

const PRESS = { type: 'PRESS' };
const SKIP = { type: 'SKIP' };

const door = setup({
  types: { context: {} as { keys: number; log: string }, events: {} as { type: 'PRESS' } | { type: 'SKIP' } },
  delays: { wait: 3000 },
  guards: { hasKey: ({ context }) => context.keys > 0 },
  actions: {
    a: assign({ log: ({ context }) => `${context.log}a` }),
    b: assign({ log: ({ context }) => `${context.log}b` }),
  },
}).createMachine({
  id: 'door',
  context: { keys: 1, log: '' },
  initial: 'closed',
  states: {
    closed: {
      on: {
        PRESS: [{ guard: 'hasKey', target: 'open', actions: ['a', 'b'] }, { target: 'locked' }],
        SKIP: { target: 'closed', reenter: true },
      },
    },
    open: { entry: 'a', exit: 'b', after: { wait: 'closed' } },
    locked: {},
  },
});

const changesOf = (operator: string, machine: AnyStateMachine = door): readonly string[] =>
  mutantsOf(operator, machine).map(({ change }) => change);

/** What live actors of all mutants do. */
const eachValues = (operator: string, ...events: readonly (EventObject | number)[]): readonly unknown[] =>
  mutantsOf(operator, door).map(({ machine }) => valuesOf(machine(), ...events).at(-1));

describe('the model itself', () => {
  test('does what the mutants below do not', () => {
    expect(valuesOf(door, SKIP, PRESS, 3000)).toEqual(['closed', 'closed', 'open', 'closed']);
    expect(contextOf(door, PRESS)).toEqual({ keys: 1, log: 'aba' });
  });
});

describe('transitions', () => {
  test('are dropped, one at a time', () => {
    expect(changesOf('drop-transition')).toEqual([
      'transition 1 of PRESS in closed is dropped',
      'transition 2 of PRESS in closed is dropped',
      'SKIP in closed is dropped',
      'after wait in open is dropped',
    ]);
    expect(eachValues('drop-transition', PRESS, 3000)).toEqual(['locked', 'closed', 'closed', 'open']);
  });

  test('lead to the next sibling, or nowhere', () => {
    expect(changesOf('retarget-transition')).toEqual([
      'transition 1 of PRESS in closed leads to locked, not to open',
      'transition 1 of PRESS in closed leads nowhere, not to open',
      'transition 2 of PRESS in closed leads to closed, not to locked',
      'transition 2 of PRESS in closed leads nowhere, not to locked',
      'SKIP in closed leads to open, not to closed',
      'SKIP in closed leads nowhere, not to closed',
      'after wait in open leads to open, not to closed',
      'after wait in open leads nowhere, not to closed',
    ]);
    expect(eachValues('retarget-transition', PRESS)).toEqual([
      'locked',
      'closed',
      'open',
      'open',
      'open',
      'open',
      'open',
      'open',
    ]);
    expect(eachValues('retarget-transition', PRESS, 3000).slice(6)).toEqual(['open', 'open']);
    expect(valuesOf(mutantsOf('retarget-transition', door)[4]!.machine(), SKIP).at(-1)).toBe('open');
  });

  test('do not reenter', () => {
    expect(mutantsOf('drop-reenter', door).map(({ state, event, change }) => [state, event, change])).toEqual(
      [['closed', 'SKIP', 'SKIP in closed does not reenter']],
    );
    expect(mutantsOf('drop-reenter', door)[0]!.machine().config.states?.['closed']?.on).toMatchObject({
      SKIP: [{ target: 'closed' }],
    });
  });

  test('of eventless kind, of ended children and of ended states count too', () => {
    const child = setup({}).createMachine({ initial: 'over', states: { over: { type: 'final' } } });
    const machine = setup({ actors: { child } }).createMachine({
      id: 'm',
      initial: 'a',
      states: {
        a: { invoke: { src: 'child', id: 'kid', onDone: 'b', onError: 'd' } },
        b: { always: 'c' },
        c: { initial: 'x', onDone: 'd', states: { x: { type: 'final' } } },
        d: {},
      },
    });
    expect(changesOf('drop-transition', machine)).toEqual([
      'done kid in a is dropped',
      'error kid in a is dropped',
      'always in b is dropped',
      'done in c is dropped',
    ]);
    expect(mutantsOf('drop-transition', machine).map((mutant) => valuesOf(mutant.machine()).at(-1))).toEqual([
      'a',
      'd',
      'b',
      { c: 'x' },
    ]);
    expect(changesOf('retarget-transition', machine).filter((change) => /leads to/.test(change))).toEqual([
      'done kid in a leads to c, not to b',
      'error kid in a leads to a, not to d',
      'always in b leads to d, not to c',
      'done in c leads to a, not to d',
    ]);
  });
});

describe('guards', () => {
  test('are dropped', () => {
    expect(changesOf('drop-guard')).toEqual(['transition 1 of PRESS in closed is not guarded']);
    expect(
      valuesOf(
        mutantsOf('drop-guard', door.provide({ guards: { hasKey: () => false } }))[0]!.machine(),
        PRESS,
      ).at(-1),
    ).toBe('open');
  });

  test('are negated, by name, inline and combined', () => {
    expect(changesOf('negate-guard')).toEqual(['the guard of transition 1 of PRESS in closed is negated']);
    expect(eachValues('negate-guard', PRESS)).toEqual(['locked']);
    const machine = setup({
      guards: { above: (_, { than }: { than: number }) => than < 3 },
    }).createMachine({
      id: 'm',
      type: 'parallel',
      states: {
        p: {
          initial: 'a',
          states: {
            a: {
              on: {
                NAMED: { guard: { type: 'above', params: { than: 5 } }, target: 'b' },
                INLINE: { guard: () => false, target: 'b' },
                COMBINED: { guard: stateIn({ q: 'y' }), target: 'b' },
              },
            },
            b: {},
          },
        },
        q: { initial: 'x', states: { x: {}, y: {} } },
      },
    });
    const events = ['NAMED', 'INLINE', 'COMBINED'].map((type) => ({ type }));
    expect(valuesOf(machine, ...events).at(-1)).toEqual({ p: 'a', q: 'x' });
    const mutants = mutantsOf('negate-guard', machine);
    expect(mutants.map(({ event }) => event)).toEqual(['NAMED', 'INLINE', 'COMBINED']);
    for (const [index, mutant] of mutants.entries()) {
      const values = valuesOf(mutant.machine(), ...events).slice(1);
      expect(values.findIndex((value) => (value as { p: string }).p === 'b')).toBe(index);
    }
  });
});

describe('states', () => {
  test('begin in the next child', () => {
    expect(changesOf('change-initial')).toEqual(['the root begins in open, not in closed']);
    expect(eachValues('change-initial')).toEqual(['open']);
  });

  test('are merged with the one before', () => {
    expect(changesOf('merge-states')).toEqual(['open is merged into closed', 'locked is merged into open']);
    const [first, second] = mutantsOf('merge-states', door).map(({ machine }) => machine());
    // What led to `open` leads to `closed`, which keeps its own reactions.
    expect(valuesOf(first!, PRESS, PRESS)).toEqual(['closed', 'closed', 'closed']);
    const keyless = second!.provide({ guards: { hasKey: () => false } });
    expect(valuesOf(keyless, PRESS, 3000)).toEqual(['closed', 'open', 'closed']);
  });

  test('that are merged react for both, and take over the beginning', () => {
    const machine = setup({}).createMachine({
      id: 'm',
      initial: 'b',
      states: {
        a: { on: { ONE: 'c' } },
        b: { on: { TWO: '.y', ONE: 'a' }, initial: 'x', states: { x: {}, y: {} } },
        c: { on: { BACK: 'b.y' } },
      },
    });
    const merged = mutantsOf('merge-states', machine).find(({ change }) => change === 'b is merged into a')!;
    expect(valuesOf(merged.machine(), { type: 'TWO' }, { type: 'ONE' }, { type: 'BACK' })).toEqual([
      'a',
      'a',
      'c',
      'a',
    ]);
  });
});

describe('actions', () => {
  test('are dropped', () => {
    expect(changesOf('drop-action')).toEqual([
      'a is dropped from transition 1 of PRESS in closed (action 1)',
      'b is dropped from transition 1 of PRESS in closed (action 2)',
    ]);
    expect(changesOf('drop-entry-action')).toEqual(['a is dropped from entry of open']);
    expect(changesOf('drop-exit-action')).toEqual(['b is dropped from exit of open']);
    const logs = (operator: string) =>
      mutantsOf(operator, door).map(({ machine }) => (contextOf(machine(), PRESS) as { log: string }).log);
    expect(logs('drop-action')).toEqual(['ba', 'aa']);
    expect(logs('drop-entry-action')).toEqual(['ab']);
  });

  test('are swapped with their neighbours', () => {
    expect(changesOf('swap-actions')).toEqual([
      'b comes before a in transition 1 of PRESS in closed (actions 1 and 2)',
    ]);
    expect(contextOf(mutantsOf('swap-actions', door)[0]!.machine(), PRESS)).toMatchObject({ log: 'baa' });
  });
});

describe('delays', () => {
  test('are a tick shorter and longer, twice as long, and zero', () => {
    expect(changesOf('change-delay')).toEqual([
      'the delay wait is a tick shorter: 2 s, not 3 s',
      'the delay wait is a tick longer: 4 s, not 3 s',
      'the delay wait is twice as long: 6 s, not 3 s',
      'the delay wait is zero: 0 ms, not 3 s',
    ]);
    const closesAfter = mutantsOf('change-delay', door).map(({ machine }) =>
      [0, 1, 2, 3, 4, 5, 6].find((seconds) => valuesOf(machine(), PRESS, 1000 * seconds).at(-1) === 'closed'),
    );
    expect(closesAfter).toEqual([2, 4, 6, 0]);
  });

  test('are the same length once: a tick less than one tick is zero, and twice that is one more', () => {
    const quick = door.provide({ delays: { wait: 1000 } });
    expect(changesOf('change-delay', quick)).toEqual([
      'the delay wait is a tick shorter: 0 ms, not 1 s',
      'the delay wait is a tick longer: 2 s, not 1 s',
    ]);
  });

  test('are found where they are written', () => {
    const machine = setup({}).createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { after: { 2000: 'b' } }, b: {} },
    });
    expect(changesOf('change-delay', machine)).toEqual([
      'after 2000 in a is a tick shorter: 1 s, not 2 s',
      'after 2000 in a is a tick longer: 3 s, not 2 s',
      'after 2000 in a is twice as long: 4 s, not 2 s',
      'after 2000 in a is zero: 0 ms, not 2 s',
    ]);
    expect(valuesOf(mutantsOf('change-delay', machine)[0]!.machine(), 1000).at(-1)).toBe('b');
    expect(valuesOf(mutantsOf('change-delay', machine)[1]!.machine(), 2000).at(-1)).toBe('a');
  });

  test('that the system widens are changed there', () => {
    const [shorter] = mutantsOf('change-delay', door, { windows: { wait: [1000, 3000] } });
    expect(shorter).toMatchObject({
      change: 'the delay wait is a tick shorter: 0 ms to 2 s',
      windows: { wait: [0, 2000] },
    });
  });

  test('of untimed systems are none', () => {
    expect(mutantsOf('change-delay', door, { tick: undefined })).toEqual([]);
  });
});
