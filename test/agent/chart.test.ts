/**
 * Charts against what XState does: on random walks, what a step took is there before it, leads to what is there after
 * it, and a state value changes only where something was taken.
 */
import { expect, test } from 'vitest';
import { createMachine } from 'xstate';
import healing from '../../properties/healing.suite.ts';
import migration from '../../properties/migration.suite.ts';
import roleStart from '../../properties/role-start.suite.ts';
import type { Machine } from '../../src/agent/actor-logic.ts';
import { activeStates, type Chart, chartOf, chartsOf } from '../../src/agent/chart.ts';
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
        after: { 90000: 'b', long: 'c' },
      },
      b: { always: { guard: 'may', target: 'a' }, invoke: { src: 'p', id: 'p', onDone: 'a', onError: 'c' } },
      c: { type: 'parallel', states: { h: { type: 'history' }, q: {} } },
    },
  });
  const { states, transitions } = chartOf(machine as unknown as Machine);
  expect(states.map(({ key, kind, parent }) => `${key} ${kind} ${parent}`)).toEqual([
    'm compound -1',
    'a compound 0',
    'x atomic 1',
    'y final 1',
    'b atomic 0',
    'c parallel 0',
    'h history 5',
    'q atomic 5',
  ]);
  expect(states.map(({ initial }) => initial)).toEqual([1, 2, ...Array(6).fill(undefined)]);
  const text = transitions.map(
    ({ source, targets, on, guard }) =>
      `${states[source]!.key} ${on}${guard === undefined ? '' : ` [${guard}]`} → ${targets.map((to) => states[to]!.key)}`,
  );
  expect(text.sort()).toEqual([
    'a E [may] → b',
    'a E → ',
    'a after 90 s → b',
    'a after long → c',
    'a anything else → h',
    'a done → b',
    'b always [may] → a',
    'b p done → a',
    'b p error → c',
    'x E → y',
  ]);
});

const WALKS = 20;
const LENGTH = 60;

test.each([roleStart, migration, healing])('steps of $name take what stands in the charts', (suite) => {
  const product = compose(suite.system);
  product.observed = true;
  const initial = product.initialStates()[0]!.state;
  const charts = new Map<string, Chart>(
    product.model.agents.map((agent, index) => [
      agent.name,
      chartsOf(agent.locals[initial[index]!]!.family).get('')!,
    ]),
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
    state.set(initial);
    for (let step = 0; step < LENGTH; step++) {
      product.enabledMoves(state, moves);
      if (moves.length === 0) break;
      const before = described(product, state);
      product.step(state, moves.moves[draw(moves.length)]!);
      const after = described(product, state);
      const transitions = product.observations.transitionsOf(product.observation);
      for (const [name, chart] of charts) {
        const own = transitions.filter(({ agent, path }) => agent === name && path === '');
        const [was, is] = [before.agents[name]!, after.agents[name]!];
        if (own.length === 0) {
          if (is.status === was.status) expect(is.value).toEqual(was.value);
          continue;
        }
        taken++;
        const first = chart.transitions[own[0]!.transition]!;
        expect(activeStates(chart, was.value)).toContain(first.source);
        const last = chart.transitions[own.at(-1)!.transition]!;
        for (const target of last.targets) expect(activeStates(chart, is.value)).toContain(target);
        if (
          is.status === 'active' &&
          own.every((one) => chart.transitions[one.transition]!.targets.length === 0)
        ) {
          expect(is.value).toEqual(was.value);
        }
      }
    }
  }
  expect(taken).toBeGreaterThan(100);
});
