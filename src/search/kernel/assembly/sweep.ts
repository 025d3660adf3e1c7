/**
 * States are expanded, and their successors looked up, by one alone.
 */
import {
  BLOCK,
  DIRECTORY,
  DONE,
  ENOUGH,
  FEW,
  LENGTH,
  NO_ROOM,
  ODD_STATE,
  ORIGIN_COUNT,
  REASON,
  SHORT,
  SOME_NEWS,
  STORE,
  WORDS,
} from '../fields.ts';
import { cell, set } from './cells.ts';
import { hasRoom, settled } from './look-up.ts';
import { copy, rowAt } from './rows.ts';
import { close, expanded, inBlock, lookedUp } from './steps.ts';

/**
 * Expands the states from number `first` on, before `end`, and looks their successors up. Answers the first that was
 * not expanded; `REASON` tells why, and where there is no news the batch is looked up and empty.
 */
export function sweep(lane: usize, first: i32, end: i32): i32 {
  return swept(lane, cell(<usize>cell(lane, STORE), WORDS), first, end);
}

/** The same for rows of two words, which most have: apart, so that only what is used has to be compiled well. */
export function sweepShort(lane: usize, first: i32, end: i32): i32 {
  return swept(lane, SHORT, first, end);
}

// @ts-expect-error: a decorator of functions
@inline
function swept(lane: usize, words: i32, first: i32, end: i32): i32 {
  const directory = <usize>cell(<usize>cell(lane, STORE), DIRECTORY);
  const enough = cell(lane, ENOUGH);
  let id = first;
  let reason: i32 = DONE;
  // Where one state is odd the next is soon: what was looked up behind it was in vain.
  let room = FEW;
  while (id < end && reason == DONE) {
    const count = min(room, end - id);
    room = min(2 * room, BLOCK);
    for (let i = 0; i < count; i++) copy(rowAt(directory, words, id + i), inBlock(lane, words, i), words);
    const known = lookedUp(lane, words, 0, count);
    if (known < count) reason = ODD_STATE;
    for (let i = 0; i < known; i++, id++) {
      if (!expanded(lane, words, i)) {
        reason = ODD_STATE;
        break;
      }
      close(lane, id);
      if (cell(lane, LENGTH) < enough && cell(lane, ORIGIN_COUNT) + 1 < enough) continue;
      if (!hasRoom(lane)) {
        set(lane, REASON, NO_ROOM);
        return id + 1;
      }
      if (settled(lane, words, false)) continue;
      set(lane, REASON, SOME_NEWS);
      return id + 1;
    }
  }
  if (cell(lane, LENGTH) > 0 && !hasRoom(lane)) reason = NO_ROOM;
  else if (!settled(lane, words, false)) reason = SOME_NEWS;
  set(lane, REASON, reason);
  return id;
}
