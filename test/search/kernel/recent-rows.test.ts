/** Rows met just now: as many places as there is room for, and none is held to have been met that was not. */
import { expect, it } from 'vitest';
import { RECENT, RECENT_MASK } from '../../../src/search/kernel/fields.ts';
import { Lane } from '../../../src/search/kernel/lane.ts';
import { RecentRows } from '../../../src/search/kernel/recent-rows.ts';
import { StateStore } from '../../../src/search/state-store.ts';

const MOST = 0x7fff_ffff;

it('has room for its places, whatever the length of rows, and holds no row of 0 to be met', () => {
  const store = new StateStore(9);
  const lane = new Lane(store.arena, store.pointer);
  const recent = new RecentRows(lane);
  const state = new Int32Array(9);
  for (let slots = 1; slots <= 9; slots++) {
    state[slots - 1] = MOST;
    store.makeRoom(state, 9);
    const { words } = store.layout;
    const end = store.arena.bytes;
    recent.attend(store.layout);
    const places = lane.cells[RECENT_MASK]! + 1;
    const rows = new Int32Array(store.arena.memory.buffer, lane.cells[RECENT]!, places * words);
    expect(lane.cells[RECENT]! + 4 * places * words).toBeLessThanOrEqual(Math.max(end, store.arena.bytes));
    expect(Math.log2(places) % 1).toBe(0);
    // The row of 0 has place 0, where another one is.
    expect([...rows.subarray(0, words)].some((cell) => cell !== 0)).toBe(true);
    expect(rows.subarray(words).every((cell) => cell === 0)).toBe(true);
    rows.fill(1);
    recent.attend(store.layout);
    expect(rows[words]).toBe(1);
    recent.clear();
    recent.attend(store.layout);
    expect(rows[words]).toBe(0);
  }
  store.release();
});
