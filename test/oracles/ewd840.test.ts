/** Termination detection on a ring of three: TLC's figures and verdicts. */
import { propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { ewd840, ewd840Properties } from './ewd840.ts';
import { spaceOf } from './exhaustive-report.ts';
import { livenessOf } from './liveness-report.ts';

const anywhere = ewd840(3, [0, 1, 2]);
const { safety, liveness, falseLiveness, silence, system } = ewd840Properties(3);
const { fair } = propertiesOf(anywhere);

test('302 states from 192 initial ones', async () => {
  expect(await spaceOf(anywhere)).toMatchObject({ initialStates: 192, states: 302, complete: true });
});

test('206 states where the token starts at node 0', async () => {
  expect(await spaceOf(ewd840(3, [0]))).toMatchObject({ initialStates: 64, states: 206, complete: true });
});

test('what is detected is the case, and termination is detected under weak fairness', async () => {
  const { verdicts } = await livenessOf(anywhere, safety, liveness());
  expect(verdicts).toEqual([{ verdict: 'holds' }, { verdict: 'holds' }]);
});

test('without fairness the token need not move', async () => {
  const { verdicts } = await livenessOf(anywhere, liveness({ level: 'none' }));
  expect(verdicts).toEqual([{ verdict: 'violated', stem: 0, loop: 0 }]);
});

test('nodes can wake each other up for ever', async () => {
  const { verdicts } = await livenessOf(anywhere, falseLiveness);
  expect(verdicts[0]).toMatchObject({ verdict: 'violated' });
  expect(verdicts[0]!.loop).toBeGreaterThan(1);
});

test('who sends nothing terminates under fairness of all moves, not of the system alone', async () => {
  const { verdicts } = await livenessOf(anywhere, silence(system));
  expect(verdicts[0]).toMatchObject({ verdict: 'violated' });
  expect(await livenessOf(anywhere, silence({ level: 'none', weak: [fair.any] }))).toMatchObject({
    verdicts: [{ verdict: 'holds' }],
  });
});
