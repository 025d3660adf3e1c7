/**
 * Verdicts on runs for ever that other tools got wrong at some time. No fairness is level `none`: a run may stop
 * anywhere. Weak fairness of the whole is `fair.any`.
 */
import { checkSuite, defineSuite, type Fairness, propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { verdictOn } from './liveness-report.ts';
import {
  climb,
  countdown,
  detour,
  join,
  oneStep,
  round,
  stuckBesideToggle,
  traps,
  wrap,
} from './liveness-traps.ts';

const { fair: anywhere } = propertiesOf(climb);
const none: Fairness = { level: 'none' };
const weakly: Fairness = { level: 'none', weak: [anywhere.any] };

test('a step that changes nothing is not taken: weak fairness climbs', async () => {
  const { claim, F, fair } = propertiesOf(climb);
  const top = (fairness: Fairness) =>
    claim('top', {
      statement: 'x becomes 3.',
      formula: F(({ agent }) => agent('climber').context.x === 3),
      fairness,
    });
  const holds = { states: 4, verdict: 'holds' };
  expect(await verdictOn(climb, top(weakly))).toEqual(holds);
  expect(await verdictOn(climb, top({ weak: [fair.environment('climber', 'STEP')] }))).toEqual(holds);
  expect(await verdictOn(climb, top(none))).toEqual({ states: 4, verdict: 'violated', stem: 0, loop: 0 });
  // Nothing internal can happen: a run may stop anywhere even so.
  expect(await verdictOn(climb, top({}))).toEqual({ states: 4, verdict: 'violated', stem: 0, loop: 0 });
});

test('the smallest witness is the stutter at 0', async () => {
  const { claim, F, G, not, agent } = propertiesOf(round);
  const away = claim('away', {
    statement: 'In the end x is never 0 again.',
    formula: F(G(not(agent('x').matches('zero')))),
    fairness: none,
  });
  expect(await verdictOn(round, away)).toEqual({ states: 3, verdict: 'violated', stem: 0, loop: 0 });
});

test('what never comes is not helped by fairness of something else', async () => {
  const { claim, F, agent, fair } = propertiesOf(stuckBesideToggle);
  const both = [fair.environment('toggle', 'ACT'), fair.environment('toggle', 'REST')];
  for (const fairness of [{ strong: both }, { weak: both }, { level: 'none', strong: both }] as const) {
    const arrives = claim('arrives', {
      statement: 'x becomes 1.',
      formula: F(agent('x').matches('one')),
      fairness,
    });
    expect(await verdictOn(stuckBesideToggle, arrives)).toEqual({
      states: 2,
      verdict: 'violated',
      stem: 0,
      loop: 2,
    });
  }
});

test('a fairness assumption in the formula counts as one beside it', async () => {
  const { claim, F, G, not, and, implies, agent } = propertiesOf(stuckBesideToggle);
  const acts = agent('toggle').matches('on');
  const arrives = claim('arrives', {
    statement: 'If the toggle acts and rests again and again, x becomes 1.',
    formula: implies(and(G(F(acts)), G(F(not(acts)))), F(agent('x').matches('one'))),
    fairness: none,
  });
  const violated = { states: 2, verdict: 'violated', stem: 0, loop: 2 };
  expect(await verdictOn(stuckBesideToggle, arrives)).toEqual(violated);
});

test('a countdown ends at 0, and stays there', async () => {
  const { claim, F, G } = propertiesOf(countdown);
  const endsAt = (x: number, fairness: Fairness) =>
    claim('ends', {
      statement: `In the end x is ${x} for ever.`,
      formula: F(G(({ agent }) => agent('timer').context.x === x)),
      fairness,
    });
  expect(await verdictOn(countdown, endsAt(0, weakly))).toEqual({ states: 6, verdict: 'holds' });
  expect(await verdictOn(countdown, endsAt(1, weakly))).toEqual({
    states: 6,
    verdict: 'violated',
    stem: 5,
    loop: 0,
  });
  expect(await verdictOn(countdown, endsAt(0, none))).toMatchObject({
    verdict: 'violated',
    stem: 0,
    loop: 0,
  });
});

test('without fairness even the only step need not be taken', async () => {
  const { claim, F, agent } = propertiesOf(oneStep);
  const arrives = (fairness: Fairness) =>
    claim('arrives', { statement: 'x becomes 1.', formula: F(agent('x').matches('one')), fairness });
  expect(await verdictOn(oneStep, arrives(none))).toEqual({
    states: 2,
    verdict: 'violated',
    stem: 0,
    loop: 0,
  });
  expect(await verdictOn(oneStep, arrives(weakly))).toEqual({ states: 2, verdict: 'holds' });
});

test('a counter that wraps comes by 0 again and again', async () => {
  const { claim, F, G } = propertiesOf(wrap);
  const recurs = (fairness: Fairness) =>
    claim('recurs', {
      statement: 'v is 0 again and again.',
      formula: G(F(({ agent }) => agent('odometer').context.v === 0)),
      fairness,
    });
  expect(await verdictOn(wrap, recurs(weakly))).toEqual({ states: 101, verdict: 'holds' });
  expect(await verdictOn(wrap, recurs(none))).toEqual({ states: 101, verdict: 'violated', stem: 1, loop: 0 });
});

test('a way that joins another is looked at all the same', async () => {
  const { claim, F, agent } = propertiesOf(join);
  const left = claim('left', {
    statement: 'p is visited.',
    formula: F(agent('path').matches('p')),
    fairness: weakly,
  });
  expect(await verdictOn(join, left)).toEqual({ states: 5, verdict: 'violated', stem: 3, loop: 0 });
});

test('only strong fairness of the way out ends a detour', async () => {
  const { claim, F, agent, fair } = propertiesOf(detour);
  const leave = fair.environment('place', 'LEAVE');
  const leaves = (fairness: Fairness) =>
    claim('leaves', { statement: 'c is reached.', formula: F(agent('place').matches('c')), fairness });
  const loop = { states: 3, verdict: 'violated', stem: 0, loop: 2 };
  expect(await verdictOn(detour, leaves(weakly))).toEqual(loop);
  expect(await verdictOn(detour, leaves({ level: 'none', weak: [fair.any, leave] }))).toEqual(loop);
  expect(await verdictOn(detour, leaves({ level: 'none', weak: [fair.any], strong: [leave] }))).toEqual({
    states: 3,
    verdict: 'holds',
  });
  // The run may stop before the way out is ever enabled.
  expect(await verdictOn(detour, leaves({ level: 'none', strong: [leave] }))).toEqual({
    states: 3,
    verdict: 'violated',
    stem: 0,
    loop: 0,
  });
});

const FEW = { runs: 20, maxSteps: 20 };
const anyTrap = traps.map((system) => ({ name: system.name, system }));

test.each(anyTrap)('$name, stopped early: nothing is claimed', async ({ system }) => {
  const { claim, F } = propertiesOf(system);
  const formula = F(() => true);
  const unfair = { statement: 'Something happens.', formula: F(() => false) };
  const properties = [
    claim('trivial', { statement: 'True.', formula }),
    claim('impossible', unfair),
    claim('fair', { ...unfair, fairness: weakly }),
  ];
  const suite = defineSuite({ name: system.name, system, properties });
  const report = await checkSuite(suite, { mode: 'exhaustive', maxStates: 1 });
  expect(report).toMatchObject({ complete: false, stopped: '--max-states 1' });
  for (const { verdict } of report.properties) expect(verdict).toBe('inconclusive');
});

test.each(anyTrap)('$name: the same answer twice', async ({ system }) => {
  const { claim, F } = propertiesOf(system);
  const properties = [none, weakly].map((fairness, index) =>
    claim(`impossible-${index}`, { statement: 'The impossible happens.', formula: F(() => false), fairness }),
  );
  const suite = defineSuite({ name: system.name, system, properties });
  const [first, second] = [await checkSuite(suite, FEW), await checkSuite(suite, FEW)];
  expect({ ...second, cost: first.cost }).toEqual(first);
});
