/**
 * What a wrong partial-order reduction would miss, one trap each: an agent fails in one order of moves and not in
 * another. And that the reduction is off, with the reason, where it is not sound.
 */

import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, assign, createMachine, sendTo } from 'xstate';
import { compose } from '../../src/product/compose.ts';
import { F, type Formula, G, not, X } from '../../src/property/formula.ts';
import { atom } from '../../src/property/operand.ts';
import type { Claim, Property } from '../../src/property/property.ts';
import { searchExhaustively } from '../../src/search/exhaustive.ts';
import type { Limits } from '../../src/search/run.ts';
import type { AnySystem } from '../../src/system/system.ts';

/** `from event to`, and then `!agent EVENT` for what is sent, or `fails`. */
type Arrow = string;

function machine(arrows: readonly Arrow[]): AnyStateMachine {
  const states: Record<string, { on: Record<string, object> }> = {};
  for (const arrow of arrows) {
    const [from, event, to, what, sent] = arrow.split(' ') as [string, string, string, string?, string?];
    states[from] ??= { on: {} };
    states[to] ??= { on: {} };
    const actions =
      what === 'fails'
        ? [
            assign(() => {
              throw new Error('fails');
            }),
          ]
        : what === undefined
          ? []
          : [sendTo(({ system }) => system.get(what.slice(1)), { type: sent! })];
    states[from].on[event] = { target: to, actions };
  }
  return createMachine({ initial: arrows[0]!.split(' ')[0], states } as never) as AnyStateMachine;
}

/** @param told what the environment may send, once each: `agent EVENT` */
function systemOf(
  agents: Readonly<Record<string, readonly Arrow[]>>,
  told: readonly string[],
  rest: Partial<AnySystem> = {},
): AnySystem {
  return {
    name: 'trap',
    agents: Object.fromEntries(Object.entries(agents).map(([name, arrows]) => [name, machine(arrows)])),
    environment: told.map((one) => {
      const [agent, type] = one.split(' ') as [string, string];
      return { agent, event: { type }, budget: { atMost: 1 } };
    }),
    ...rest,
  };
}

const property = (id: string, claim: Claim): Property => ({ id, statement: id, expected: 'holds', claim });
const NO_FAILURE = property('failure', { kind: 'no-failure' });
const claimed = (formula: Formula): Property =>
  property('claim', { kind: 'formula', formula, ticksAreLetters: false, fairness: {} });

const search = (system: AnySystem, properties: readonly Property[], limits: Limits = {}) =>
  searchExhaustively(compose(system), properties, { partialOrder: 'on', ...limits });

const SYNCHRONOUS = { from: 'a', to: 'b', order: 'synchronous' } as const;

describe('an agent that fails in one order alone', () => {
  test.each([
    {
      trap: 'what an agent sends only after its next step',
      system: systemOf({ a: ['idle P done', 'idle M idle fails'], k: ['one G two', 'two H three !a M'] }, [
        'a P',
        'k G',
        'k H',
      ]),
    },
    {
      trap: 'what comes by way of two that rest now',
      system: systemOf(
        {
          a: ['idle P done', 'idle M idle fails'],
          x: ['idle M idle !a M'],
          m: ['idle M idle !x M'],
          k: ['idle G done !m M'],
        },
        ['a P', 'k G'],
      ),
    },
    {
      trap: 'what is handled at once by an agent with moves of its own',
      system: systemOf({ a: ['idle P done !b M'], b: ['idle Q done', 'done M done fails'] }, ['a P', 'b Q'], {
        links: [SYNCHRONOUS],
      }),
    },
    {
      trap: 'a budget that two agents share',
      system: systemOf({ a: ['idle P done'], b: ['idle P done fails'] }, [], {
        environment: [{ agent: ['a', 'b'], event: { type: 'P' }, budget: { total: 1 } }],
      }),
    },
    {
      trap: 'a link that drops what comes when it is full',
      system: systemOf(
        {
          a: ['one P two !b M', 'two P three !b N'],
          b: ['idle M busy', 'busy N busy fails'],
        },
        [],
        {
          environment: [{ agent: 'a', event: { type: 'P' }, budget: 'any' }],
          links: [{ from: 'a', to: 'b', capacity: 1, overflow: 'drop' }],
        },
      ),
    },
    {
      trap: 'a move that others put off for ever',
      system: systemOf({ a: ['on P off', 'off P on'], b: ['idle Q idle fails'] }, ['b Q'], {
        environment: [
          { agent: 'a', event: { type: 'P' }, budget: 'any' },
          { agent: 'b', event: { type: 'Q' }, budget: { atMost: 1 } },
        ],
      }),
    },
  ])('$trap', ({ system }) => {
    expect(search(system, [NO_FAILURE]).findings.get('failure')).toBe('violated');
  });
});

test.each([
  ['a', 'b'],
  ['b', 'a'],
] as const)('a claim about two agents sees that %s moves before %s', (one, other) => {
  const system = systemOf({ a: ['idle P done'], b: ['idle Q done'] }, ['a P', 'b Q']);
  const alone = atom('alone', ({ agent }) => agent(one).matches('done') && agent(other).matches('idle'));
  expect(search(system, [claimed(G(not(alone)))]).findings.get('claim')).toBe('violated');
});

test('agents that have nothing to do with each other take their moves in one order', () => {
  const names = ['a', 'b', 'c', 'd'];
  const system = systemOf(
    Object.fromEntries(names.map((name) => [name, ['one P two', 'two Q three']])),
    names.flatMap((name) => [`${name} P`, `${name} Q`]),
  );
  const { states, reductions, reduced } = search(system, [NO_FAILURE]);
  // Each has three local states: 81 states; one after the other, 9.
  expect(searchExhaustively(compose(system), []).states).toBe(81);
  expect(states).toBe(9);
  expect(reduced).toBe(true);
  expect(reductions).toEqual([
    expect.stringMatching(/^Partial-order reduction: .* need not be a shortest\.$/),
  ]);
});

describe('off, with the reason', () => {
  const plain = systemOf({ a: ['idle P done'], b: ['idle Q done'] }, ['a P', 'b Q']);
  const isDone = atom('done', ({ agent }) => agent('a').matches('done'));
  const sent = atom('sent', ({ received }) => received('a', 'P'));
  test.each<{ where: string; system?: AnySystem; of?: Property; limits?: Limits; because: string }>([
    {
      where: 'time passes',
      system: { ...plain, links: [{ from: 'a', to: 'b', latency: 10 }] },
      because: 'time passes for all agents at once',
    },
    {
      where: 'there are faults',
      system: { ...plain, faults: [{ fault: 'crash', agents: 'a', budget: { atMost: 1 } }] },
      because: 'faults may strike between any two moves',
    },
    {
      where: 'messages are lost',
      system: { ...plain, links: [{ from: 'a', to: 'b', loss: 'any' }] },
      because: 'faults may strike between any two moves',
    },
    {
      where: 'a link blocks',
      system: { ...plain, links: [{ from: 'a', to: 'b', overflow: 'block' }] },
      because: 'a link that is full blocks whoever sends',
    },
    {
      where: 'what is ignored stays',
      system: { ...plain, links: [{ from: 'a', to: 'b', ignored: 'stays' }] },
      because: 'what is delivered depends on what would become of it',
    },
    {
      where: 'a claim speaks of runs for ever',
      of: claimed(F(isDone)),
      because: "property 'claim' speaks of runs that do not end",
    },
    {
      where: 'a claim counts moves',
      of: claimed(not(X(X(X(isDone))))),
      because: "property 'claim' tells how many moves there are",
    },
    {
      where: 'a claim asks what stays possible',
      of: property('claim', { kind: 'always-possible', of: isDone }),
      because: "property 'claim' asks what stays possible",
    },
    {
      where: 'a claim reads what moves did',
      of: claimed(G(not(sent))),
      because: 'a property reads what moves did',
    },
    { where: 'coverage is asked for', limits: { coverage: true }, because: 'coverage is told of all states' },
    {
      where: 'symmetry is made use of',
      system: {
        ...systemOf({ a: ['idle P done'], b: ['idle P done'] }, ['a P', 'b P']),
        symmetry: [['a', 'b']],
      },
      limits: { symmetry: 'on' },
      because: 'symmetry reduction is on',
    },
  ])('$where', ({ system = plain, of, limits = {}, because }) => {
    const { reductions, reduced } = search(system, of === undefined ? [] : [of], limits);
    expect(reductions.at(-1)).toBe(`Partial-order reduction is off: ${because}.`);
    expect(reduced).toBe(limits.symmetry === 'on');
  });
});
