/** What is remembered of rows outlives a layout: a table keyed by slots has all entries when rows are packed anew. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Arena } from '../../src/search/kernel/arena.ts';
import { ABSENT } from '../../src/search/kernel/fields.ts';
import { MaskedTable } from '../../src/search/masked-table.ts';
import { RowLayout } from '../../src/search/row-layout.ts';

const SLOTS = 6;
const states = (most: number) => fc.array(fc.nat(most), { minLength: SLOTS, maxLength: SLOTS });
const union = (all: readonly (readonly number[])[]): Int32Array =>
  Int32Array.from({ length: SLOTS }, (_, slot) => all.reduce((bits, state) => bits | state[slot]!, 0));

const rowsIn = (arena: Arena, layout: RowLayout) => {
  const row = arena.allocate(layout.words);
  return (state: readonly number[]): number => {
    layout.pack(Int32Array.from(state), SLOTS, row.cells);
    return row.pointer;
  };
};

it('finds what it found, under the same slots, and nothing that no longer fits', () => {
  let narrowed = 0;
  fc.assert(
    fc.property(
      fc.array(states(5), { minLength: 1, maxLength: 40 }),
      fc.array(states(31), { maxLength: 20 }),
      fc.array(fc.oneof(fc.nat(7), fc.nat(500), fc.nat(0x7fff_ffff)), { minLength: SLOTS, maxLength: SLOTS }),
      fc.uniqueArray(fc.nat(SLOTS - 1), { minLength: 1 }),
      (met, others, larger, slots) => {
        const arena = Arena.fresh();
        const keyOf = (state: readonly number[]) => slots.map((slot) => state[slot]).join();
        const before = RowLayout.fitting(union(met), new Int32Array(SLOTS), () => true);
        const table = new MaskedTable(arena);
        table.clear(before, slots);
        const expected = new Map<string, number>();
        const rowBefore = rowsIn(arena, before);
        // Rows that are gone had spare bits, which the next layout may give to other slots.
        const gone = others.filter((state) => before.holds(Int32Array.from(state), SLOTS));
        for (const [index, state] of [...met, ...gone].entries()) {
          if (expected.has(keyOf(state))) continue;
          expected.set(keyOf(state), index + 1);
          table.set(rowBefore(state), index + 1, 7 * index);
        }
        const after = RowLayout.fitting(union(met), Int32Array.from(larger), () => true);
        table.relay(after);
        const fitting = [...met, ...gone].filter((state) =>
          slots.every((slot) => after.holdsAt(slot, state[slot]!)),
        );
        expect(table.size).toBe(new Set(fitting.map(keyOf)).size);
        narrowed += table.size < expected.size ? 1 : 0;
        const rowAfter = rowsIn(arena, after);
        const asked = others.filter((state) => after.holds(Int32Array.from(state), SLOTS));
        for (const state of asked) {
          expect(table.find(rowAfter(state))).toBe(expected.get(keyOf(state)) ?? ABSENT);
        }
        for (const state of met) expect(table.find(rowAfter(state))).toBe(expected.get(keyOf(state)));
        for (const { value, besides } of table.entries()) expect(besides).toBe(7 * (value - 1));
        if (!expected.has(keyOf(larger))) expect(table.find(rowAfter(larger))).toBe(ABSENT);
        arena.giveBack();
      },
    ),
    { numRuns: 400 },
  );
  expect(narrowed).toBeGreaterThan(20);
});
