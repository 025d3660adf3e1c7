/** What each strategy is for: bugs that a uniform choice all but never meets, found with the probability its paper gives. */
import { defineSystem, propertiesOf, type StrategyName } from 'redhound';
import { describe, expect, test } from 'vitest';
import { assign, createMachine, sendTo, setup } from 'xstate';
import { compose } from '../../src/product/compose.ts';
import type { Property } from '../../src/property/property.ts';
import { RandomSearch } from '../../src/search/random.ts';
import { STRATEGIES } from '../../src/search/strategy/portfolio.ts';
import type { AnySystem } from '../../src/system/system.ts';

const SEEDS = 40;

/** In how many of `SEEDS` campaigns of `runs` runs the property was refuted. */
function found(system: AnySystem, property: Property, strategy: StrategyName, runs: number): number {
  const product = compose(system);
  let count = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const search = new RandomSearch(product, [property], { seed, runs, maxSteps: 100, strategy });
    while (search.advance());
    if (search.result().violations.size > 0) count++;
  }
  return count;
}

/** Goes on by itself, one message at a time. */
const worker = (steps: number) =>
  setup({ types: { context: {} as { done: number }, events: {} as { type: 'NEXT' } } }).createMachine({
    context: { done: 0 },
    entry: sendTo(({ self }) => self, { type: 'NEXT' }),
    on: {
      NEXT: {
        guard: ({ context }) => context.done < steps,
        actions: [
          assign({ done: ({ context }) => context.done + 1 }),
          sendTo(({ self }) => self, { type: 'NEXT' }),
        ],
      },
    },
  });

/** One of two workers does all of its steps before the other does any: depth 1 for priorities, 2^-16 for a coin. */
const race = (() => {
  const system = defineSystem({
    name: 'race',
    agents: { first: worker(16), second: worker(16) },
  });
  const { claim, never } = propertiesOf(system);
  const overtaken = claim('overtaken', {
    statement: 'The second is never done before the first has begun.',
    formula: never(({ agent }) => agent('second').context.done === 16 && agent('first').context.done === 0),
  });
  return { system, overtaken };
})();

/** A queue overflows only where nothing empties it for long: half of all subsets of two events keep the one alone. */
const overflow = (() => {
  const queue = setup({
    types: { context: {} as { length: number }, events: {} as { type: 'PUT' } | { type: 'CLEAR' } },
  }).createMachine({
    context: { length: 0 },
    on: {
      PUT: {
        guard: ({ context }) => context.length < 20,
        actions: assign({ length: ({ context }) => context.length + 1 }),
      },
      CLEAR: { actions: assign({ length: 0 }) },
    },
  });
  const system = defineSystem({
    name: 'overflow',
    agents: { queue },
    environment: [{ agent: 'queue', event: [{ type: 'PUT' }, { type: 'CLEAR' }], budget: 'any' }],
  });
  const { claim, never } = propertiesOf(system);
  const full = claim('full', {
    statement: 'The queue is never full.',
    formula: never(({ agent }) => agent('queue').context.length === 20),
  });
  return { system, full };
})();

describe('strategies', () => {
  test('priorities find what needs few orderings of many steps; a coin does not', () => {
    // Each of 20 runs has one of two orders of priorities, and up to four changes in 100 steps.
    expect(found(race.system, race.overtaken, 'pct', 20)).toBe(SEEDS);
    expect(found(race.system, race.overtaken, 'uniform', 20)).toBeLessThan(2);
  });

  test('partial-order sampling does not depend on how many moves race with nothing', () => {
    // The flag is set by one message; eleven idle workers have sixteen each. To be read first it must win one race.
    const setter = createMachine({ entry: sendTo(({ system }) => system.get('flag'), { type: 'SET' }) });
    const reader = createMachine({ entry: sendTo(({ system }) => system.get('flag'), { type: 'READ' }) });
    const flag = createMachine({
      initial: 'unset',
      states: {
        unset: { on: { SET: 'set', READ: 'readTooEarly' } },
        set: { on: { READ: 'read' } },
        read: {},
        readTooEarly: {},
      },
    });
    const idle = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`idle${i}`, worker(16)] as const));
    const system = defineSystem({ name: 'flag', agents: { flag, setter, reader, ...idle } });
    const { claim, never } = propertiesOf(system);
    const early = claim('early', {
      statement: 'The flag is read after it is set.',
      formula: never(({ agent }) => agent('flag').matches('readTooEarly')),
    });
    // Half of the runs meet it, so that five runs miss it once in 32 campaigns.
    expect(found(system, early, 'pos', 5)).toBeGreaterThan(SEEDS * 0.85);
  });

  test('a swarm finds what is drowned where everything may happen', () => {
    expect(found(overflow.system, overflow.full, 'swarm', 30)).toBe(SEEDS);
    expect(found(overflow.system, overflow.full, 'uniform', 30)).toBeLessThan(2);
  });

  test('the default finds all of it', () => {
    expect(found(race.system, race.overtaken, 'portfolio', 200)).toBe(SEEDS);
    expect(found(overflow.system, overflow.full, 'portfolio', 200)).toBe(SEEDS);
  });

  test('curiosity takes what was taken least', () => {
    // A hundred doors, one behind which something is wrong; each is a pair of its own.
    const doors = Array.from({ length: 100 }, (_, door) => ({ type: `OPEN${door}` }));
    const hall = createMachine({
      initial: 'closed',
      states: { closed: { on: { OPEN99: 'wrong', '*': { actions: () => {} } } }, wrong: {} },
    });
    const system = defineSystem({
      name: 'hall',
      agents: { hall },
      environment: [{ agent: 'hall', event: doors, budget: 'any' }],
    } as never) as AnySystem;
    const { claim, never } = propertiesOf(system);
    const safe = claim('safe', {
      statement: 'Nothing is wrong.',
      formula: never(({ agent }) => agent('hall').matches('wrong' as never)),
    });
    const curious = found(system, safe, 'curious', 1);
    expect(curious).toBeGreaterThan(found(system, safe, 'uniform', 1));
  });

  test.each(STRATEGIES)('%s makes the same runs for the same seed', (strategy) => {
    const campaign = () => {
      const search = new RandomSearch(compose(race.system), [], {
        seed: 7,
        runs: 50,
        maxSteps: 40,
        strategy,
      });
      while (search.advance());
      return search.result();
    };
    expect(campaign()).toEqual(campaign());
  });
});
