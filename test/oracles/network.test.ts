/**
 * What the order of a link, its losses and ignored deliveries, and crashes do to a space: Stateright's figures.
 */
import { expect, test } from 'vitest';
import { spaceOf } from './exhaustive-report.ts';
import { idleAgents } from './idle-agents.ts';
import { noOpDelivery } from './no-op-delivery.ts';
import { pingPong } from './ping-pong.ts';

// With p messages sent each is there or lost: 2 + 4 + … + 2^(2 max + 1).
test.each([
  { max: 1, states: 14 },
  { max: 5, states: 4094 },
])('ping-pong to $max over a lossy set: $states states', async ({ max, states }) => {
  expect(await spaceOf(pingPong(max, { order: 'set', loss: 'any' }))).toMatchObject({
    states,
    complete: true,
  });
});

test.each([
  { link: { order: 'set' }, states: 11 },
  { link: { order: 'unordered', ignored: 'stays' }, states: 11 },
  // the last ping is delivered and ignored
  { link: { order: 'unordered' }, states: 12 },
  { link: { order: 'fifo' }, states: 12 },
] as const)('ping-pong to 5 over $link: $states states', async ({ link, states }) => {
  expect(await spaceOf(pingPong(5, link))).toMatchObject({ states, transitions: states - 1, depth: states });
});

test.each([
  { link: { order: 'set' }, states: 2 },
  { link: { order: 'unordered', ignored: 'stays' }, states: 2 },
  { link: { order: 'unordered' }, states: 4 },
  { link: { order: 'fifo' }, states: 3 },
] as const)('an ignored and an interesting message over $link: $states states', async ({ link, states }) => {
  expect(await spaceOf(noOpDelivery(link))).toMatchObject({ states, complete: true });
});

test('three idle agents, at most one crash: 4 states', async () => {
  expect(await spaceOf(idleAgents)).toMatchObject({ states: 4, transitions: 3, depth: 2, complete: true });
});
