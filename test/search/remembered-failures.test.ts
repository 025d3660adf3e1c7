/** An agent’s failure is no part of what atoms read: letters in which one fails are remembered as such. */
import { defineSystem, noAgentFails, propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { compose } from '../../src/product/compose.ts';
import { labelOf } from '../../src/product/label.ts';
import { Tracker } from '../../src/search/tracker.ts';
import { Watch } from '../../src/search/watch.ts';

test('a failure is seen though the claims have seen the same letter before', () => {
  const fragile = createMachine({
    initial: 'calm',
    states: {
      calm: { on: { PUSH: 'pushed' } },
      pushed: {
        on: {
          REST: 'calm',
          PUSH: {
            actions: () => {
              throw new Error('too much');
            },
          },
        },
      },
    },
  });
  const system = defineSystem({
    name: 'fragile',
    agents: { fragile },
    environment: [{ agent: 'fragile', event: [{ type: 'PUSH' }, { type: 'REST' }], budget: 'any' }],
  });
  const { claim, never } = propertiesOf(system);
  // The only letter that the claim tells apart is never met: all others are one.
  const gone = claim('gone', {
    statement: 'It is never done.',
    formula: never(({ agent }) => agent('fragile').status === 'done'),
  });
  const product = compose(system);
  const tracker = new Tracker(product, new Watch(product, [gone, noAgentFails]));
  const failedAfter = Array.from({ length: 3 }, () => {
    tracker.begin(0);
    return ['PUSH', 'REST', 'PUSH', 'PUSH'].map((event) => {
      const list = tracker.moves();
      const moves = [...list.moves.subarray(0, list.length)];
      const index = moves.findIndex((move) => labelOf(product, tracker.state, move).includes(event));
      tracker.takeListed(index, moves[index]!);
      return tracker.violated.has(noAgentFails.id);
    });
  });
  expect(failedAfter).toEqual(Array(3).fill([false, false, false, true]));
});
