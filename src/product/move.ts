/**
 * Moves as small integers: what may happen next in a state, relative to that state.
 *
 * A move is meaningful together with the state in which it is enabled; its label names it for good.
 */
import { lengthened } from './lengthened.ts';

/** The kinds of moves, in the order in which they are listed: internal ones, open ones, the tick. */
export const DELIVER = 0;
export const TIMER = 1;
export const OUTCOME = 2;
export const ENVIRONMENT = 3;
export const DROP = 4;
export const DUPLICATE = 5;
export const DELAY = 6;
export const FAULT = 7;
export const TICK = 8;

export type MoveKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** kind (4 bits), subject (12 bits: a link, agent, declaration), detail (15 bits: a position). */
export type Move = number;

export const MAX_SUBJECT = 0xfff;
const DETAIL_BITS = 15;
const SUBJECT_BITS = 12;

/** The detail of a delay holds the position (8 bits) and which of the link's delays it is. */
export const MAX_DELAYS = 1 << (DETAIL_BITS - 8);

export const moveOf = (kind: MoveKind, subject: number, detail: number): Move =>
  (kind << (DETAIL_BITS + SUBJECT_BITS)) | (subject << DETAIL_BITS) | detail;
/** A tick that leaps over `ticks` instants. */
export const tickMove = (ticks: number): Move => (TICK << (DETAIL_BITS + SUBJECT_BITS)) | ticks;
/** The longest leap of one tick. */
export const MAX_LEAP = (1 << (DETAIL_BITS + SUBJECT_BITS)) - 1;

export const kindOf = (move: Move): MoveKind => (move >>> (DETAIL_BITS + SUBJECT_BITS)) as MoveKind;
export const subjectOf = (move: Move): number => (move >>> DETAIL_BITS) & MAX_SUBJECT;
export const detailOf = (move: Move): number => move & ((1 << DETAIL_BITS) - 1);
/** How many ticks pass in a move; 0 for all but `tick`. */
export const ticksOf = (move: Move): number => (kindOf(move) === TICK ? move & MAX_LEAP : 0);

/** Internal moves are the system's own; environment and fault moves are open: they may never come. */
export const isInternal = (move: Move): boolean => kindOf(move) <= OUTCOME;

/** A list of moves that is reused, so that listing them allocates nothing. */
export class MoveList {
  moves: Int32Array;
  length = 0;
  /** How many of the moves, from the first on, are internal. */
  internal = 0;

  /** @param room for so many moves; it grows where there are more */
  constructor(room = 64) {
    this.moves = new Int32Array(room);
  }

  clear(): void {
    this.length = 0;
    this.internal = 0;
  }

  /** Whether the last move is a tick. */
  get ticks(): boolean {
    return this.length > 0 && kindOf(this.moves[this.length - 1]!) === TICK;
  }

  copy(other: MoveList): void {
    this.clear();
    for (let i = 0; i < other.length; i++) this.push(other.moves[i]!);
    this.internal = other.internal;
  }

  push(move: Move): void {
    if (this.length === this.moves.length) this.makeRoom(this.length + 1);
    this.moves[this.length++] = move;
  }

  /** Sees to it that `length` moves have room. */
  makeRoom(length: number): void {
    if (length <= this.moves.length) return;
    this.moves = lengthened(this.moves, 2 * length);
  }
}
