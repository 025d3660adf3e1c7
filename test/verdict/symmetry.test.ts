/**
 * Declared symmetry as its users see it: what a report says of it, when it is not made use of, and what is refused.
 */
import {
  type AnySystem,
  agent,
  checkSuite,
  defineSuite,
  defineSystem,
  type ModelErrorCode,
  type Property,
  propertiesOf,
  type SuiteReport,
} from 'redhound';
import { describe, expect, test } from 'vitest';
import { assign, sendTo, setup } from 'xstate';
import { replayTrace } from '../../src/verdict/replay-trace.ts';

/** Tells its neighbour once; who was told counts. */
const gossip = (neighbour: (index: number) => string | undefined) =>
  setup({
    types: {
      context: {} as { index: number; heard: number },
      input: {} as { index: number },
      events: {} as { type: 'TELL' } | { type: 'NEWS' },
    },
  }).createMachine({
    context: ({ input }) => ({ index: input.index, heard: 0 }),
    initial: 'quiet',
    states: {
      quiet: {
        on: {
          TELL: {
            target: 'told',
            actions: sendTo(({ system, context }) => system.get(neighbour(context.index) ?? 'desk'), {
              type: 'NEWS',
            }),
          },
        },
      },
      told: {},
    },
    on: { NEWS: { actions: assign({ heard: ({ context }) => context.heard + 1 }) } },
  });

const NAMES = ['a', 'b', 'c'] as const;

/** @param neighbour whom each tells; by default all tell the desk */
function newsroom(neighbour: (index: number) => string | undefined = () => undefined) {
  const machine = gossip(neighbour);
  return defineSystem({
    name: 'newsroom',
    agents: {
      desk: agent(machine, { input: { index: 9 } }),
      a: agent(machine, { input: { index: 0 } }),
      b: agent(machine, { input: { index: 1 } }),
      c: agent(machine, { input: { index: 2 } }),
    },
    environment: [{ agent: NAMES, event: { type: 'TELL' }, budget: 'any' }],
    symmetry: [NAMES],
  });
}

const { always, claim, eventually, never } = propertiesOf(newsroom());
const told = claim('told', {
  statement: 'Never have two of them told the desk.',
  expected: 'violated',
  formula: never(({ agent }) => NAMES.filter((name) => agent(name).matches('told')).length === 2),
});
const bounded = claim('bounded', {
  statement: 'The desk hears of no more than they are.',
  formula: always(({ agent }) => agent('desk').context.heard <= 3),
});

const checked = (system: AnySystem, properties: readonly Property[], symmetry = true): Promise<SuiteReport> =>
  checkSuite(defineSuite({ name: 'newsroom', system, properties }), { mode: 'exhaustive', symmetry });

const symmetryIn = ({ assumptions }: SuiteReport): string | undefined =>
  assumptions.find((assumption) => assumption.startsWith('Symmetry'));

describe('a report', () => {
  test('says which agents are interchangeable, and that their orbits are counted', async () => {
    const report = await checked(newsroom(), [told, bounded]);
    expect(symmetryIn(report)).toMatch(/^Symmetry reduction: .* which of a, b, c is which, one is visited/);
    // Each of three is quiet, has news under way, or has told: 27 states, by how many there are of each kind 10.
    expect(report.states).toBe(10);
    expect(report.properties.slice(0, 2).map(({ verdict }) => verdict)).toEqual(['violated', 'holds']);
  });

  test('says that the reduction was switched off, and counts all states', async () => {
    const report = await checked(newsroom(), [told, bounded], false);
    expect(symmetryIn(report)).toBe('Symmetry reduction is off: the check was told not to use it.');
    expect(report.states).toBe(27);
  });

  test('says nothing of it where none is declared', async () => {
    const { symmetry: _, ...plain } = newsroom();
    expect(symmetryIn(await checked(plain, [told]))).toBeUndefined();
  });
});

test('a counterexample found with symmetry replays', async () => {
  const suite = defineSuite({ name: 'newsroom', system: newsroom(), properties: [told] });
  const { properties } = await checkSuite(suite, { mode: 'exhaustive' });
  const trace = properties[0]!.modes.exhaustive!.trace!;
  expect(trace.steps).toHaveLength(2);
  expect(replayTrace(trace, suite).kind).toBe('reproduced');
});

describe('the reduction is off, with the reason, where a property', () => {
  test.each([
    {
      what: 'tells agents apart',
      property: claim('b-first', {
        statement: 'b tells nothing before a does.',
        formula: never(({ agent }) => agent('b').matches('told') && agent('a').matches('quiet')),
      }),
      verdict: 'violated',
      reason: /property 'b-first' tells '[abc]' from '[abc]'/,
    },
    {
      what: 'names one of them, and holds of all but one order',
      property: claim('c-last', {
        statement: 'Never has c alone told.',
        formula: never(
          ({ agent }) => NAMES.map((name) => agent(name).matches('told')).join() === 'true,false,false',
        ),
      }),
      verdict: 'violated',
      reason: /property 'c-last' tells/,
    },
    {
      what: 'speaks of runs for ever',
      property: claim('in-the-end', {
        statement: 'Somebody tells in the end.',
        formula: eventually(({ agent }) => NAMES.some((name) => agent(name).matches('told'))),
      }),
      verdict: 'violated',
      reason: /property 'in-the-end' speaks of runs that do not end/,
    },
    {
      what: 'reads what moves did',
      property: claim('silent', {
        statement: 'Nobody sends anything.',
        formula: never(({ sent }) => NAMES.some((name) => sent(name, 'desk', 'NEWS'))),
      }),
      verdict: 'violated',
      reason: /a property reads what moves did/,
    },
  ])('$what', async ({ property, verdict, reason }) => {
    const report = await checked(newsroom(), [property]);
    expect(symmetryIn(report)).toMatch(reason);
    expect(report.states).toBe(27);
    expect(report.properties[0]!.verdict).toBe(verdict);
  });
});

describe('refused', () => {
  test.each<{ what: string; system: AnySystem; code: ModelErrorCode; says: RegExp }>([
    {
      what: 'agents in a ring, each of which tells the next',
      system: newsroom((index) => NAMES[(index + 1) % 3]),
      code: 'NOT_SYMMETRIC',
      says: /'a' and 'b' are declared interchangeable, and are not: of '\w+', TELL in state quiet/,
    },
    {
      what: 'an event for one of them alone',
      system: { ...newsroom(), environment: [{ agent: 'a', event: { type: 'TELL' }, budget: 'any' }] },
      code: 'NOT_SYMMETRIC',
      says: /what the environment sends to '\w+' is not the same/,
    },
    {
      what: 'a link of its own',
      system: { ...newsroom(), links: [{ from: 'b', to: 'desk', order: 'unordered' }] },
      code: 'NOT_SYMMETRIC',
      says: /the links \w+→desk and \w+→desk are not declared alike/,
    },
    {
      what: 'a fault of its own',
      system: { ...newsroom(), faults: [{ fault: 'crash', agents: 'c', budget: { atMost: 1 } }] },
      code: 'NOT_SYMMETRIC',
      says: /nothing corresponds to 'fault crash c'/,
    },
    {
      what: 'an agent that is none',
      system: { ...newsroom(), symmetry: [['a', 'z']] },
      code: 'AGENT_UNKNOWN',
      says: /the symmetry names 'z'/,
    },
    {
      what: 'an agent in two places',
      system: {
        ...newsroom(),
        symmetry: [
          ['a', 'b'],
          ['b', 'c'],
        ],
      },
      code: 'SYSTEM_INVALID',
      says: /the symmetry names 'b' twice/,
    },
    {
      what: 'units of different sizes',
      system: { ...newsroom(), symmetry: [['a', ['b', 'c']]] },
      code: 'SYSTEM_INVALID',
      says: /units of different sizes: a, b\+c/,
    },
  ])('$what', async ({ system, code, says }) => {
    await expect(checked(system, [bounded])).rejects.toMatchObject({
      code,
      message: expect.stringMatching(says),
    });
  });
});

test('agents that belong together change places together', async () => {
  const partner = ['b', 'a', 'd', 'c'];
  const machine = gossip((index) => partner[index]);
  const names = ['a', 'b', 'c', 'd'] as const;
  const agents = Object.fromEntries(names.map((name, index) => [name, agent(machine, { input: { index } })]));
  const pairs: AnySystem = {
    name: 'pairs',
    agents,
    environment: [{ agent: ['a', 'c'], event: { type: 'TELL' }, budget: 'any' }],
    symmetry: [
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  };
  // Each pair is quiet, has news under way, or has told: 9 states, 6 by how many pairs there are of each kind.
  expect((await checked(pairs, [])).states).toBe(6);
  expect((await checked(pairs, [], false)).states).toBe(9);
});

test('partial-order reduction takes over where symmetry turns out to be of no use', async () => {
  const suite = defineSuite({
    name: 'newsroom',
    system: newsroom(),
    properties: [
      claim('a-told', {
        statement: 'a never tells.',
        expected: 'violated',
        formula: never(({ agent }) => agent('a').matches('told')),
      }),
    ],
  });
  const { assumptions, properties } = await checkSuite(suite, { mode: 'exhaustive', partialOrder: true });
  expect(assumptions.slice(-2)).toEqual([
    expect.stringMatching(/^Symmetry reduction is off: property 'a-told' tells/),
    expect.stringMatching(/^Partial-order reduction: of orders of moves/),
  ]);
  expect(properties[0]!.verdict).toBe('violated');
});
