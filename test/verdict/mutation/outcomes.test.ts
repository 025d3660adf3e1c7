/**
 * The outcomes of mutants of one small model, decided by hand; and what does not change them.
 */
import { describe, expect, test } from 'vitest';
import { assign, sendTo, setup } from 'xstate';
import { propertiesOf } from '../../../src/property/language.ts';
import { seconds } from '../../../src/system/duration.ts';
import { defineSystem } from '../../../src/system/system.ts';
import { OPERATORS } from '../../../src/verdict/mutation/mutants.ts';
import { mutateSuite } from '../../../src/verdict/mutation/mutate-suite.ts';
import type { MutantOutcome } from '../../../src/verdict/mutation/mutation-report.ts';
import { defineSuite } from '../../../src/verdict/suite.ts';

const button = setup({
  types: { events: {} as { type: 'PUSH' } },
  actions: { press: sendTo(({ system }) => system.get('lamp'), { type: 'PRESS' }) },
}).createMachine({ id: 'button', on: { PUSH: { actions: 'press' } } });

const lamp = setup({
  types: { events: {} as { type: 'PRESS' } | { type: 'KICK' } },
  delays: { glow: seconds(2) },
}).createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { on: { PRESS: 'on' } },
    // Nobody kicks.
    on: { on: { KICK: 'broken' }, after: { glow: 'off' } },
    broken: {},
  },
});

const system = defineSystem({
  name: 'room',
  agents: { button, lamp },
  links: [{ from: 'button', to: 'lamp', latency: [0, seconds(1)], capacity: 2 }],
  environment: [{ agent: 'button', event: { type: 'PUSH' }, budget: { atMost: 2 } }],
});

const { agent, claim, lasting, sometimes } = propertiesOf(system);
const on = agent('lamp').matches('on');
const suite = defineSuite({
  name: 'room',
  system,
  properties: [
    claim('not-too-long', {
      statement: 'It glows two seconds at most.',
      formula: lasting(on).atMost(seconds(2)),
    }),
    claim('can-glow', { statement: 'It can glow.', formula: sometimes(on) }),
  ],
});

const outcomesOf = async (options: Parameters<typeof mutateSuite>[1] = {}) =>
  Object.fromEntries((await mutateSuite(suite, options)).mutants.map(({ id, outcome }) => [id, outcome]));

test('each mutant of a small model has the outcome that one finds by hand', async () => {
  const expected: Readonly<Record<string, MutantOutcome>> = {
    // Nobody can press any more: the lamp cannot glow.
    'drop-transition:button:PUSH': 'killed',
    'drop-transition:lamp:off:PRESS': 'killed',
    // Nobody kicks: no step has changed.
    'drop-transition:lamp:on:KICK': 'equivalent',
    'drop-transition:lamp:on:after glow': 'killed',
    // It breaks instead of glowing: it cannot glow.
    'retarget-transition:lamp:off:PRESS': 'killed',
    'retarget-transition:lamp:off:PRESS#2': 'killed',
    'retarget-transition:lamp:on:KICK': 'equivalent',
    'retarget-transition:lamp:on:KICK#2': 'equivalent',
    // Enters `on` again, and so glows on; nowhere: glows on too.
    'retarget-transition:lamp:on:after glow': 'killed',
    'retarget-transition:lamp:on:after glow#2': 'killed',
    // Begins glowing, two seconds: no claim says that it is off at first.
    'change-initial:lamp': 'survived',
    // `on` is gone: it cannot glow.
    'merge-states:lamp:off': 'killed',
    // `broken` cannot be reached anyway.
    'merge-states:lamp:on': 'equivalent',
    'drop-action:button:PUSH': 'killed',
    // One second, three, four (twice); none at all still is a moment of light.
    'change-delay:lamp': 'survived',
    'change-delay:lamp#2': 'killed',
    'change-delay:lamp#3': 'killed',
    'change-delay:lamp#4': 'survived',
    'never-start-timer:lamp': 'killed',
    'swallow-message:button:{}:PUSH': 'killed',
    // Four presses of which two fit on the link.
    'duplicate-message:button:{}:PUSH': 'invalid',
    // The button does not mind, and the lamp is never pressed.
    'redirect-message:button:{}:PUSH': 'killed',
  };
  expect(await outcomesOf()).toEqual(expected);
});

test('a mutant of which an agent never ends to have new states is given up, however large the model is', async () => {
  const walker = setup({
    types: { context: {} as { at: number }, events: {} as { type: 'STEP' } },
    guards: { onTheWay: ({ context }) => context.at < 2000 },
    actions: {
      walk: assign({ at: ({ context }) => context.at + 1 }),
      arrive: sendTo(({ system }) => system.get('counter'), { type: 'GO' }),
    },
  }).createMachine({
    id: 'walker',
    context: { at: 0 },
    initial: 'walking',
    states: {
      walking: {
        on: {
          STEP: [
            { guard: 'onTheWay', actions: 'walk' },
            { actions: 'arrive', target: 'there' },
          ],
        },
      },
      there: {},
    },
  });
  const counter = setup({
    types: { context: {} as { count: number }, events: {} as { type: 'GO' } | { type: 'UP' } },
    guards: { few: ({ context }) => context.count < 3 },
    actions: {
      up: assign({ count: ({ context }) => context.count + 1 }),
      empty: assign({ count: 0 }),
    },
  }).createMachine({
    id: 'counter',
    context: { count: 0 },
    initial: 'waiting',
    states: {
      waiting: { on: { GO: 'counting' } },
      counting: { on: { UP: [{ guard: 'few', actions: 'up' }, { actions: 'empty' }] } },
    },
  });
  const counting = defineSystem({
    name: 'counting',
    agents: { walker, counter },
    environment: [
      { agent: 'walker', event: { type: 'STEP' }, budget: 'any' },
      { agent: 'counter', event: { type: 'UP' }, budget: 'any' },
    ],
  });
  const asked = propertiesOf(counting);
  const two = asked.claim('two', {
    statement: 'It can be at two.',
    formula: asked.sometimes(({ agent }) => agent('counter').context.count === 2),
  });
  const { mutants } = await mutateSuite(
    defineSuite({ name: 'counting', system: counting, properties: [two] }),
    { operators: ['drop-guard'], agents: ['counter'] },
  );
  // 10,000 states of the counter, and those on the way to it: not ten times the 2,000 states of the model.
  expect(mutants.map(({ outcome }) => outcome)).toEqual(['timed-out']);
  expect(mutants[0]!.states).toBeGreaterThan(12_000);
  expect(mutants[0]!.states).toBeLessThan(13_000);
});

test('mutants of assumptions come only when asked for, and make no score', async () => {
  const all = await mutateSuite(suite, { assumptions: true });
  const assumptions = all.mutants.filter(({ subject }) => subject === 'assumption');
  expect(assumptions.map(({ change }) => change)).toEqual([
    'messages of the links from button to lamp may overtake each other',
    'messages of the links that are not declared may overtake each other',
    'one message of the links from button to lamp may be lost',
    'one message of the links that are not declared may be lost',
    'the environment may send PUSH once more',
  ]);
  expect(all.score).toEqual((await mutateSuite(suite)).score);
  expect(Object.keys(await outcomesOf({ operators: ['lossy-link'] }))).toEqual([
    'lossy-link:button+lamp',
    'lossy-link:button+lamp#2',
  ]);
});

describe('the choice of mutants', () => {
  test('by operator and agent', async () => {
    expect(Object.keys(await outcomesOf({ operators: ['drop-transition'], agents: ['button'] }))).toEqual([
      'drop-transition:button:PUSH',
    ]);
  });

  test('names that are unknown are refused', async () => {
    await expect(mutateSuite(suite, { operators: ['drop-everything'] })).rejects.toThrow(
      `[USAGE] there is no operator 'drop-everything'.\nKnown: ${OPERATORS.join(', ')}.`,
    );
    await expect(mutateSuite(suite, { agents: ['window'] })).rejects.toThrow(
      `[USAGE] there is no agent 'window'.\nKnown: button, lamp.`,
    );
  });

  test('a sample is some of all, in their order, the same for the same seed', async () => {
    const all = await outcomesOf();
    const sample = await outcomesOf({ sample: 5, seed: 1 });
    expect(Object.keys(sample)).toHaveLength(5);
    expect(all).toMatchObject(sample);
    expect(Object.keys(all).filter((id) => id in sample)).toEqual(Object.keys(sample));
    expect(await outcomesOf({ sample: 5, seed: 1 })).toEqual(sample);
    expect(Object.keys(await outcomesOf({ sample: 5, seed: 2 }))).not.toEqual(Object.keys(sample));
  });
});

describe('the report', () => {
  test('counts', async () => {
    const { score, agents, operators, strengths, mutants } = await mutateSuite(suite);
    expect(score).toEqual({
      killed: 14,
      survived: 3,
      equivalent: 4,
      timedOut: 0,
      invalid: 1,
      score: 14 / 17,
    });
    expect(agents['button']).toMatchObject({ killed: 4, survived: 0, invalid: 1 });
    expect(agents['lamp']).toMatchObject({ killed: 10, survived: 3 });
    expect(operators['change-delay']).toMatchObject({ killed: 2, survived: 2 });
    const ofClaim = Object.fromEntries(strengths.map(({ property, kills }) => [property, kills]));
    for (const [property, kills] of Object.entries(ofClaim)) {
      const rows = mutants.filter((mutant) => mutant.kills.some((kill) => kill.property === property));
      expect(rows, property).toHaveLength(kills);
    }
    expect(ofClaim['no-agent-fails']).toBe(0);
  });

  test('says why a survivor is harmless, and which reasons are stale', async () => {
    const survivors = {
      'change-initial:lamp': 'It may be on at first.',
      'change-delay:lamp': 'A shorter light costs nothing.',
      'drop-action:button:PUSH': 'Is killed.',
      'no-such:mutant': 'Is none.',
    };
    const report = await mutateSuite({ ...suite, survivors });
    expect(report.unexplained).toEqual(['change-delay:lamp#4']);
    expect(report.stale).toEqual(['drop-action:button:PUSH', 'no-such:mutant']);
    expect(report.asExpected).toBe(false);
    expect(report.mutants.find(({ id }) => id === 'change-initial:lamp')?.reason).toBe(
      'It may be on at first.',
    );
    const part = await mutateSuite({ ...suite, survivors }, { operators: ['change-initial'] });
    expect(part.stale).toEqual(['no-such:mutant']);
  });

  test('of a model that is too large is refused', async () => {
    await expect(mutateSuite(suite, { maxStates: 10 })).rejects.toThrow(/has more than 10 states/);
  });

  test('of a suite for random runs is refused', async () => {
    await expect(mutateSuite({ ...suite, search: { mode: 'random' } })).rejects.toThrow(
      /is for random runs: its space is not searched/,
    );
  });

  test('is partial where it was interrupted', async () => {
    const interruption = new AbortController();
    const report = await mutateSuite(suite, {
      signal: interruption.signal,
      onMutant: (_, checked) => checked === 3 && interruption.abort(),
    });
    expect([report.mutants.length, report.complete]).toEqual([3, false]);
  });
});

test('a kill by a claim that is expected to be violated is that it holds', async () => {
  const { never } = propertiesOf(system);
  const dark = claim('dark', { statement: 'It never glows.', expected: 'violated', formula: never(on) });
  const report = await mutateSuite(
    { ...suite, properties: [dark] },
    { operators: ['drop-transition'], agents: ['button'] },
  );
  expect(report.mutants[0]?.kills).toEqual([{ property: 'dark', verdict: 'holds' }]);
});

test('an agent that XState lets fail is no invalid mutant, but killed by no-agent-fails', async () => {
  const fragile = setup({
    types: { events: {} as { type: 'PUSH' } },
    guards: { never: () => false },
    actions: {
      fail: () => {
        throw new Error('broken');
      },
    },
  }).createMachine({ id: 'fragile', on: { PUSH: { guard: 'never', actions: 'fail' } } });
  const failing = defineSystem({
    name: 'fragile',
    agents: { fragile },
    environment: [{ agent: 'fragile', event: { type: 'PUSH' }, budget: 'any' }],
  });
  const { mutants } = await mutateSuite(
    { name: 'fragile', system: failing, properties: [] },
    { operators: ['drop-guard'] },
  );
  expect(mutants[0]).toMatchObject({
    outcome: 'killed',
    kills: [{ property: 'no-agent-fails', verdict: 'violated', steps: 1 }],
  });
});
