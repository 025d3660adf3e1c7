/** Statecharts of random machines, and of one with everything, in the eyes of Mermaid's own parser. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import type { Machine } from '../../src/agent/actor-logic.ts';
import { statechartOf } from '../../src/agent/statechart.ts';
import { statechartDiagram } from '../../src/report/statechart-diagram.ts';
import type { AgentDeclaration } from '../../src/system/agent-declaration.ts';
import { buildSystem, systemRecipe } from '../differential/random-system.ts';
import { mistakeIn } from '../documentation/mermaid.ts';

const diagramOf = (machine: unknown, taken = true): string => {
  const chart = statechartOf(machine as Machine);
  const entered = chart.states.map(() => taken);
  return statechartDiagram({
    agents: ['a'],
    chart,
    entered,
    transitions: chart.transitions.map(() => ({ taken })),
  });
};

const everything = createMachine({
  id: 'all # of; it',
  initial: 'work',
  on: { STOP: '.end', LOOK: { actions: 'look' }, AGAIN: { target: '.work', reenter: true } },
  states: {
    work: {
      type: 'parallel',
      on: {
        FAIL: { guard: { type: 'is "bad" %%', params: { n: 1 } }, target: 'end', actions: ['a:b', 'c{d}'] },
      },
      states: {
        left: {
          initial: 'one',
          states: {
            one: { on: { 'go.*': 'two' }, after: { 1000: 'two' } },
            two: { entry: 'ring', always: { guard: 'x', target: 'one' } },
            past: { type: 'history', history: 'deep' },
          },
          on: { BACK: '.past' },
        },
        right: {
          initial: 'on',
          states: { on: { on: { UP: '#all # of; it.work', '*': { actions: 'star' } } } },
        },
      },
      onDone: 'end',
    },
    end: { type: 'final', entry: 'bye' },
  },
});

describe('statecharts as diagrams', () => {
  test('of a machine with everything', async () => {
    const diagram = diagramOf(everything, false);
    expect(await mistakeIn(diagram), diagram).toBeUndefined();
    expect(diagram).toMatchInlineSnapshot(`
      "stateDiagram-v2
        [*] --> s1
        state "work" as s1 {
          state "left" as s2 {
            [*] --> s3
            state "one" as s3
            state "two" as s4
            s4 : entry / ring
            state "H#42;" as s5
            state "any state" as s2any
          }
          --
          state "right" as s6 {
            [*] --> s7
            state "on" as s7
            s7 : ✗ * / star
          }
          --
          state "any state" as s1any
        }
        state "end" as s8
        s8 : entry / bye
        s8 --> [*]
        state "any state" as s0any
        s0any : ✗ LOOK / look
        s0any --> s8 : ✗ STOP
        s0any --> s1 : ✗ AGAIN
        s1any --> s8 : ✗ FAIL [is #34;bad#34; #37;#37;(1)] / a#58;b, c#123;d#125;<br/>✗ onDone
        s2any --> s5 : ✗ BACK
        s3 --> s4 : ✗ go.*<br/>✗ after 1000
        s4 --> s3 : ✗ always [x]
        s7 --> s1any : ✗ UP
        classDef never fill:#eee,stroke:#999,color:#666,stroke-dasharray:4
        class s1,s2,s3,s4,s5,s6,s7,s8 never
        classDef any stroke-dasharray:2
        class s0any,s1any,s2any any"
    `);
  });

  test('of a machine of one state', async () => {
    const diagram = diagramOf(createMachine({ id: 'echo', on: { PING: { actions: 'pong' } } }));
    expect(diagram).toBe('stateDiagram-v2\n  state "echo" as s0\n  s0 : PING / pong');
    expect(await mistakeIn(diagram)).toBeUndefined();
  });

  test('a text that is no diagram is noticed', async () => {
    expect(await mistakeIn('stateDiagram-v2\n  state "a as b')).toBeDefined();
  });

  test('of random machines', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(systemRecipe, async (recipe) => {
        for (const entry of Object.values(buildSystem(recipe).agents)) {
          const diagram = diagramOf((entry as AgentDeclaration).machine);
          expect(await mistakeIn(diagram), diagram).toBeUndefined();
        }
      }),
      { seed: 20_261_125, numRuns: 60 },
    );
  });
});
