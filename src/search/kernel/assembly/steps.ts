/**
 * What was recorded of rows is listed, and their successors are made: a batch.
 */
import {
  ABSENT,
  ASK,
  AT_ONCE,
  ATTENTION,
  BLOCK,
  BLOCK_ROWS,
  CHANGING_SHIFT,
  DELTAS,
  ENDS,
  ENTRIES,
  ENTRY_MASK,
  ENTRY_SHIFT,
  FIRST_OPEN,
  FOUND,
  GROUP_COUNT,
  GROUPS,
  HASHES,
  INTERNAL,
  LENGTH,
  LIST_CHANGING,
  LIST_FLAGS,
  LIST_HEAD,
  LIST_LENGTH,
  LISTED,
  LISTED_MOVES,
  LISTED_STEPS,
  LISTS,
  LOOSE,
  ORIGIN_COUNT,
  ORIGINS,
  REQUIRED,
  ROWS,
  STEPS,
  STILL,
  STORE,
  UNLEARNED,
  WHOLE_MASK,
  WORDS,
} from '../fields.ts';
import { bitsOf, cell, set } from './cells.ts';
import { finished, folded } from './hash.ts';
import { entryOf, firstPlace, valueOf } from './masked.ts';
import { isEmpty } from './rows.ts';

/**
 * Lists the moves of a row. Answers the flags of all its lists together, or why they are not told; then `LISTED` is the
 * first group that has to learn.
 */
export function list(lane: usize, row: usize): i32 {
  const moves = <usize>cell(lane, LISTED_MOVES);
  const steps = <usize>cell(lane, LISTED_STEPS);
  const count = cell(lane, GROUP_COUNT);
  const firstOpen = cell(lane, FIRST_OPEN);
  let flags = 0;
  let length = 0;
  set(lane, INTERNAL, 0);
  for (let group = 0; group < count; group++) {
    const masked = <usize>cell(<usize>cell(lane, GROUPS), group);
    if (cell(masked, LOOSE) != 0) return ASK;
    const found = valueOf(masked, row);
    if (found == ABSENT) {
      set(lane, LISTED, group);
      return UNLEARNED;
    }
    const listed = <usize>cell(lane, LISTS) + ((<usize>found) << 2);
    const more = cell(listed, LIST_LENGTH);
    const all = listed + ((<usize>(LIST_HEAD + cell(listed, LIST_CHANGING))) << 2);
    flags |= cell(listed, LIST_FLAGS);
    for (let i = 0; i < more; i++) {
      set(steps, length + i, cell(all, i));
      set(moves, length + i, cell(all, more + i));
    }
    length += more;
    if (group + 1 == firstOpen) set(lane, INTERNAL, length);
  }
  set(lane, LISTED, length);
  return flags;
}

/** Puts the row as it is after each of the steps at `steps` into the batch: those from number `first` on, before `end`. */
// @ts-expect-error: a decorator of functions
@inline
function turn(
  row: usize,
  words: i32,
  steps: usize,
  deltas: usize,
  rows: usize,
  hashes: usize,
  first: i32,
  end: i32,
): void {
  if (words == 2) {
    const before = load<u64>(row);
    for (let i = first; i < end; i++) {
      const both = before ^ load<u64>(deltas + ((<usize>cell(steps, i)) << 3));
      store<u64>(rows + ((<usize>i) << 3), both);
      set(hashes, i, finished(folded(0, both)));
    }
    return;
  }
  for (let i = first; i < end; i++) {
    const delta = deltas + ((<usize>(cell(steps, i) * words)) << 2);
    const turned = rows + ((<usize>(i * words)) << 2);
    let hash: u64 = 0;
    for (let word = 0; word < words; word++) {
      const bits = bitsOf(row, word) ^ bitsOf(delta, word);
      set(turned, word, <i32>bits);
      hash = folded(hash, bits);
    }
    set(hashes, i, finished(hash));
  }
}

/** Adds what follows `row` by the steps at `steps` to the batch. */
export function takeSteps(lane: usize, row: usize, steps: usize, count: i32): void {
  const words = cell(<usize>cell(lane, STORE), WORDS);
  const first = cell(lane, LENGTH);
  const end = first + count;
  const taken = <usize>cell(lane, STEPS);
  const deltas = <usize>cell(lane, DELTAS);
  let still = cell(lane, STILL);
  for (let i = 0; i < count; i++) {
    const step = cell(steps, i);
    set(taken, first + i, step);
    if (isEmpty(deltas + ((<usize>(step * words)) << 2), words)) still++;
  }
  set(lane, STILL, still);
  turn(row, words, taken, deltas, <usize>cell(lane, ROWS), <usize>cell(lane, HASHES), first, end);
  set(lane, LENGTH, end);
}

/** Where in the block row number `index` is. */
// @ts-expect-error: a decorator of functions
@inline
export function inBlock(lane: usize, words: i32, index: i32): usize {
  return <usize>cell(lane, BLOCK_ROWS) + ((<usize>(index * words)) << 2);
}

/**
 * Notes what a group lists of the rows at `rows`, before the first of which it does not know that. Answers how many
 * those are.
 *
 * @param founds where it is noted: lists, and what is besides
 */
// @ts-expect-error: a decorator of functions
@inline
function foundOf(masked: usize, words: i32, rows: usize, count: i32, founds: usize): i32 {
  if (cell(masked, LOOSE) != 0) return 0;
  if (words == 2) {
    // As `entryOf`, with all that is the same for all rows in variables.
    const entries = <usize>cell(masked, ENTRIES);
    const mask = cell(masked, ENTRY_MASK);
    const shift = bitsOf(masked, ENTRY_SHIFT);
    const whole = load<u64>(masked, WHOLE_MASK << 2);
    for (let i = 0; i < count; i++) {
      const key = load<u64>(rows + ((<usize>i) << 3)) & whole;
      let place = firstPlace(key, shift);
      let at = entries + ((<usize>(place & mask)) << 4);
      let found = load<u64>(at);
      while (load<u64>(at, 8) != key) {
        if (<i32>found == ABSENT) return i;
        place++;
        at = entries + ((<usize>(place & mask)) << 4);
        found = load<u64>(at);
      }
      if (<i32>found == ABSENT) return i;
      store<u64>(founds + ((<usize>i) << 3), found);
    }
    return count;
  }
  for (let i = 0; i < count; i++) {
    const found = load<u64>(entryOf(masked, rows + ((<usize>(i * words)) << 2)));
    store<u64>(founds + ((<usize>i) << 3), found);
    if (<i32>found == ABSENT) return i;
  }
  return count;
}

/**
 * Looks up what all groups list of the rows of the block from number `from` on, before `end`, group by group: nothing
 * depends on what was found before, so that delays overlap. Answers the first row of which some group does not know it.
 */
// @ts-expect-error: a decorator of functions
@inline
export function lookedUp(lane: usize, words: i32, from: i32, end: i32): i32 {
  const groups = <usize>cell(lane, GROUPS);
  const count = cell(lane, GROUP_COUNT);
  const rows = inBlock(lane, words, from);
  let founds = <usize>cell(lane, FOUND) + ((<usize>from) << 3);
  let known = end - from;
  for (let group = 0; group < count; group++, founds += BLOCK << 3) {
    known = foundOf(<usize>cell(groups, group), words, rows, known, founds);
  }
  return from + known;
}

/** Adds the successors of a row of the block, itself left out, to the batch; none where it needs attention. */
// @ts-expect-error: a decorator of functions
@inline
export function expanded(lane: usize, words: i32, index: i32): bool {
  const count = cell(lane, GROUP_COUNT);
  const lists = <usize>cell(lane, LISTS) + (LIST_HEAD << 2);
  const taken = <usize>cell(lane, STEPS);
  const length = cell(lane, LENGTH);
  let founds = <usize>cell(lane, FOUND) + ((<usize>index) << 3);
  let flags = 0;
  let end = length;
  for (let group = 0; group < count; group++, founds += BLOCK << 3) {
    const found = load<u64>(founds);
    const besides = <i32>(found >> 32);
    const steps = lists + ((<usize>(<i32>found)) << 2);
    const to = taken + ((<usize>end) << 2);
    flags |= besides;
    // Four at once, which are nearly always all, and nobody has to guess how many there are.
    store<u64>(to, load<u64>(steps));
    store<u64>(to, load<u64>(steps, 8), 8);
    const more = besides >>> CHANGING_SHIFT;
    for (let i = AT_ONCE; i < more; i++) set(to, i, cell(steps, i));
    end += more;
  }
  const required = cell(lane, REQUIRED);
  if ((flags & cell(lane, ATTENTION)) != 0 || (flags & required) != required) return false;
  const row = inBlock(lane, words, index);
  turn(row, words, taken, <usize>cell(lane, DELTAS), <usize>cell(lane, ROWS), <usize>cell(lane, HASHES), length, end);
  set(lane, LENGTH, end);
  return true;
}

/** Notes that the successors up to here follow state `id`. */
// @ts-expect-error: a decorator of functions
@inline
export function close(lane: usize, id: i32): void {
  const origins = cell(lane, ORIGIN_COUNT);
  set(<usize>cell(lane, ORIGINS), origins, id);
  set(<usize>cell(lane, ENDS), origins, cell(lane, LENGTH));
  set(lane, ORIGIN_COUNT, origins + 1);
}
