/**
 * Runs that stop, and moves that change nothing: what they count for.
 */
import { agent, defineSystem, type Fairness, propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { createMachine, fromCallback, setup } from 'xstate';
import { verdictOn } from '../oracles/liveness-report.ts';

const still = defineSystem({
  name: 'still',
  agents: { m: createMachine({ initial: 'a', states: { a: {}, b: {} } }) },
});

const ajar = defineSystem({
  name: 'ajar',
  agents: {
    m: createMachine({ initial: 'a', states: { a: { on: { GO: 'b', STAY: 'a' } }, b: {}, c: {} } }),
  },
  environment: [{ agent: 'm', event: [{ type: 'GO' }, { type: 'STAY' }], budget: 'any' }],
});

const noisy = defineSystem({
  name: 'noisy',
  agents: {
    m: agent(
      setup({ actors: { source: fromCallback(() => {}) } }).createMachine({
        initial: 'a',
        states: { a: { invoke: { src: 'source', id: 'source' }, on: { NOISE: {} } }, b: {} },
      }),
      { outcomes: { source: [{ event: { type: 'NOISE' } }] } },
    ),
  },
});

test('where a run stops its state is the next one too', async () => {
  const { claim, X, F, or, agent: of } = propertiesOf(still);
  const statement = 'The next state is b.';
  const stops = { states: 1, verdict: 'violated', stem: 0, loop: 0 };
  const next = X(of('m').matches('b'));
  expect(await verdictOn(still, claim('next', { statement, formula: next }))).toEqual(stops);
  expect(await verdictOn(still, claim('third', { statement, formula: X(X(next)) }))).toEqual(stops);
  expect(await verdictOn(still, claim('some', { statement, formula: or(next, F(next)) }))).toEqual(stops);
  const same = X(of('m').matches('a'));
  expect(await verdictOn(still, claim('same', { statement, formula: same }))).toEqual({
    states: 1,
    verdict: 'holds',
  });
});

test('a run stops only where fairness lets it', async () => {
  const { claim, X, G, implies, not, agent: of, fair } = propertiesOf(ajar);
  const a = of('m').matches('a');
  const ask = (formula: typeof a | ReturnType<typeof X>, fairness: Fairness) =>
    verdictOn(ajar, claim('asked', { statement: 'Neighbours agree.', formula, fairness }));
  // In b nothing can happen; and a is followed by a where nothing has to.
  expect(await ask(G(implies(of('m').matches('b'), X(a))), { weak: [fair.any] })).toMatchObject({
    stem: 1,
    loop: 0,
  });
  expect(await ask(X(not(of('m').matches('c'))), { weak: [fair.any] })).toMatchObject({ verdict: 'holds' });
});

test('the next letter sees what a move leaves unchanged, be the claim one of safety or not', async () => {
  const { claim, X, F, or, and, agent: of, fair } = propertiesOf(ajar);
  const [a, b, c] = [of('m').matches('a'), of('m').matches('b'), of('m').matches('c')];
  const statement = 'b comes next.';
  const fairness = { weak: [fair.any] };
  const safety = await verdictOn(ajar, claim('safety', { statement, formula: X(b), fairness }));
  expect(safety).toMatchObject({ verdict: 'violated', stem: 1 });
  const liveness = await verdictOn(
    ajar,
    claim('liveness', { statement, formula: or(X(b), F(and(a, c))), fairness }),
  );
  expect(liveness).toMatchObject({ verdict: 'violated', stem: 2, loop: 0 });
  // To stay for ever is to stop.
  const leaves = await verdictOn(ajar, claim('leaves', { statement, formula: or(F(b), F(X(c))), fairness }));
  expect(leaves).toMatchObject({ verdict: 'holds' });
});

test('internal moves that change nothing do not keep a run from stopping', async () => {
  const { claim, F, agent: of } = propertiesOf(noisy);
  const arrives = claim('arrives', { statement: 'b comes.', formula: F(of('m').matches('b')) });
  expect(await verdictOn(noisy, arrives)).toEqual({ states: 1, verdict: 'violated', stem: 0, loop: 0 });
});
