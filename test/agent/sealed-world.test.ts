/**
 * The sealed world: shut while a step computes, and afterwards exactly as it was.
 */
import { describe, expect, it } from 'vitest';
import { impure, sealed } from '../../src/agent/sealed-world.ts';

const doors: readonly (readonly [string, object, string])[] = [
  ['Math.random()', Math, 'random'],
  ['performance.now()', performance, 'now'],
  ['crypto.randomUUID()', crypto, 'randomUUID'],
  ['crypto.getRandomValues()', crypto, 'getRandomValues'],
  ['setTimeout()', globalThis, 'setTimeout'],
  ['fetch()', globalThis, 'fetch'],
  ['process.hrtime()', process, 'hrtime'],
];

const found = () =>
  [...doors, ['Date', globalThis, 'Date'] as const].map(([, owner, name]) => ({
    own: Object.getOwnPropertyDescriptor(owner, name),
    inherited: Object.getOwnPropertyDescriptor(Object.getPrototypeOf(owner), name),
  }));

describe('the sealed world', () => {
  it.each(doors)('%s raises inside, and is what it was outside', (what, owner, name) => {
    const before = found();
    const call = () => (owner as Record<string, () => unknown>)[name]!();
    expect(() => sealed(call, impure)).toThrow(`${what} was called`);
    expect(found()).toEqual(before);
  });

  it('opens again after nested computations that throw', () => {
    const before = found();
    const nested = () =>
      sealed(() => {
        throw new Error('mine');
      }, impure);
    expect(() => sealed(nested, impure)).toThrow('mine');
    expect(found()).toEqual(before);
    expect(Date.now()).toBeGreaterThan(0);
  });

  it('shuts a door that is an accessor or was replaced, and puts it back', () => {
    const original = Object.getOwnPropertyDescriptor(Math, 'random')!;
    const get = () => () => 0.5;
    Object.defineProperty(Math, 'random', { get, configurable: true });
    try {
      expect(() => sealed(() => Math.random(), impure)).toThrow('Math.random() was called');
      expect(Math.random()).toBe(0.5);
      expect(Object.getOwnPropertyDescriptor(Math, 'random')!.get).toBe(get);
    } finally {
      Object.defineProperty(Math, 'random', original);
    }
  });
});
