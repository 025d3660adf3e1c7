/**
 * Charts against what XState does: on random walks, what a step took is there before it, leads to what is there after
 * it, and what is active changes only where something was taken.
 */
import { expect, test } from 'vitest';
import { createMachine } from 'xstate';
import healing from '../../properties/healing.suite.ts';
import migration from '../../properties/migration.suite.ts';
import roleStart from '../../properties/role-start.suite.ts';
import { activeNodes, chartOf } from '../../src/agent/chart.ts';
import { compose } from '../../src/product/compose.ts';
import { describe as described } from '../../src/product/description.ts';
import { MoveList } from '../../src/product/move.ts';

test('a chart says what the machine’s config says', () => {
  const machine = createMachine({
    id: 'm',
    initial: 'a',
    states: {
      a: {
        initial: 'x',
        states: { x: { on: { E: 'y' } }, y: { type: 'final' } },
        on: { E: [{ guard: 'may', target: 'b' }, { actions: 'note' }], '*': { target: '#m.c.h' } },
        onDone: 'b',
        after: { 90000: 'b' },
      },
      b: { always: { guard: 'may', target: 'a' } },
      c: { type: 'parallel', states: { h: { type: 'history' }, q: {} } },
    },
  });
  const [agent] = compose({ name: 'one', agents: { m: machine } }).model.agents;
  const nodes = chartOf(agent!);
  expect(nodes.map(({ id, type, parent, initial }) => [id, type, parent, initial])).toEqual([
    ['m', 'compound', undefined, 'm.a'],
    ['m.a', 'compound', 'm', 'm.a.x'],
    ['m.a.x', 'atomic', 'm.a', undefined],
    ['m.a.y', 'final', 'm.a', undefined],
    ['m.b', 'atomic', 'm', undefined],
    ['m.c', 'parallel', 'm', undefined],
    ['m.c.h', 'history', 'm.c', undefined],
    ['m.c.q', 'atomic', 'm.c', undefined],
  ]);
  const transitions = nodes.flatMap(({ id, transitions: own }) =>
    own.map(({ event, guard, targets }) => `${id} ${event} ${guard ?? '-'} ${targets.join(' ')}`),
  );
  expect(transitions).toEqual([
    'm.a E may m.b',
    'm.a E - ',
    'm.a * - m.c.h',
    'm.a xstate.done.state.m.a - m.b',
    'm.a xstate.after.90000.m.a - m.b',
    'm.a.x E - m.a.y',
    'm.b  may m.a',
  ]);
});

const WALKS = 20;
const LENGTH = 60;

test.each([roleStart, migration, healing])('steps of $name take what stands in the charts', (suite) => {
  const product = compose(suite.system);
  product.observed = true;
  const { agents } = product.model;
  const targets = agents.map(
    (agent) =>
      new Map(
        chartOf(agent).flatMap(({ id, transitions }) =>
          transitions.map((one, index) => [`${id} ${index}`, one.targets] as const),
        ),
      ),
  );
  let random = 7;
  const draw = (below: number): number => {
    random = (random * 48271) % 0x7fffffff;
    return random % below;
  };
  const moves = new MoveList();
  let taken = 0;
  for (let walk = 0; walk < WALKS; walk++) {
    const state = product.allocate();
    state.set(product.initialStates()[0]!.state);
    for (let step = 0; step < LENGTH; step++) {
      product.enabledMoves(state, moves);
      if (moves.length === 0) break;
      const before = state.slice();
      product.step(state, moves.moves[draw(moves.length)]!);
      const transitions = product.observations.transitionsOf(product.observation);
      const status = described(product, state).agents;
      for (const [index, agent] of agents.entries()) {
        const own = transitions.filter(({ agent: name, path }) => name === agent.name && path === '');
        const was = activeNodes(agent, before[index]!);
        const is = activeNodes(agent, state[index]!);
        const began = was.length === 0 || is.length === 0 || status[agent.name]!.status === 'crashed';
        if (own.length === 0) {
          if (!began) expect(is).toEqual(was);
          continue;
        }
        taken++;
        const [first, last] = [own[0]!, own.at(-1)!];
        expect(was).toContain(first.source);
        const goals = targets[index]!.get(`${last.source} ${last.index}`)!;
        for (const goal of goals) expect(is).toContain(goal);
        if (own.every((one) => targets[index]!.get(`${one.source} ${one.index}`)!.length === 0)) {
          expect(is).toEqual(was);
        }
      }
    }
  }
  expect(taken).toBeGreaterThan(100);
});
