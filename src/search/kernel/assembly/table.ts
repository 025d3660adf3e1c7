/**
 * Visited rows, each of them: a table of ids by hashes, to which several may add at once.
 */
import {
  BLOCK_BITS,
  BLOCKS,
  DIRECTORY,
  MASK,
  OWN_END,
  OWN_ID,
  OWN_IDS,
  PART,
  RANGE_COUNT,
  RANGE_ROOM,
  RANGES,
  SHARED,
  SIZE,
  TABLE,
  WORDS,
} from '../fields.ts';
import { marked } from './bits.ts';
import { cell, set } from './cells.ts';
import { hashOf } from './hash.ts';
import { copy, isSame, rowAt } from './rows.ts';

/** Places of a table that are in one line of the processor's cache, less one. */
const LINE_MASK: i32 = (1 << (BLOCK_BITS - 2)) - 1;

/**
 * Where one looks after a place: at all places of a line of the processor's cache first, then at those of the next
 * line, in each from where the hash points to.
 */
// @ts-expect-error: a decorator of functions
@inline
export function placeAfter(place: i32, hash: i32, mask: i32): i32 {
  const next = (place & ~LINE_MASK) | ((place + 1) & LINE_MASK);
  return ((next ^ hash) & LINE_MASK) != 0 ? next : (next + LINE_MASK + 1) & mask;
}

/** The id of a row, or −1 less where the table has room for it. */
// @ts-expect-error: a decorator of functions
@inline
function placed(table: usize, mask: i32, directory: usize, words: i32, row: usize, hash: i32, first: i32): i32 {
  let place = first;
  while (true) {
    const entry = atomic.load<i32>(table + ((<usize>place) << 2));
    if (entry == 0) return ~place;
    if (((entry ^ hash) & ~mask) == 0) {
      const id = (entry & mask) - 1;
      if (isSame(rowAt(directory, words, id), row, words)) return id;
    }
    place = placeAfter(place, hash, mask);
  }
}

/**
 * Adds a row that is not there, at a place of the table, or behind it where others come first. Where several may add
 * at once, a row is written before the table names it, and who comes second keeps its id for another row.
 *
 * @returns −1 less its id, or the id where another has just added it
 */
// @ts-expect-error: a decorator of functions
@inline
function addedAt(
  rows: usize,
  table: usize,
  mask: i32,
  directory: usize,
  words: i32,
  lane: usize,
  row: usize,
  hash: i32,
  first: i32,
): i32 {
  if (cell(rows, SHARED) == 0) {
    const next = cell(rows, SIZE);
    set(rows, SIZE, next + 1);
    copy(row, rowAt(directory, words, next), words);
    set(table, first, (hash & ~mask) | (next + 1));
    return ~next;
  }
  let place = first;
  while (true) {
    let id = cell(lane, OWN_ID);
    if (id == cell(lane, OWN_END)) {
      id = atomic.add<i32>(rows + (SIZE << 2), OWN_IDS);
      set(lane, OWN_END, id + OWN_IDS);
      noteRange(lane, id);
    }
    copy(row, rowAt(directory, words, id), words);
    const met = tryEntry(table, place, (hash & ~mask) | (id + 1));
    set(lane, OWN_ID, met == 0 ? id + 1 : id);
    if (met == 0) return ~id;
    const found = placed(table, mask, directory, words, row, hash, place);
    if (found >= 0) return found;
    place = ~found;
  }
}

/** Notes from where on a lane takes ids, and which part of the states it is at. */
// @ts-expect-error: a decorator of functions
@inline
function noteRange(lane: usize, id: i32): void {
  const count = cell(lane, RANGE_COUNT);
  if (count == RANGE_ROOM) return;
  const range = <usize>cell(lane, RANGES) + ((<usize>count) << 3);
  set(range, 0, id);
  set(range, 1, cell(lane, PART));
  set(lane, RANGE_COUNT, count + 1);
}

/**
 * The id of a row; −1 less the id where it is new and was added.
 *
 * @param lane who adds, where several do
 * @param origin number of the row that it follows, or −1
 */
// @ts-expect-error: a decorator of functions
@inline
export function added(
  rows: usize,
  table: usize,
  mask: i32,
  directory: usize,
  words: i32,
  lane: usize,
  row: usize,
  hash: i32,
  origin: i32,
): i32 {
  if (cell(rows, BLOCKS) != 0) return marked(rows, table, directory, words, row, hash, origin);
  const found = placed(table, mask, directory, words, row, hash, hash & mask);
  return found >= 0 ? found : addedAt(rows, table, mask, directory, words, lane, row, hash, ~found);
}

export function addRow(rows: usize, row: usize): i32 {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const directory = <usize>cell(rows, DIRECTORY);
  return added(rows, table, cell(rows, MASK), directory, words, 0, row, hashOf(row, words), -1);
}

/** The id of a row, or −1. */
export function findRow(rows: usize, row: usize): i32 {
  const words = cell(rows, WORDS);
  const mask = cell(rows, MASK);
  const hash = hashOf(row, words);
  return max(-1, placed(<usize>cell(rows, TABLE), mask, <usize>cell(rows, DIRECTORY), words, row, hash, hash & mask));
}

/**
 * Enters the rows from number `first` on, before `end`, into the table: they are all different. Some at a time: the
 * delays of memory overlap.
 *
 * @param hashes room for the hashes of 256 rows
 */
export function enter(rows: usize, first: i32, end: i32, hashes: usize): i32 {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  let sum = 0;
  for (let from = first; from < end; from += 256) {
    const count = min(256, end - from);
    for (let i = 0; i < count; i++) {
      const hash = hashOf(rowAt(directory, words, from + i), words);
      set(hashes, i, hash);
      sum += cell(table, hash & mask);
    }
    for (let i = 0; i < count; i++) {
      const hash = cell(hashes, i);
      let place = hash & mask;
      while (cell(table, place) != 0) place = placeAfter(place, hash, mask);
      set(table, place, (hash & ~mask) | (from + i + 1));
    }
  }
  return sum;
}

/** Writes an entry of the table where there is none; else answers the one that there is. */
// @ts-expect-error: a decorator of functions
@inline
export function tryEntry(table: usize, place: i32, entry: i32): i32 {
  return atomic.cmpxchg<i32>(table + ((<usize>place) << 2), 0, entry);
}

/** Puts the rows from number `first` on, which are the last ones, where `count` less of them would be. */
export function closeUp(rows: usize, first: i32, count: i32): void {
  const words = cell(rows, WORDS);
  const directory = <usize>cell(rows, DIRECTORY);
  const size = cell(rows, SIZE);
  for (let id = first; id < size; id++) copy(rowAt(directory, words, id), rowAt(directory, words, id - count), words);
  set(rows, SIZE, size - count);
}

/** Gives the last row the id `hole`, which no row has, or which is the last and has none. */
export function fillHole(rows: usize, hole: i32): void {
  const words = cell(rows, WORDS);
  const table = <usize>cell(rows, TABLE);
  const mask = cell(rows, MASK);
  const directory = <usize>cell(rows, DIRECTORY);
  const last = cell(rows, SIZE) - 1;
  set(rows, SIZE, last);
  if (last == hole) return;
  const row = rowAt(directory, words, last);
  const hash = hashOf(row, words);
  let place = hash & mask;
  while ((cell(table, place) & mask) != last + 1) place = placeAfter(place, hash, mask);
  set(table, place, (hash & ~mask) | (hole + 1));
  copy(row, rowAt(directory, words, hole), words);
}
