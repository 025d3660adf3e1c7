/**
 * What is claimed to be possible, in random runs: how many of them met it, counted against systems of which the number
 * is known; and suites that are for random runs.
 */
import {
  checkSuite,
  defineSuite,
  defineSystem,
  type ModeResult,
  type Property,
  propertiesOf,
} from 'redhound';
import { describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import { replayTrace } from '../../src/verdict/replay-trace.ts';

const switches = setup({
  types: { events: {} as { type: 'LEFT' } | { type: 'RIGHT' } | { type: 'NEVER' } },
}).createMachine({
  initial: 'middle',
  states: {
    middle: { on: { LEFT: 'left', RIGHT: 'right' } },
    left: { on: { RIGHT: 'middle' } },
    right: { on: { LEFT: 'middle' } },
    nowhere: {},
  },
});
const system = defineSystem({
  name: 'switches',
  agents: { switches },
  environment: [
    { agent: 'switches', event: [{ type: 'LEFT' }, { type: 'RIGHT' }], budget: 'any' },
    { agent: 'switches', event: { type: 'NEVER' }, budget: 'any' },
  ],
});
const { agent, alwaysPossible, and, claim, handled, never, sometimes } = propertiesOf(system);
const at = (state: 'middle' | 'left' | 'right' | 'nowhere') =>
  claim(`at-${state}`, { statement: 'It gets there.', formula: sometimes(agent('switches').matches(state)) });
const back = claim('back', {
  statement: 'It comes back by RIGHT.',
  formula: sometimes(and(handled('switches', 'RIGHT'), agent('switches').matches('middle'))),
});

const RUNS = 3000;
async function randomly(
  properties: readonly Property[],
  maxSteps: number,
): Promise<Record<string, ModeResult>> {
  const suite = defineSuite({ name: 'switches', system, properties, search: { mode: 'random' } });
  const report = await checkSuite(suite, { runs: RUNS, maxSteps });
  expect(report.random?.runs).toBe(RUNS);
  for (const { modes } of report.properties) {
    const { witness } = modes.random!;
    if (witness !== undefined) expect(replayTrace(witness, suite).kind).toBe('shown');
  }
  return Object.fromEntries(report.properties.map(({ id, modes }) => [id, modes.random!]));
}

describe('runs that met what is possible', () => {
  test('every run, where it begins there, however often it comes back', async () => {
    const { 'at-middle': middle } = await randomly([at('middle')], 20);
    expect(middle).toMatchObject({ verdict: 'holds', reached: RUNS, witness: { steps: [] } });
  });

  test('of two ways that exclude each other, each run takes one', async () => {
    const { 'at-left': left, 'at-right': right } = await randomly([at('left'), at('right')], 1);
    expect(left!.reached! + right!.reached!).toBe(RUNS);
    expect(left!.reached).toBeGreaterThan(RUNS / 3);
    expect(right!.reached).toBeGreaterThan(RUNS / 3);
  });

  test('the example is a shortest one, also of what only an event shows', async () => {
    const { back: found } = await randomly([back], 9);
    expect(found!.witness!.steps.map(({ label }) => label)).toEqual([
      'environment switches LEFT',
      'environment switches RIGHT',
    ]);
  });

  test('none, where there is no way: which proves nothing', async () => {
    const { 'at-nowhere': nowhere } = await randomly([at('nowhere')], 20);
    expect(nowhere).toEqual({
      verdict: 'inconclusive',
      because: `reached in none of ${RUNS} runs of at most 20 moves`,
      reached: 0,
    });
  });

  test('what is said not to be possible is found to be', async () => {
    const refuted = { ...at('left'), expected: 'violated' as const, missing: 'a lock' };
    const suite = defineSuite({ name: 'switches', system, properties: [refuted] });
    const [left] = (await checkSuite(suite, { mode: 'random' })).properties;
    expect(left).toMatchObject({ verdict: 'holds', asExpected: false });
  });
});

describe('the mode of a suite', () => {
  const dark = claim('dark', {
    statement: 'It is never left.',
    formula: never(agent('switches').matches('left')),
  });
  const home = claim('home', {
    statement: 'It can go home.',
    formula: alwaysPossible(agent('switches').matches('middle')),
  });
  const suite = defineSuite({ name: 'switches', system, properties: [dark], search: { mode: 'random' } });

  test('is what is searched, unless something else is asked for', async () => {
    expect(Object.keys((await checkSuite(suite)).properties[0]!.modes)).toEqual(['random']);
    expect(Object.keys((await checkSuite(suite, { mode: 'both' })).properties[0]!.modes)).toEqual([
      'exhaustive',
      'random',
    ]);
  });

  test('must be one', () => {
    expect(() => defineSuite({ ...suite, search: { mode: 'some' as never } })).toThrow(
      /\[SUITE_INVALID\] suite 'switches': 'some' is no mode of search\.\nUse one of exhaustive, random, both\./,
    );
  });

  test('must be able to catch what it is to catch', () => {
    const variant = { name: 'stuck', because: 'It sticks.', system, breaks: ['home'] };
    const properties = [dark, home];
    expect(() => defineSuite({ ...suite, properties, variants: [variant] })).toThrow(
      /'stuck' is to be caught at random by home, which only a complete search can refute\./,
    );
    const both = { ...variant, breaks: ['home', 'dark'] };
    expect(() => defineSuite({ ...suite, properties, variants: [both] })).not.toThrow();
  });
});
