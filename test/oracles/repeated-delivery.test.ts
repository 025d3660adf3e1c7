/**
 * A message of a set that is delivered again and changes nothing: a letter that claims see, but no way to go on for
 * ever instead of what could still happen (as in TLA+, where weak fairness counts ⟨A⟩ᵥ: steps that change something).
 */
import { type Fairness, propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { verdictOn } from './liveness-report.ts';
import { noOpDelivery } from './no-op-delivery.ts';

const system = noOpDelivery({ order: 'set' });
const { claim, whenever, F, G, not, received, agent } = propertiesOf(system);
const ignored = received('receiver', 'IGNORED');
const done = agent('receiver').matches('interested');

const verdict = (formula: Parameters<typeof claim>[1]['formula'], fairness: Fairness = {}) =>
  verdictOn(system, claim('claimed', { statement: 'What is claimed.', formula, fairness }));

test('a message that comes again and again does not keep another one from coming', async () => {
  expect(await verdict(F(done))).toEqual({ states: 2, verdict: 'holds' });
  expect(await verdict(whenever(ignored).leadsTo(done))).toEqual({ states: 2, verdict: 'holds' });
});

test('where nothing else can happen it may come for ever, or not', async () => {
  const again = await verdict(F(G(not(ignored))));
  expect(again).toMatchObject({ states: 2, verdict: 'violated', loop: 1 });
  expect(await verdict(G(F(ignored)))).toEqual({ states: 2, verdict: 'violated', stem: 1, loop: 0 });
});

test('without fairness a run may do that alone', async () => {
  const stalled = await verdict(whenever(ignored).leadsTo(done), { level: 'none' });
  expect(stalled).toMatchObject({ states: 2, verdict: 'violated', stem: 1 });
});
