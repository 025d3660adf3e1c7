/**
 * A batch of successors is looked up.
 */
import {
  ABSENT,
  BLOCKS,
  DIRECTORY,
  ENDS,
  HASHES,
  IDS,
  LENGTH,
  LETTERS,
  LIMIT,
  MASK,
  NEWS,
  NEWS_COUNT,
  NOTE_BITS,
  ORIGIN_COUNT,
  ORIGINS,
  PENDING,
  RECENT,
  RECENT_MASK,
  ROWS,
  SIZE,
  STILL,
  STORE,
  TABLE,
  TRANSITIONS,
  WORDS,
} from '../fields.ts';
import { blockOf } from './bits.ts';
import { cell, set } from './cells.ts';
import { hashOf } from './hash.ts';
import { entryOf, haveSameKey } from './masked.ts';
import { copy, isSame, NOTE_MASK, ROW_MASK, rowAt, segmentOf } from './rows.ts';
import { added } from './table.ts';

/** Reads where the batch will be looked up, all at once: the delays of memory overlap. */
export function touch(lane: usize): i32 {
  const length = cell(lane, LENGTH);
  const pending = <usize>cell(lane, PENDING);
  for (let i = 0; i < length; i++) set(pending, i, i);
  return touched(lane, cell(<usize>cell(lane, STORE), WORDS), length);
}

/** The same of the first of those that are pending. */
// @ts-expect-error: a decorator of functions
@inline
function touched(lane: usize, words: i32, count: i32): i32 {
  const rows = <usize>cell(lane, STORE);
  const table = <usize>cell(rows, TABLE);
  const hashes = <usize>cell(lane, HASHES);
  const pending = <usize>cell(lane, PENDING);
  const blocks = cell(rows, BLOCKS) as u64;
  let sum = 0;
  if (blocks != 0) {
    for (let i = 0; i < count; i++) sum += load<i32>(blockOf(table, blocks, cell(hashes, cell(pending, i))));
    return sum;
  }
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const ids = <usize>cell(lane, IDS);
  for (let i = 0; i < count; i++) set(ids, i, cell(table, cell(hashes, cell(pending, i)) & mask));
  for (let i = 0; i < count; i++) {
    const entry = cell(ids, i);
    const hash = cell(hashes, cell(pending, i));
    if (entry != 0 && ((entry ^ hash) & ~mask) == 0) sum += cell(rowAt(directory, words, (entry & mask) - 1), 0);
  }
  return sum;
}

/** Sees to it that no row is held to have been met where nothing but 0 was written: a row of 0 has its place too. */
export function forget(lane: usize): void {
  const words = cell(<usize>cell(lane, STORE), WORDS);
  const row = <usize>cell(lane, RECENT);
  const mask = cell(lane, RECENT_MASK);
  do set(row, 0, cell(row, 0) + 1);
  while ((hashOf(row, words) & mask) == 0);
}

/**
 * Notes which successors are to be looked up, and answers how many: not those that were met not long ago, which are
 * known, or come before them in the batch. Most are met again soon, from a neighbour of whom they follow.
 */
// @ts-expect-error: a decorator of functions
@inline
function unmet(lane: usize, words: i32): i32 {
  const length = cell(lane, LENGTH);
  const hashes = <usize>cell(lane, HASHES);
  const batch = <usize>cell(lane, ROWS);
  const recent = <usize>cell(lane, RECENT);
  const mask = cell(lane, RECENT_MASK);
  const pending = <usize>cell(lane, PENDING);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const row = batch + ((<usize>(i * words)) << 2);
    const at = recent + ((<usize>((cell(hashes, i) & mask) * words)) << 2);
    set(pending, count, i);
    count += <i32>!isSame(row, at, words);
    copy(row, at, words);
  }
  return count;
}

/**
 * Writes the ids of the successors of `origin` from number `first` on, before `end`: −1 less the id of one that was
 * added.
 */
export function lookUp(lane: usize, first: i32, end: i32, origin: i32): void {
  const rows = <usize>cell(lane, STORE);
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const ids = <usize>cell(lane, IDS);
  const hashes = <usize>cell(lane, HASHES);
  const batch = <usize>cell(lane, ROWS);
  for (let i = first; i < end; i++) {
    const row = batch + ((<usize>(i * words)) << 2);
    set(ids, i, added(rows, table, mask, directory, words, lane, row, cell(hashes, i), origin));
  }
}

/** Writes the hashes of the successors from number `first` on, before `end`. */
export function hashRows(lane: usize, first: i32, end: i32): void {
  const words = cell(<usize>cell(lane, STORE), WORDS);
  for (let i = first; i < end; i++) {
    set(<usize>cell(lane, HASHES), i, hashOf(<usize>cell(lane, ROWS) + ((<usize>(i * words)) << 2), words));
  }
}

/**
 * Looks up the whole batch, counts transitions, and notes what is news: the numbers of successors, or where `aside`
 * the ids of states, behind those that are noted already. Empties it, unless news refers to it.
 */
// @ts-expect-error: a decorator of functions
@inline
export function settled(lane: usize, words: i32, aside: bool): bool {
  const pending = <usize>cell(lane, PENDING);
  const count = unmet(lane, words);
  touched(lane, words, count);
  const rows = <usize>cell(lane, STORE);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const ids = <usize>cell(lane, IDS);
  const hashes = <usize>cell(lane, HASHES);
  const batch = <usize>cell(lane, ROWS);
  const origins = <usize>cell(lane, ORIGINS);
  const ends = <usize>cell(lane, ENDS);
  const letters = <usize>cell(lane, LETTERS);
  let fresh = 0;
  let index = 0;
  for (let each = 0; each < count; each++) {
    const i = cell(pending, each);
    while (cell(ends, index) <= i) index++;
    const origin = cell(origins, index);
    const row = batch + ((<usize>(i * words)) << 2);
    const met = added(rows, table, mask, directory, words, lane, row, cell(hashes, i), origin);
    if (met >= 0) continue;
    const id = ~met;
    if ((id & NOTE_MASK) == 0) set(segmentOf(directory, id), (id & ROW_MASK) >>> NOTE_BITS, origin);
    // A letter like that of the state before is no news.
    set(pending, fresh, i);
    set(ids, fresh, id);
    fresh += <i32>(letters != 0 && !haveSameKey(letters, row, rowAt(directory, words, origin), words));
  }
  // Nor is one that was told before: whoever told it has judged it.
  const told = <usize>cell(lane, NEWS);
  let news = aside ? cell(lane, NEWS_COUNT) : 0;
  for (let each = 0; each < fresh; each++) {
    const i = cell(pending, each);
    set(told, news, aside ? cell(ids, each) : i);
    news += <i32>(load<i32>(entryOf(letters, batch + ((<usize>(i * words)) << 2))) == ABSENT);
  }
  set(lane, TRANSITIONS, cell(lane, TRANSITIONS) + cell(lane, LENGTH) - cell(lane, STILL));
  set(lane, STILL, 0);
  set(lane, NEWS_COUNT, news);
  if (news > 0 && !aside) return false;
  set(lane, LENGTH, 0);
  set(lane, ORIGIN_COUNT, 0);
  return true;
}

/** Whether all of the batch may be added. */
// @ts-expect-error: a decorator of functions
@inline
export function hasRoom(lane: usize): bool {
  return atomic.load<i32>(<usize>cell(lane, STORE) + (SIZE << 2)) + cell(lane, LENGTH) <= cell(lane, LIMIT);
}
