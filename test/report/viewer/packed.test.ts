/** Packing loses nothing, whatever the keys and texts, and equal parts come back as one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../../src/report/packed.ts';

const same = (text: string): string => text;

test('what was packed comes back, through JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'large' }), (value) => {
      const packed = JSON.parse(JSON.stringify(pack(value)));
      expect(JSON.stringify(unpack(packed, same))).toBe(JSON.stringify(value));
    }),
    { numRuns: 500 },
  );
});

test('a key that could poison objects is a key like others', () => {
  const value = JSON.parse('{"__proto__": {"poisoned": 1}, "constructor": 2}');
  const back = unpack(pack(value), same) as Record<string, unknown>;
  expect(Object.keys(back)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
});

test('equal parts are one object, so that states are compared by reference', () => {
  const part = () => ({ name: 'lamp', parts: [{ name: 'on', text: 'true' }] });
  const [a, b, c] = unpack(pack([part(), part(), { ...part(), name: 'door' }]), same) as {
    parts: unknown;
  }[];
  expect(a).toBe(b);
  expect(a).not.toBe(c);
  expect(a!.parts).toBe(c!.parts);
});

test('every text passes through the hands of the reader, keys too', () => {
  const back = unpack(pack({ a: ['x', { b: 'y' }] }), (text) => `${text}!`);
  expect(back).toEqual({ 'a!': ['x!', { 'b!': 'y!' }] });
});
