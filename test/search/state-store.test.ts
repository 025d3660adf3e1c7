/**
 * The visited set against a map of texts: the same ids, whatever values and slots come later.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Changes } from '../../src/product/changes.ts';
import { Reads } from '../../src/product/reads.ts';
import { hashOf } from '../../src/product/row-hash.ts';
import { StateStore } from '../../src/search/state-store.ts';

const CAPACITY = 70;

/** Values of all sizes, most of them small, as ids are. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.nat(3) },
  { weight: 2, arbitrary: fc.nat(300) },
  { weight: 1, arbitrary: fc.nat(0x7fffffff) },
);
const writes = fc.array(fc.record({ slot: fc.nat(CAPACITY - 1), value }), { maxLength: 8 });

/** The same as `add`, by way of a packed row among others. */
function addRow(store: StateStore, state: Int32Array, width: number): number {
  store.makeRoom(state, width);
  const { layout } = store;
  const rows = new Int32Array(3 * layout.words).fill(-1);
  layout.pack(state, width, rows.subarray(layout.words, 2 * layout.words));
  return store.addRow(rows, layout.words, hashOf(rows, layout.words, layout.words));
}

describe('the store of visited states', () => {
  it('gives the ids of insertion, and gives back what was put in', () => {
    fc.assert(
      fc.property(fc.array(writes, { minLength: 1, maxLength: 80 }), fc.nat(), (batches, pick) => {
        const store = new StateStore(1);
        const ids = new Map<string, number>();
        const state = new Int32Array(CAPACITY);
        const changes = new Changes(CAPACITY, new Reads(CAPACITY));
        const rows: Int32Array[] = [];
        let width = 1;
        const meet = (id: number, vector: Int32Array): void => {
          const key = vector.join();
          expect(store.fresh).toBe(!ids.has(key));
          if (!ids.has(key)) {
            ids.set(key, ids.size);
            rows.push(vector.slice());
          }
          expect(id).toBe(ids.get(key));
        };
        meet(store.add(state, width), state);
        for (const [index, batch] of batches.entries()) {
          store.load((pick + index) % store.size, state, CAPACITY);
          changes.clear();
          for (const write of batch) {
            changes.write(state, write.slot, write.value);
            width = Math.max(width, write.slot + 1);
          }
          expect(store.find(state, width)).toBe(ids.get(state.join()) ?? -1);
          if (index % 2 === 0) meet(store.add(state, width), state);
          else meet(addRow(store, state, width), state);
        }
        expect(store.size).toBe(ids.size);
        for (const [id, row] of rows.entries()) {
          store.load(id, state, CAPACITY);
          expect(state).toEqual(row);
        }
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });

  it('keeps many states apart, also when a value outgrows its place late', () => {
    const store = new StateStore(3);
    const state = new Int32Array(3);
    const fill = (offset: number): void => {
      for (let i = 0; i < 20_000; i++) {
        state.set([i % 100, Math.floor(i / 100), offset]);
        expect(store.add(state, 3)).toBe(offset * 20_000 + i);
      }
    };
    for (const offset of [0, 1, 2]) fill(offset);
    state.set([0x7fffffff, 0x7fffffff, 0x7fffffff]);
    expect(store.find(state, 3)).toBe(-1);
    expect(store.add(state, 3)).toBe(60_000);
    state.set([7, 50, 1]);
    expect(store.add(state, 3)).toBe(25_007);
    expect(store.fresh).toBe(false);
  });
});

describe('the changes of a step', () => {
  it('take the state back, and tell whether it differs', () => {
    const state = Int32Array.from([1, 2, 3]);
    const changes = new Changes(3, new Reads(3));
    changes.write(state, 0, 5);
    changes.write(state, 0, 6);
    changes.write(state, 1, 2);
    expect(changes.length).toBe(1);
    expect(changes.differ(state)).toBe(true);
    changes.undo(state);
    expect(state).toEqual(Int32Array.from([1, 2, 3]));
    changes.clear();
    changes.write(state, 2, 9);
    changes.write(state, 2, 3);
    expect(changes.differ(state)).toBe(false);
  });
});
