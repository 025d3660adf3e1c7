/** What is remembered of rows outlives a layout: a table keyed by slots has all entries when rows are packed anew. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Arena } from '../../src/search/kernel/arena.ts';
import { ABSENT } from '../../src/search/kernel/assembly/fields.ts';
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

it('finds what it found, under the same slots', () => {
  fc.assert(
    fc.property(
      fc.array(states(5), { minLength: 1, maxLength: 40 }),
      states(0x7fff_ffff),
      fc.uniqueArray(fc.nat(SLOTS - 1), { minLength: 1 }),
      (met, larger, slots) => {
        const arena = Arena.fresh();
        const keyOf = (state: readonly number[]) => slots.map((slot) => state[slot]).join();
        const before = RowLayout.fitting(union(met), new Int32Array(SLOTS), () => true);
        const table = new MaskedTable(arena);
        table.clear(before, slots);
        const expected = new Map<string, number>();
        const rowBefore = rowsIn(arena, before);
        for (const [index, state] of met.entries()) {
          if (expected.has(keyOf(state))) continue;
          expected.set(keyOf(state), index + 1);
          table.set(rowBefore(state), index + 1, 7 * index);
        }
        const after = RowLayout.fitting(union(met), Int32Array.from(larger), () => true);
        table.relay(after);
        expect(table.size).toBe(expected.size);
        const rowAfter = rowsIn(arena, after);
        for (const state of met) expect(table.find(rowAfter(state))).toBe(expected.get(keyOf(state)));
        for (const { value, besides } of table.entries()) expect(besides).toBe(7 * (value - 1));
        if (!expected.has(keyOf(larger))) expect(table.find(rowAfter(larger))).toBe(ABSENT);
        arena.giveBack();
      },
    ),
    { numRuns: 200 },
  );
});
