/** What is declared in another shape than it should have is refused in words, wherever it is. */
import { type AnySystem, agent, defineSuite, defineSystem, ModelError, propertiesOf } from 'redhound';
import { describe, expect, test } from 'vitest';
import { assign, createMachine, fromPromise, sendTo, setup } from 'xstate';
import { compose } from '../../src/product/compose.ts';
import { noAgentFails } from '../../src/property/property.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';

const worker = setup({
  types: { context: {} as { done: number }, input: {} as { done: number } },
  actors: { load: fromPromise(async () => 1) },
  delays: { pause: 1000 },
}).createMachine({
  context: ({ input }) => ({ done: input.done }),
  initial: 'loading',
  states: {
    loading: { invoke: { src: 'load', id: 'load', onDone: 'resting', onError: 'resting' } },
    resting: { after: { pause: { target: 'loading', actions: assign({ done: 1 }) } }, on: { GO: 'loading' } },
  },
});

/** It has everything that can be declared. */
const whole = (): AnySystem =>
  defineSystem({
    name: 'whole',
    agents: {
      a: agent(worker, {
        input: { done: 0 },
        durable: ['done'],
        restartInput: (input) => input,
        delays: { pause: [1000, 2000] },
        outcomes: { load: [{ done: 1, window: [0, 1000] }, { error: 'none' }] },
      }),
      b: agent(worker, { input: { done: 0 } }),
      c: agent(worker, { input: { done: 0 } }),
    },
    links: [
      {
        from: 'a',
        to: ['b', 'c'],
        order: 'unordered',
        loss: { total: 1 },
        duplication: { atMost: 1 },
        latency: [0, 1000],
        capacity: 2,
        overflow: 'block',
        ignored: 'consumed',
        override: true,
      },
    ],
    environment: [{ agent: ['a', 'b'], event: [{ type: 'GO' }], budget: { total: 1 } }],
    faults: [
      { fault: 'crash', agents: [['a'], ['b']], budget: { total: 1 }, restart: true },
      { fault: 'hang', agents: 'c', budget: 'any', timers: 'overdue', resume: true, name: 'sleep' },
      { fault: 'drop', from: 'b', to: '*', budget: { atMost: 1 } },
      { fault: 'duplicate', from: 'b', to: 'c', budget: { atMost: 1 } },
      { fault: 'delay', from: 'b', to: 'c', by: 1000, budget: { atMost: 1 } },
      {
        fault: 'partition',
        groups: [['a'], ['b']],
        budget: { total: 1 },
        messages: 'held',
        heal: true,
        name: 'cut',
      },
    ],
    clock: { tick: 1000, jumps: true },
  }) as AnySystem;

type Path = readonly (string | number)[];

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !('provide' in value);

/** All places in a declaration; machines, and what a user hands over, are not looked into. */
function* placesIn(value: unknown, path: Path = []): Iterable<Path> {
  if (path.length > 0) yield path;
  if (!isPlain(value) || ['input', 'done'].includes(String(path.at(-1)))) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** The declaration with something else at a place. */
function changed(
  value: unknown,
  [key, ...rest]: Path,
  change: (at: Record<string, unknown>, key: string) => void,
): unknown {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length === 0) change(copy, String(key));
  else copy[String(key)] = changed(copy[String(key)], rest, change);
  return copy;
}

function refusal(declared: unknown): ModelError | undefined {
  try {
    searchExhaustively(compose(declared as AnySystem), [noAgentFails], { maxStates: 200 });
    return undefined;
  } catch (error) {
    // Whatever else is thrown is a mistake of ours.
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  }
}

const textOf = (path: Path): string => path.join('.');
const PLACES = [...placesIn(whole())];
const WRONG = [undefined, null, 7, -1.5, Number.NaN, 'x', '', true, [], ['x'], {}, { x: 1 }, () => 1];

test('what is declared as it should be is composed', () => {
  expect(refusal(whole())).toBeUndefined();
  expect(PLACES.length).toBeGreaterThan(80);
});

test('anything else at any place is taken, or refused in words', () => {
  let refused = 0;
  for (const path of PLACES) {
    for (const wrong of WRONG) {
      const error = refusal(changed(whole(), path, (at, key) => void (at[key] = wrong)));
      if (error !== undefined) refused++;
    }
  }
  expect(refused).toBeGreaterThan(PLACES.length * 6);
});

describe('a field that is misspelt', () => {
  // Names of agents, delays and children are the user's.
  const own = PLACES.filter((path) => typeof path.at(-1) === 'string').filter(
    (path) => !['agents', 'delays', 'outcomes'].includes(String(path.at(-2))),
  );
  test.each(own.map((path) => [textOf(path), path] as const))('%s', (_text, path) => {
    const misspelt = changed(whole(), path, (at, key) => {
      at[`${key}z`] = at[key];
      delete at[key];
    });
    const error = refusal(misspelt);
    expect(error?.code).toBe('SYSTEM_INVALID');
    expect(error?.place.system).toBe(path[0] === 'name' ? undefined : 'whole');
    // Of things that are told apart by what they have, it is said what they may be.
    if (
      !/(loss|duplication|budget)\.\w+$|fault$|outcomes\.load/.test(textOf(path)) &&
      path.at(-1) !== 'type'
    ) {
      expect(error?.problem).toContain(`has '${path.at(-1)}z', which means nothing`);
      expect(error?.remedy).toContain(`Did you mean '${path.at(-1)}'?`);
    }
  });
});

test('where it is, is said as one would write it', () => {
  const { message } = refusal(
    changed(whole(), ['environment', 0, 'budget'], (at, key) => void (at[key] = 2)),
  )!;
  expect(message).toBe(
    "[SYSTEM_INVALID] system 'whole': environment[0].budget is 2.\nWrite 'any', { total: 3 } or { atMost: 3 }.",
  );
});

test.each([
  ['symmetry', [[7]], 'symmetry[0][0] is 7.'],
  ['symmetry', 'a', "symmetry is 'a'."],
  ['agents', { a: undefined }, 'agents.a is undefined.'],
  [
    'agents',
    { a: fromPromise(async () => 1) },
    'agents.a is { config, transition, start, getInitialSnapshot, … }.',
  ],
  ['agents', { a: { machin: worker } }, "agents.a has 'machin', which means nothing."],
  ['faults', [{ fault: 'explode' }], "faults[0].fault is 'explode'."],
  ['faults', [{ agents: 'a' }], "faults[0] has no 'fault'."],
] as const)('%s: %j', (key, wrong, problem) => {
  expect(refusal({ ...whole(), [key]: wrong })?.problem).toBe(problem);
});

describe('suites', () => {
  const system = whole();
  const { claim, always } = propertiesOf(system);
  const properties = [claim('x', { statement: 'X.', formula: always(() => true) })];
  const variants = [{ name: 'v', because: 'V.', system, breaks: ['x'] }];
  const suite = {
    name: 'whole',
    description: 'D.',
    system,
    properties,
    variants,
    search: { runs: 1 },
    survivors: {},
  };

  test('what is declared as it should be is taken', () => {
    expect(defineSuite(suite)).toBe(suite);
  });

  test.each([
    [['variants'], "the suite has 'variantsz', which means nothing."],
    [['search', 'runs'], "search has 'runsz', which means nothing."],
    [['variants', 0, 'because'], "variants[0] has 'becausez', which means nothing."],
    [['survivors'], "the suite has 'survivorsz', which means nothing."],
  ] as const)('%j misspelt', (path, problem) => {
    const misspelt = changed(suite, path, (at, key) => {
      at[`${key}z`] = at[key];
      delete at[key];
    });
    expect(() => defineSuite(misspelt as never)).toThrow(problem);
  });

  test('no suite at all', () => {
    expect(() => defineSuite(undefined as never)).toThrow('[SUITE_INVALID] the suite is undefined.');
  });

  test('a variant that is to be caught by what is violated without it', () => {
    const { claim, always } = propertiesOf(whole());
    const broken = claim('broken', {
      statement: 'X.',
      expected: 'violated',
      missing: 'all',
      formula: always(() => false),
    });
    const variant = { name: 'worse', because: 'X.', system: whole(), breaks: ['broken'] };
    expect(() =>
      defineSuite({ name: 'odd', system: whole(), properties: [broken], variants: [variant] }),
    ).toThrow("variant 'worse' is to be caught by 'broken', which is violated without it too.");
  });

  test('anything else at any place is taken, or refused in words', () => {
    const places = [...placesIn({ ...suite, system: 0, variants: [{ ...variants[0], system: 0 }] })];
    for (const path of places.filter((at) => at.at(-1) !== 'system' && at[0] !== 'properties')) {
      for (const wrong of WRONG) {
        try {
          defineSuite(changed(suite, path, (at, key) => void (at[key] = wrong)) as never);
        } catch (error) {
          expect(error).toBeInstanceOf(ModelError);
        }
      }
    }
  });
});

test.each([
  [{ statment: 'X.' }, "the claim has 'statment', which means nothing."],
  [{ statement: 'X.', expectd: 'violated' }, "the claim has 'expectd', which means nothing."],
  [{ statement: 'X.', expected: 'broken' }, "expected is 'broken'."],
  [{ statement: 'X.', fairness: { weka: [] } }, "fairness has 'weka', which means nothing."],
  [{}, "the claim has no 'statement'."],
])('a claim %j', (prose, problem) => {
  const { claim, always } = propertiesOf(whole());
  expect(() => claim('x', { ...prose, formula: always(() => true) } as never)).toThrow(problem);
});

test.each(['constructor', 'prototype', '__proto__'])('an agent called %s', (name) => {
  const { agents } = whole();
  const called = Object.fromEntries([[name, agents['a']!]]);
  expect(() => compose(defineSystem({ name: 'x', agents: called }))).toThrow(`an agent is called '${name}'.`);
});

test('more delay faults of one link than moves can tell apart', () => {
  const talker = setup({}).createMachine({ entry: sendTo(({ system }) => system.get('b'), { type: 'GO' }) });
  const delayed = (count: number): AnySystem =>
    defineSystem({
      name: 'x',
      agents: { a: talker, b: createMachine({}) },
      faults: Array.from({ length: count }, () => ({
        fault: 'delay' as const,
        from: 'a' as const,
        to: 'b' as const,
        by: 1,
        budget: 'any' as const,
      })),
    });
  expect(() => searchExhaustively(compose(delayed(129)), [noAgentFails], { maxStates: 2000 })).toThrow(
    '129 faults may delay messages on the link a→b.',
  );
  expect(
    searchExhaustively(compose(delayed(128)), [noAgentFails], { maxStates: 2000 }).counterexamples.size,
  ).toBe(0);
});

test.each([
  [[{ dne: 1 }], 'agents.b.outcomes.load[0] is { dne }.\nWrite { done }, { error } or { event: { type } }.'],
  [
    [{ done: 1, windw: [0, 1] }],
    "agents.b.outcomes.load[0] has 'windw', which means nothing.\nDid you mean 'window'?",
  ],
  [
    [{ event: { type: 'x' }, windw: 1 }],
    "agents.b.outcomes.load[0] has 'windw', which means nothing.\nDid you mean",
  ],
  [[3], 'agents.b.outcomes.load[0] is 3.\nWrite { done }'],
])('outcomes %j', (load, message) => {
  const b = agent(worker, { input: { done: 0 }, outcomes: { load } as never });
  expect(() => compose(defineSystem({ name: 'x', agents: { b } }))).toThrow(message);
});
