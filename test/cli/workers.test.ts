/** How many workers check the suites changes nothing of what is printed but the cost. */
import { expect, test } from 'vitest';
import { ourSuites, redhound } from './redhound.ts';

const CHECK = ['check', 'start-screen', 'split-swap', 'nested-kvm-steps', '--runs', '200', '--json'];

const withoutCost = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (key === 'cost' ? undefined : value));

test('one worker and three say the same, in the order of the suites', async () => {
  const one = await redhound([...CHECK, '--workers', '1'], { cwd: ourSuites() });
  const three = await redhound([...CHECK, '--workers', '3'], { cwd: ourSuites() });
  expect(withoutCost(three.stdout)).toEqual(withoutCost(one.stdout));
  expect(three.code).toBe(one.code);
}, 60_000);
