/**
 * Machines with one key are one program: their config and implementations are equal with the very same functions, as
 * Node compares values, and in the same order.
 */
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, createMachine, setup } from 'xstate';
import type { Machine } from '../../../src/agent/actor-logic.ts';
import { machineMutants } from '../../../src/agent/mutation/machine-mutants.ts';
import { machinesOf } from '../../../src/agent/mutation/machines-of.ts';
import { MachineKeys, placeKey } from '../../../src/agent/mutation/same-machines.ts';
import { defineSystem } from '../../../src/system/system.ts';
import type { Suite } from '../../../src/verdict/suite.ts';

const areSame = (one: object, other: object): boolean => {
  const keys = new MachineKeys();
  return keys.keyOf(one as Machine) === keys.keyOf(other as Machine);
};

/** Two closures with one text. */
const [yes, no] = [true, false].map((value) => () => value);

const parts = fc.letrec((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>('a', '1', 1, 0, -0, Number.NaN, 1n, true, null, undefined, yes, no),
    fc.array(tie('part'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('part'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).part;

/** All keys of all objects, in their order. */
const order = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, inner]) => [key, order(inner)])
    : undefined;

test('keys are equal exactly where Node finds the config equal, in the same order', () => {
  let equal = 0;
  fc.assert(
    fc.property(parts, parts, fc.boolean(), (one, other, twice) => {
      const [a, b] = [one, twice ? anew(one) : other];
      const expected = isDeepStrictEqual(a, b) && isDeepStrictEqual(order(a), order(b));
      if (expected) equal++;
      const machine = (meta: unknown) => createMachine({ id: 'machine', meta } as object);
      expect(areSame(machine(a), machine(b))).toBe(expected);
    }),
    { numRuns: 500 },
  );
  expect(equal).toBeGreaterThan(50);
});

/** The same value, made anew; functions stay. */
const anew = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(anew)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, anew(inner)]))
      : value;

describe('implementations', () => {
  const guarded = (guard: () => boolean) =>
    setup({ types: { events: {} as { type: 'GO' } }, guards: { may: guard } }).createMachine({
      id: 'guarded',
      on: { GO: { guard: 'may', actions: [] } },
    });
  const ofFactory = (value: boolean) => guarded(() => value);

  test('are the same where their functions are', () => {
    expect(areSame(guarded(yes!), guarded(yes!))).toBe(true);
    expect(areSame(guarded(yes!).provide({ guards: { may: no! } }), guarded(no!))).toBe(true);
  });

  test('differ where closures of one text may have captured different values', () => {
    expect(String(yes)).toBe(String(no));
    expect(areSame(guarded(yes!), guarded(no!))).toBe(false);
    expect(areSame(ofFactory(true), ofFactory(false))).toBe(false);
  });

  test('of children count', () => {
    const parent = (child: object) =>
      setup({ actors: { child: child as AnyStateMachine } }).createMachine({
        id: 'parent',
        invoke: { src: 'child' },
      } as never);
    expect(areSame(parent(guarded(yes!)), parent(guarded(yes!)))).toBe(true);
    expect(areSame(parent(guarded(yes!)), parent(guarded(no!)))).toBe(false);
  });
});

test('a key is found by where the machine stands', () => {
  const [one, other] = ['one', 'other'].map((id) => createMachine({ id }));
  const keys = new MachineKeys();
  const system = defineSystem({ name: 'three', agents: { a: one!, b: other!, c: one! } });
  expect(keys.ofSystem(system)).toEqual(
    new Map([
      [placeKey(['a', 'c'], undefined), keys.keyOf(one as unknown as Machine)],
      [placeKey(['b'], ''), keys.keyOf(other as unknown as Machine)],
    ]),
  );
});

describe('of the project’s suites', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const files = globSync('properties/**/*.suite.ts', { cwd: root });
  const suites = await Promise.all(
    files.map(async (file) => ((await import(`${root}/${file}`)) as { default: Suite }).default),
  );

  test('no two mutants of a machine say that they are at one place and change the same', () => {
    for (const { name, system } of suites) {
      const said = [...machineMutants(system, new Map(), 1000)].map(
        ({ operator, agents, child, state, event, change }) =>
          JSON.stringify([operator, placeKey(agents, child), state, event, change]),
      );
      expect(new Set(said).size, name).toBe(said.length);
      const places = machinesOf(system).map(({ agents, child }) => placeKey(agents, child));
      expect(new Set(places).size, name).toBe(places.length);
    }
  });

  test('many machines stand in more than one', () => {
    const keys = new MachineKeys();
    const used = suites.flatMap(({ system }) => [...keys.ofSystem(system).values()]);
    expect(new Set(used).size).toBeLessThan(used.length / 2);
  });
});
