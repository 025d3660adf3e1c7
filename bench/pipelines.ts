/**
 * Pipelines beside each other: each stage hands on what it gets. What partial-order reduction is made for.
 */
import { type AnyStateMachine, assign, createMachine, sendTo } from 'xstate';
import { type AnyPredicate, G } from '../src/property/formula.ts';
import { atom } from '../src/property/operand.ts';
import type { Property } from '../src/property/property.ts';
import type { AnySystem } from '../src/system/system.ts';

const stage = (next: string | undefined): AnyStateMachine =>
  createMachine({
    context: { count: 0 },
    on: {
      ITEM: {
        actions: [
          ...(next === undefined
            ? [assign({ count: ({ context }) => (context as { count: number }).count + 1 })]
            : [sendTo(({ system }) => system.get(next), { type: 'ITEM' })]),
        ],
      },
    },
  } as never) as AnyStateMachine;

/** So many pipelines of so many stages, each fed with so many items. */
export function pipelines(lines: number, stages: number, items: number): AnySystem {
  const agents = Array.from({ length: lines }, (_, line) =>
    Array.from({ length: stages }, (_stage, at) => [
      `p${line}s${at}`,
      stage(at + 1 < stages ? `p${line}s${at + 1}` : undefined),
    ]),
  ).flat();
  return {
    name: `pipelines-${lines}-${stages}-${items}`,
    agents: Object.fromEntries(agents),
    environment: [
      {
        agent: Array.from({ length: lines }, (_, line) => `p${line}s0`),
        event: { type: 'ITEM' },
        budget: { atMost: items },
      },
    ],
  } as AnySystem;
}

/** That nothing more comes out of the first than was put in. */
export function nothingIsMade(stages: number, items: number): Property {
  const bounded: AnyPredicate = ({ agent }) => agent(`p0s${stages - 1}`).context.count <= items;
  return {
    id: 'nothing-is-made',
    statement: 'No more comes out of the first pipeline than was put in.',
    expected: 'holds',
    claim: { kind: 'formula', formula: G(atom('bounded', bounded)), ticksAreLetters: false, fairness: {} },
  };
}
