/**
 * The order in which several threads expand a level: each state once, in the order of those that they follow.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LevelOrder } from '../../src/search/level-order.ts';

const idsBetween = (order: LevelOrder, first: number, end: number): number[] =>
  order
    .between(first, end)
    .flatMap((stretch) => Array.from({ length: stretch.length }, (_, index) => stretch.first + index));

describe('the order of a level', () => {
  it('is that of ids where nobody noted anything', () => {
    expect(idsBetween(new LevelOrder(), 3, 7)).toEqual([3, 4, 5, 6]);
  });

  it('is that of the states which they follow', () => {
    const order = new LevelOrder();
    order.note(10, 0);
    order.note(12, 5);
    order.note(14, 1);
    order.begin(10, 16);
    expect(idsBetween(order, 10, 16)).toEqual([10, 11, 14, 15, 12, 13]);
    expect(order.at(13)).toEqual({ first: 15, length: 1 });
    expect(order.at(16).first).toBe(16);
  });

  it('has each state once, whatever was noted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(99), fc.nat(9)), { maxLength: 20 }),
        fc.nat(99),
        fc.nat(99),
        fc.array(fc.nat(99), { maxLength: 5 }),
        (notes, one, other, cuts) => {
          const [first, end] = [Math.min(one, other), Math.max(one, other) + 1];
          const order = new LevelOrder();
          // Of a range that was taken and given back another may be noted with the same first id.
          const noted = new Map(notes);
          for (const [id, origin] of notes) order.note(id, origin);
          order.begin(first, end);
          const places = [
            first,
            ...cuts.filter((cut) => cut > first && cut < end).sort((a, b) => a - b),
            end,
          ];
          const ids = places.slice(1).flatMap((place, index) => idsBetween(order, places[index]!, place));
          expect([...ids].sort((a, b) => a - b)).toEqual(
            Array.from({ length: end - first }, (_, index) => first + index),
          );
          const originOf = (id: number): number => {
            for (let before = id; before >= first; before--) {
              const origin = noted.get(before);
              if (origin !== undefined) return origin;
            }
            return -1;
          };
          const met = ids.map(originOf);
          expect(met).toEqual([...met].sort((a, b) => a - b));
        },
      ),
    );
  });
});
