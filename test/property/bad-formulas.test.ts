/** A claim that makes no sense is refused with one sentence: what, where, what to do. */
import {
  agent,
  checkSuite,
  defineSuite,
  defineSystem,
  ModelError,
  minutes,
  propertiesOf,
  seconds,
} from 'redhound';
import { describe, expect, test } from 'vitest';
import { setup } from 'xstate';

const lamp = setup({
  types: { events: {} as { type: 'PRESS' } },
  delays: { burn: minutes(1) },
}).createMachine({
  initial: 'off',
  states: { off: { on: { PRESS: 'on' } }, on: { after: { burn: 'off' } } },
});
const cat = setup({ types: { events: {} as { type: 'PET' } } }).createMachine({
  initial: 'asleep',
  states: { asleep: {} },
});
const system = defineSystem({
  name: 'room',
  agents: { lamp: agent(lamp), cat },
  environment: [{ agent: 'lamp', event: { type: 'PRESS' }, budget: { atMost: 2 } }],
});
const {
  claim,
  always,
  atMost,
  whenever,
  eventually,
  recurring,
  sometimes,
  condition,
  agent: the,
  F,
  G,
  O,
  X,
  or,
  and,
  not,
  fair,
} = propertiesOf(system);
const on = the('lamp').matches('on');
const off = the('lamp').matches('off');

type Claimed = Parameters<typeof claim>[1];

/** What is said of a suite with this one property. */
async function refusal(make: () => Omit<Claimed, 'statement'>): Promise<string> {
  try {
    const property = claim('odd', { statement: 'Odd.', ...make() });
    await checkSuite(defineSuite({ name: 'odd', system, properties: [property] }), { runs: 100 });
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as ModelError).message;
  }
  return 'no error';
}

/** Atoms that are never true, each of its own. */
const odd = (index: number) => condition(`p${index}`, () => index < 0);

const nested = (depth: number) => {
  let formula = F(on);
  for (let i = 0; i < depth; i++) formula = not(formula);
  return formula;
};

describe('refused', () => {
  test.each<[string, () => Omit<Claimed, 'statement'>, RegExp]>([
    [
      'an unknown agent in a predicate',
      () => ({ formula: always((view) => view.agent('dog' as 'cat').status === 'active') }),
      /property 'odd'.*'dog'.*no agent.*Known: lamp, cat/s,
    ],
    [
      'an unknown agent in an atom',
      () => ({ formula: G(the('dog' as 'cat').is('active')) }),
      /'dog'.*no agent.*Known: lamp, cat/s,
    ],
    [
      'a bound that is no multiple of the tick',
      () => ({ formula: whenever(on).leadsTo(off).within(seconds(90)) }),
      /a bound of property 'odd' is 90 s.*no multiple of the tick.*Set clock: \{ tick: 30000 \}/s,
    ],
    ['bounds that are no interval', () => ({ formula: F(on, [minutes(3), minutes(1)]) }), /no interval/],
    [
      'a predicate that answers a number',
      () => ({ formula: always((() => 1) as never) }),
      /property 'odd'.*answers 1, which is neither true nor false/s,
    ],
    ['an async predicate', () => ({ formula: always((async () => true) as never) }), /answers a promise/],
    ['two scopes', () => ({ formula: always(on).after(on).before(off) }), /its scope twice/],
    [
      'two bounds',
      () => ({ formula: whenever(on).leadsTo(off).within(minutes(1)).within(minutes(2)) }),
      /`within` twice/,
    ],
    ['a count that is no whole number', () => ({ formula: atMost(1.5, on) }), /atMost counts to 1.5/],
    ['a count that no monitor would end with', () => ({ formula: atMost(11, on) }), /from 0 to 10/],
    [
      'fairness where runs do not count',
      () => ({ formula: sometimes(on), fairness: { weak: [fair.timers('cat')] } }),
      /not about runs/,
    ],
    ['an empty scope', () => ({ formula: always(on).between(off, off) }), /the scope is empty/],
    [
      'an empty scope of equal predicates',
      () => {
        const dark = ({ agent: a }: Parameters<typeof off.predicate>[0]) => a('lamp').matches('off');
        return { formula: always(on).afterUntil(dark, dark) };
      },
      /the scope is empty/,
    ],
    [
      'fairness for an agent without timers',
      () => ({ formula: eventually(on), fairness: { weak: [fair.timers('cat')] } }),
      /property 'odd'.*class 'timers'.*cat has no timers/s,
    ],
    [
      'fairness for an event that the environment never sends',
      () => ({ formula: eventually(on), fairness: { strong: [fair.environment('cat', 'PET')] } }),
      /the environment never sends PET to cat/,
    ],
    [
      'fairness for outcomes that there are none of',
      () => ({ formula: eventually(on), fairness: { strong: [fair.outcomes('lamp')] } }),
      /lamp has no outcomes/,
    ],
    [
      'fairness for an unknown agent',
      () => ({ formula: eventually(on), fairness: { weak: [fair.deliveries('dog' as 'cat', 'lamp')] } }),
      /'dog', which is no agent/,
    ],
    ['a formula that is nested too deep', () => ({ formula: nested(100) }), /nested more than 64 deep/],
    [
      'a formula that is nested far too deep',
      () => ({ formula: nested(100_000) }),
      /nested more than 64 deep/,
    ],
    [
      'a formula whose automaton is too large',
      () => ({ formula: and(...Array.from({ length: 12 }, (_, i) => or(F(odd(i)), F(odd(i + 12))))) }),
      /property 'odd'.*the automaton of a formula would need more than/s,
    ],
    ['a future operator below a past one', () => ({ formula: G(O(F(on))) }), /F stands below a past/],
    ['a temporal operator in a possibility', () => ({ formula: sometimes(X(on)) }), /temporal operator X/],
    ['something that recurs every instant', () => ({ formula: recurring(on).every(0) }), /positive duration/],
    [
      'more atoms than a letter holds',
      () => ({
        formula: G(
          and(
            ...Array.from({ length: 40 }, (_, i) => ({
              op: 'atom' as const,
              name: `p${i}`,
              predicate: () => i > 0,
            })),
          ),
        ),
      }),
      /more than 30 atoms/,
    ],
  ])('%s', async (_, make, message) => {
    expect(await refusal(make)).toMatch(message);
  });
});
