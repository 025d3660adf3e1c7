/**
 * What several do at once: they expand states, and enter rows into a larger table.
 */
import {
  BLOCK,
  CHUNK,
  CURSOR,
  DIRECTORY,
  END,
  ENOUGH,
  LENGTH,
  LISTED_IDS,
  MASK,
  NEWS_COUNT,
  NEWS_ROOM,
  NEXT,
  NEXT_END,
  ODD,
  ODD_COUNT,
  ORIGIN_COUNT,
  PAGE_CELLS,
  PART,
  PARTS,
  SHORT,
  STORE,
  TABLE,
  TEAM,
  WORDS,
} from '../fields.ts';
import { cell, set } from './cells.ts';
import { hashOf } from './hash.ts';
import { hasRoom, settled } from './look-up.ts';
import { copy, rowAt } from './rows.ts';
import { close, expanded, inBlock, lookedUp } from './steps.ts';
import { placeAfter, tryEntry } from './table.ts';

/**
 * Expands states that no other of the team has begun with, until there are none, or there is no room. What cannot be
 * expanded here, and what is news, is put aside.
 */
export function work(lane: usize): void {
  worked(lane, cell(<usize>cell(lane, STORE), WORDS));
}

/** The same for rows of two words. */
export function workShort(lane: usize): void {
  worked(lane, SHORT);
}

// @ts-expect-error: a decorator of functions
@inline
function worked(lane: usize, words: i32): void {
  const team = <usize>cell(lane, TEAM);
  const directory = <usize>cell(<usize>cell(lane, STORE), DIRECTORY);
  const enough = cell(lane, ENOUGH);
  const last = cell(team, END);
  const listed = <usize>cell(team, LISTED_IDS);
  let next = cell(lane, NEXT);
  let end = cell(lane, NEXT_END);
  while (true) {
    if (next == end) {
      const left = last - cell(team, CURSOR);
      const chunk = max(cell(team, CHUNK), left / cell(team, PARTS));
      if (left > 0) next = atomic.add<i32>(team + (CURSOR << 2), chunk);
      else next = last;
      end = max(next, min(last, next + chunk));
      set(lane, NEXT, next);
      set(lane, NEXT_END, end);
      set(lane, PART, next);
      if (next >= last) {
        if (isFitting(lane)) settled(lane, words, true);
        return;
      }
    }
    const count = min(BLOCK, end - next);
    for (let i = 0; i < count; i++) {
      copy(rowAt(directory, words, cell(listed, next + i)), inBlock(lane, words, i), words);
    }
    let i = 0;
    while (i < count) {
      const known = lookedUp(lane, words, i, count);
      for (; i < count && i <= known; i++) {
        if (cell(lane, LENGTH) >= enough || cell(lane, ORIGIN_COUNT) + 2 >= enough) {
          if (!isFitting(lane)) {
            set(lane, NEXT, next + i);
            return;
          }
          settled(lane, words, true);
        }
        const id = cell(listed, next + i);
        if (i < known && expanded(lane, words, i)) close(lane, id);
        else putAside(lane, id);
      }
    }
    next += count;
    set(lane, NEXT, next);
  }
}

/** Writes `count` ids from `first` on. */
export function writeIds(at: usize, first: i32, count: i32): void {
  for (let i = 0; i < count; i++) set(at, i, first + i);
}

/** Whether there is room for all of the batch, and for the news of it. */
// @ts-expect-error: a decorator of functions
@inline
function isFitting(lane: usize): bool {
  return hasRoom(lane) && cell(lane, NEWS_COUNT) + cell(lane, LENGTH) <= cell(lane, NEWS_ROOM);
}

/** Notes a state that cannot be expanded here. */
// @ts-expect-error: a decorator of functions
@inline
function putAside(lane: usize, id: i32): void {
  const odd = cell(lane, ODD_COUNT);
  set(<usize>cell(lane, ODD), odd, id);
  set(lane, ODD_COUNT, odd + 1);
}

/**
 * Writes to each page of the table, which is empty, that no other of the team has begun with: one that is read before
 * it is written is mapped twice, and the second time the others are interrupted.
 */
export function clearTogether(lane: usize): void {
  const team = <usize>cell(lane, TEAM);
  const table = <usize>cell(<usize>cell(lane, STORE), TABLE);
  const last = cell(team, END);
  const chunk = cell(team, CHUNK);
  while (true) {
    const first = atomic.add<i32>(team + (CURSOR << 2), chunk);
    if (first >= last) return;
    const end = min(last, first + chunk);
    for (let place = first; place < end; place += PAGE_CELLS) set(table, place, 0);
  }
}

/** Enters rows into the table that no other of the team has begun with, until there are none. */
export function enterTogether(lane: usize): i32 {
  const team = <usize>cell(lane, TEAM);
  const rows = <usize>cell(lane, STORE);
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const last = cell(team, END);
  const chunk = cell(team, CHUNK);
  let sum = 0;
  while (true) {
    const first = atomic.add<i32>(team + (CURSOR << 2), chunk);
    if (first >= last) return sum;
    const end = min(last, first + chunk);
    // As in `enter`: what is written soon is read before, many at once.
    for (let id = first; id < end; id++) {
      sum += cell(table, hashOf(rowAt(directory, words, id), words) & mask);
    }
    for (let id = first; id < end; id++) {
      const hash = hashOf(rowAt(directory, words, id), words);
      let place = hash & mask;
      // To look first is cheaper than to try.
      while (cell(table, place) != 0 || tryEntry(table, place, (hash & ~mask) | (id + 1)) != 0) {
        place = placeAfter(place, hash, mask);
      }
    }
  }
}
