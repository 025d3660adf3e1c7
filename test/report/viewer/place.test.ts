/** Links lead back to where they were made, and nothing that stands in one does harm. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf, placeOf, TABS } from '../../../src/report/viewer/place.ts';

test('a place survives its link', () => {
  fc.assert(
    fc.property(fc.nat(9_999_999), fc.string(), fc.constantFrom(...TABS), (step, run, tab) => {
      expect(placeOf(hashOf({ step, run, tab }))).toEqual({ step, run, tab });
    }),
  );
});

test('what a link names wrongly is left out', () => {
  expect(placeOf('#step=12')).toEqual({ step: 12 });
  expect(placeOf('#step=-1&tab=nowhere')).toEqual({});
  expect(placeOf('#step=1e9&step=2')).toEqual({});
  expect(placeOf('')).toEqual({});
});
