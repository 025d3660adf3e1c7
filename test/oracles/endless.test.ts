/**
 * What goes on without time, and what can be reached no more.
 */
import { propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { plant, rally } from './endless.ts';
import { verdictOn } from './liveness-report.ts';

test('a rally within one instant: the bell never rings, and the verdict says that this is Zeno', async () => {
  const system = rally(0);
  const { claim, eventually, whenever, agent, received, fair } = propertiesOf(system);
  const rings = { statement: 'The bell rings.', formula: eventually(agent('bell').matches('rung')) };
  const zeno = { verdict: 'violated', because: 'Zeno: internal moves go on for ever and time does not' };
  expect(await verdictOn(system, claim('rings', rings))).toMatchObject({ ...zeno, stem: 0, loop: 2 });
  expect(
    await verdictOn(
      system,
      claim('rings-after', {
        statement: 'After a ball the bell rings.',
        formula: whenever(received('pong', 'BALL')).leadsTo(agent('bell').matches('rung')),
      }),
    ),
  ).toMatchObject({ ...zeno, loop: 2 });
  // The bell is not enabled before its time, so that fairness does not help.
  const fairness = { weak: [fair.timers('bell'), fair.any], strong: [fair.timers('bell')] };
  expect(await verdictOn(system, claim('rings', { ...rings, fairness }))).toMatchObject({ ...zeno, loop: 2 });
});

test('a rally that takes time: the bell rings, under no fairness but that of the clock', async () => {
  const system = rally(1000);
  const { claim, eventually, agent } = propertiesOf(system);
  const rings = { statement: 'The bell rings.', formula: eventually(agent('bell').matches('rung')) };
  expect(await verdictOn(system, claim('rings', rings))).toMatchObject({ verdict: 'holds' });
  // Without it a run may stop, and the clock with it.
  expect(await verdictOn(system, claim('rings', { ...rings, fairness: { level: 'none' } }))).toMatchObject({
    verdict: 'violated',
    loop: 0,
  });
});

test('what is lost for ever: counted, and the nearest such state reported', async () => {
  const { claim, alwaysPossible, sometimes, agent, or } = propertiesOf(plant);
  const at = (state: 'working' | 'resting' | 'broken' | 'scrapped' | 'gilded') =>
    agent('press').matches(state);
  const ask = (formula: Parameters<typeof claim>[1]['formula']) =>
    verdictOn(plant, claim('asked', { statement: 'It is possible.', formula }));
  // Five places before the crash, five after it, and the crash between them.
  const states = 11;
  const stranded = (count: number, stem: number) => ({
    states,
    verdict: 'violated',
    stem,
    because: `from ${count} of 11 states it cannot be reached without faults`,
  });
  // Worn and scrapped, before and after; and crashed, since the restart is no move of the system.
  expect(await ask(alwaysPossible(at('working')))).toEqual(stranded(5, 1));
  expect(await ask(alwaysPossible(at('resting')))).toEqual(stranded(5, 1));
  expect(await ask(alwaysPossible(or(at('working'), at('scrapped'))))).toEqual(stranded(1, 1));
  expect(await ask(alwaysPossible(at('gilded')))).toEqual(stranded(11, 0));
  const mended = or(at('working'), at('scrapped'), agent('press').is('crashed'));
  expect(await ask(alwaysPossible(mended))).toEqual({ states, verdict: 'holds' });
  expect(await ask(sometimes(at('scrapped')))).toEqual({ states, verdict: 'holds' });
  expect(await ask(sometimes(at('gilded')))).toEqual({
    states,
    verdict: 'violated',
    because: 'no letter of the 11 reachable states has it',
  });
});
