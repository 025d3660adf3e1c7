/**
 * Mutants of messages and timers, made from the effects that machines were seen to have: what they do in a system.
 */
import { describe, expect, test } from 'vitest';
import { cancel, enqueueActions, raise, sendParent, sendTo, setup } from 'xstate';
import { machineMutants, observedSystem } from '../../../src/agent/mutation/machine-mutants.ts';
import { compose } from '../../../src/product/compose.ts';
import { searchExhaustively } from '../../../src/search/exhaustive.ts';
import { defineSystem } from '../../../src/system/system.ts';
import { labelledGraph } from '../../verdict/mutation/labelled-graph.ts';

const echo = setup({
  types: { events: {} as { type: 'ASK' } | { type: 'TELL' } },
}).createMachine({
  id: 'echo',
  on: { ASK: { actions: sendTo(({ system }) => system.get('asker'), { type: 'ANSWER' }) } },
});

const asker = setup({
  types: { events: {} as { type: 'GO' } | { type: 'ANSWER' } | { type: 'LATE' } },
  delays: { patience: 2000 },
}).createMachine({
  id: 'asker',
  initial: 'idle',
  states: {
    idle: {
      on: {
        GO: {
          target: 'waiting',
          actions: enqueueActions(({ enqueue, system }) => {
            enqueue.sendTo(system.get('echo'), { type: 'ASK' });
            enqueue.raise({ type: 'LATE' }, { id: 'late', delay: 'patience' });
          }),
        },
      },
    },
    waiting: { on: { ANSWER: { target: 'done', actions: cancel('late') }, LATE: 'late' } },
    done: { on: { LATE: 'late' } },
    late: {},
  },
});

const system = defineSystem({
  name: 'ask',
  agents: { asker, echo, third: echo },
  links: [{ from: '*', to: '*', latency: [0, 1000] }],
  environment: [{ agent: 'asker', event: { type: 'GO' }, budget: { atMost: 1 } }],
});

const mutants = (() => {
  const { system: observed, effectsOf } = observedSystem(system);
  searchExhaustively(compose(observed), []);
  return [...machineMutants(system, effectsOf, 1000)];
})();
const of = (operator: string) => mutants.filter((mutant) => mutant.operator === operator);

/** All labels of a system that begin with one of these words. */
const labelsOf = (mutant: (typeof mutants)[number], ...words: readonly string[]): readonly string[] =>
  [
    ...new Set(
      labelledGraph(mutant.system(), [])
        .edges.flat()
        .map(({ label }) => label),
    ),
  ]
    .filter((label) => words.some((word) => label.startsWith(word)))
    .sort();

describe('messages', () => {
  test('are those of enqueueActions too, by state and event', () => {
    expect(of('swallow-message').map(({ agents, change }) => [agents, change])).toEqual([
      [['asker'], 'ASK sent on GO in idle is swallowed'],
      [['echo', 'third'], 'ANSWER sent on ASK in the root is swallowed'],
    ]);
  });

  test('are swallowed', () => {
    expect(of('swallow-message').map((mutant) => labelsOf(mutant, 'deliver'))).toEqual([
      [],
      ['deliver asker→echo ASK'],
    ]);
  });

  test('are sent twice', () => {
    const [twice] = of('duplicate-message');
    const { edges } = labelledGraph(twice!.system(), []);
    const delivered = (state: number): number =>
      Math.max(
        0,
        ...edges[state]!.filter(({ to }) => to !== state).map(
          ({ label, to }) => Number(label === 'deliver asker→echo ASK') + delivered(to),
        ),
      );
    expect(delivered(0)).toBe(2);
  });

  test('go to the agent that is declared next', () => {
    expect(of('redirect-message').map((mutant) => labelsOf(mutant, 'deliver'))).toEqual([
      ['deliver asker→third ASK', 'deliver third→asker ANSWER'],
      ['deliver asker→echo ASK', 'deliver echo→echo ANSWER'],
    ]);
  });
});

describe('timers', () => {
  test('are not started', () => {
    expect(of('never-start-timer').map(({ change }) => change)).toEqual([
      'the timer patience is never started',
    ]);
    expect(labelsOf(of('never-start-timer')[0]!, 'timer')).toEqual([]);
  });

  test('are not cancelled', () => {
    expect(of('drop-cancel').map(({ change }) => change)).toEqual([
      'the timer late is not cancelled by ANSWER in waiting',
    ]);
    const { edges } = labelledGraph(of('drop-cancel')[0]!.system(), []);
    const original = labelledGraph(system, []);
    const states = (graph: typeof original): number => graph.edges.length;
    expect(states({ edges, initials: [] })).toBeGreaterThan(states(original));
  });
});

describe('inside a family', () => {
  const child = setup({ types: { events: {} as { type: 'HELLO' } } }).createMachine({
    id: 'child',
    entry: raise({ type: 'HELLO' }, { delay: 1000 }),
    on: { HELLO: { actions: sendParent({ type: 'GREETED' }) } },
  });
  const parent = setup({ actors: { child } }).createMachine({
    id: 'parent',
    initial: 'waiting',
    states: { waiting: { invoke: { src: 'child', id: 'kid' }, on: { GREETED: 'greeted' } }, greeted: {} },
  });
  const family = defineSystem({ name: 'family', agents: { parent, other: parent } });

  test('children are mutated wherever they stand, and their messages stay in the family', () => {
    const { system: observed, effectsOf } = observedSystem(family);
    searchExhaustively(compose(observed), []);
    const all = [...machineMutants(family, effectsOf, 1000)];
    const swallowed = all.filter(({ operator }) => operator === 'swallow-message');
    expect(swallowed.map(({ agents, child: path, change }) => [agents, path, change])).toEqual([
      [['parent', 'other'], 'child', 'GREETED sent on HELLO in the root inside the family is swallowed'],
    ]);
    expect(all.filter(({ operator }) => operator === 'redirect-message')).toEqual([]);
    // Both agents: nobody is greeted, and only the two timers are left to happen.
    const graph = labelledGraph(swallowed[0]!.system(), []);
    expect(new Set(graph.edges.flat().map(({ label }) => label))).toEqual(
      new Set(['tick', 'timer parent/kid HELLO', 'timer other/kid HELLO']),
    );
    expect(searchExhaustively(compose(family), []).states).toBe(5);
  });
});
